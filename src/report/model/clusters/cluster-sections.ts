import { onceEach } from '../../../memo/by-value.ts';
import type { Affected } from '../../../review/contract/object-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { isPartlyKnown } from '../../../review/unknown/partly-known.ts';
import { type ChangeEntry, changeEntries, sameness, touched } from '../changes/change-entry.ts';
import { changesOnlyLabels } from '../changes/chart-labels.ts';
import { toldEdits } from '../changes/told-edits.ts';
import { type ClusterState, clusterStates, statesInOrder } from './cluster-state.ts';
import { ALERT_NAMES, partlyKnown } from './partly-known.ts';
import { ShownChanges } from './shown-changes.ts';
import { type SectionEntry, type UnitSection, unitSections } from './unit-sections.ts';

/** What a report says of one cluster, or of several in which exactly the same happens. */
export interface ClusterSection {
  /** In promotion order. */
  readonly states: readonly [ClusterState, ...ClusterState[]];
  readonly units: readonly UnitSection[];
  /** How many objects these are, over all clusters of the section. */
  readonly total: number;
  /** All its changes, each once. */
  readonly entries: readonly ChangeEntry[];
  /** Those of them of which nothing differs but what each version of a chart brings: they are only counted. */
  readonly onlyLabels: readonly ChangeEntry[];
  /** Edits of FluxKustomizations that say no more than the objects that change by them. */
  readonly told: readonly ChangeEntry[];
  readonly affected: readonly Affected[];
  /** What else may happen and is not known; why stands in an alert. */
  readonly unknown: readonly string[];
  /** Whether a section before it was about these clusters already: this one adds to it. */
  readonly isMore: boolean;
}

interface Part {
  readonly states: readonly [ClusterState, ...ClusterState[]];
  readonly entries: readonly ChangeEntry[];
  readonly affected: readonly Affected[];
  readonly unknown: readonly string[];
}

/** More names of files or objects than this say no more than their number. */
const mostNames = 12;

/**
 * @returns one section for each different thing that happens to clusters, the most urgent first: what is the same in
 *   several clusters once, then what each has more
 */
export const clusterSections = onceEach((review: Review): readonly ClusterSection[] => {
  const states = statesInOrder(review).filter(
    ({ cluster }) => changeEntries(cluster).length + touched(cluster).length > 0 || isPartlyKnown(cluster),
  );
  const urgency = new Map(clusterStates(review).map((state, index) => [state, index]));
  const rank = (part: Part) => Math.min(...part.states.map((state) => urgency.get(state) ?? urgency.size));
  const parts = partsOf(states)
    .filter(isNews)
    .sort((a, b) => rank(a) - rank(b) || b.states.length - a.states.length);
  const shown = new ShownChanges(parts.flatMap(({ entries }) => entries));
  const seen = new Set<string>();
  return parts.map(({ states: own, entries, affected, unknown }) => {
    const isMore = own.every(({ name }) => seen.has(name));
    for (const { name } of own) seen.add(name);
    const onlyLabels = entries.filter(changesOnlyLabels);
    const told = toldEdits(entries);
    const units = unitSections(
      own,
      entries.filter((entry) => !changesOnlyLabels(entry) && !told.has(entry)),
      shown,
    );
    const total = entries.length * own.length;
    return { states: own, units, total, entries, onlyLabels, told: [...told], affected, unknown, isMore };
  });
});

/** What is not known stands in an alert, with as many names as there is room for: a section of nothing else says it again. */
function isNews({ states: [{ cluster }], entries, affected }: Part): boolean {
  if (entries.length + affected.length > 0) return true;
  return partlyKnown(cluster).some(({ text }) => text(mostNames, true) !== text(ALERT_NAMES, true));
}

/** @returns how many changes do not stand there in full: they are the same as another, or only counted */
export function foldedCount(sections: readonly ClusterSection[]): number {
  return sections.reduce((sum, { states, units, onlyLabels, told: edits }) => {
    const shown = units.flatMap((unit) => unit.entries);
    const count = (each: SectionEntry) => 1 + each.alike.length;
    const all = shown.reduce((total, each) => total + count(each), 0);
    const told = shown.filter(({ sameAs }) => sameAs === undefined).length;
    const moved = units.reduce((count, { alsoMoved }) => count + alsoMoved * states.length, 0);
    const labelled = (onlyLabels.length + edits.length) * states.length;
    return sum + all * states.length - told + moved + labelled;
  }, 0);
}

/** Each cluster applies it by a root of its own. */
function samenessOf({ unit: _unit, root: _root, ...rest }: Affected): string {
  return JSON.stringify(rest);
}

/** One of the things that happen, or may happen, in a cluster. */
interface Thing {
  /** Equal where it is the same in another cluster. */
  readonly key: string;
  readonly entry?: ChangeEntry;
  readonly affected?: Affected;
  readonly unknown?: string;
}

/** More parts than this for each cluster would scatter what happens in it: then it stands together. */
const mostParts = 2;

function partsOf(states: readonly ClusterState[]): readonly Part[] {
  const parts = sharedParts(states);
  const perCluster = parts.reduce((sum, part) => sum + part.states.length, 0) / Math.max(1, states.length);
  return perCluster <= mostParts ? parts : sharedParts(states, true);
}

/**
 * Puts together what happens in the very same clusters.
 *
 * @param states in promotion order
 * @param isWhole whether only clusters that are alike in all go together
 */
function sharedParts(states: readonly ClusterState[], isWhole = false): readonly Part[] {
  const all = states.map((state) => {
    const { cluster, kind } = state;
    const things = [
      ...changeEntries(cluster).map((entry): Thing => ({ key: sameness(entry), entry })),
      ...touched(cluster).map((affected): Thing => ({ key: samenessOf(affected), affected })),
      ...partlyKnown(cluster).map(({ text }): Thing => ({ key: text(mostNames), unknown: text(mostNames, true) })),
    ];
    const whole = JSON.stringify(things.map(({ key }) => key).sort());
    return {
      state,
      things: things.map((each) => ({ ...each, key: JSON.stringify([kind, isWhole ? whole : each.key]) })),
    };
  });
  const owners = new Map<string, ClusterState[]>();
  for (const { state, things } of all) {
    for (const key of new Set(things.map((each) => each.key))) owners.set(key, [...(owners.get(key) ?? []), state]);
  }
  const parts = new Map<
    string,
    { states: [ClusterState, ...ClusterState[]]; entries: ChangeEntry[]; affected: Affected[]; unknown: string[] }
  >();
  for (const { state, things } of all) {
    for (const { key, entry, affected, unknown } of things) {
      const [first = state, ...others] = owners.get(key) ?? [];
      if (first !== state) continue;
      const id = JSON.stringify([first, ...others].map(({ name }) => name));
      const part = parts.get(id) ?? { states: [first, ...others], entries: [], affected: [], unknown: [] };
      if (entry !== undefined) part.entries.push(entry);
      if (affected !== undefined) part.affected.push(affected);
      if (unknown !== undefined) part.unknown.push(unknown);
      parts.set(id, part);
    }
  }
  return [...parts.values()];
}
