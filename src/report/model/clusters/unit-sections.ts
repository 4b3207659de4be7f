import type { ReviewPlace } from '../../../review/contract/reference.ts';
import { type ChangeEntry, changeEntries, sameness } from '../changes/change-entry.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Same, ShownChanges } from './shown-changes.ts';

/** The objects of one unit that enter by one way. */
export interface UnitSection {
  readonly unit: string;
  /** How each cluster of the section comes to these objects: the references that all of them share. */
  readonly chains: readonly { readonly cluster: string; readonly places: readonly ReviewPlace[] }[];
  readonly entries: readonly SectionEntry[];
  /** How many more objects move without a change: more than a few are only counted. */
  readonly alsoMoved: number;
}

export interface SectionEntry {
  readonly entry: ChangeEntry;
  /** The rest of its chain, down to the manifest itself. */
  readonly places: readonly ReviewPlace[];
  /** Others of the unit to which the very same happens: their fields stand here once. */
  readonly alike: readonly ChangeEntry[];
  /** Where the same fields stand in full already. */
  readonly sameAs: Same | undefined;
}

/** More moves than this in one unit say no more than their number. */
const mostMoved = 3;

/** @returns the objects of a section by their units and the way they enter; `shown` learns what stands there in full */
export function unitSections(
  states: readonly [ClusterState, ...ClusterState[]],
  entries: readonly ChangeEntry[],
  shown: ShownChanges,
): readonly UnitSection[] {
  const others = states.slice(1).map(({ name, cluster }) => ({
    name,
    entries: new Map(changeEntries(cluster).map((entry) => [sameness(entry), entry])),
  }));
  const [{ name: cluster }] = states;
  return groupByWay(entries).map((all) => {
    const [first] = all;
    const moved = all.filter(isHarmless);
    const group = moved.length > mostMoved ? all.filter((entry) => !isHarmless(entry)) : all;
    const common = commonPlaces(group.length === 0 ? all : group);
    const ways = (group.length === 0 ? all : group).map(sameness);
    return {
      unit: first.unit,
      chains: [
        { cluster, places: common },
        ...others.map((other) => {
          const theirs = ways.flatMap((key) => other.entries.get(key) ?? []);
          return { cluster: other.name, places: commonPlaces(theirs) };
        }),
      ],
      entries: shown.together(group).map(([entry, ...alike]) => {
        return { entry, alike, places: entry.chain.slice(common.length), sameAs: shown.show(entry, cluster) };
      }),
      alsoMoved: all.length - group.length,
    };
  });
}

/** What may be deleted on its way is not just moved. */
function isHarmless({ sign, consequences }: ChangeEntry): boolean {
  return sign === '→' && consequences.length === 0;
}

/** A unit's objects that enter the cluster by the same two references: the root's and the list's. */
function groupByWay(entries: readonly ChangeEntry[]): readonly (readonly [ChangeEntry, ...ChangeEntry[]])[] {
  const groups = new Map<string, [ChangeEntry, ...ChangeEntry[]]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.unit, entry.chain.slice(0, Math.min(2, entry.chain.length - 1))]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

/** The references that all of them share; the last place is each one's own. */
function commonPlaces(entries: readonly ChangeEntry[]): readonly ReviewPlace[] {
  const [first, ...rest] = entries.map(({ chain }) => chain.slice(0, -1));
  if (first === undefined) return [];
  const end = first.findIndex((place, index) =>
    rest.some((chain) => chain[index]?.path !== place.path || chain[index]?.line !== place.line),
  );
  return end < 0 ? first : first.slice(0, end);
}
