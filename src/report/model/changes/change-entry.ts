import { objectKey, objectName, parseApiVersion, plainTitle } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import type { FieldChange } from '../../../review/contract/field-change.ts';
import type { Affected, Effect, Handover } from '../../../review/contract/object-change.ts';
import type { ReviewPlace } from '../../../review/contract/reference.ts';
import { rollsForLabels } from './chart-labels.ts';
import { goesWith } from './goes-with.ts';
import { holdsUpText } from './holds-up-text.ts';
import { type Told, withToldEdits } from './told-edits.ts';
import { whyUnrendered } from './why-unrendered.ts';

/** One object of one cluster and what happens to it, whichever list of the review it stands in. */
export interface ChangeEntry extends Told {
  readonly sign: '+' | '−' | '~' | '→';
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly apiVersion: string;
  /** Only where another kind of the same name has an object of the same name. */
  readonly group?: string;
  readonly unit: string;
  /** The HelmRelease whose chart makes it. */
  readonly release: string | undefined;
  readonly effect: Effect | 'moved';
  readonly chain: readonly ReviewPlace[];
  readonly fields: readonly FieldChange[];
  /** Written after the effect: the previous name, the previous place. */
  readonly remark: string | undefined;
  /** Of a new object, what a reader looks for in it first. */
  readonly matters: readonly string[];
  /** What else follows, each as the end of a sentence that begins with the object's name. */
  readonly consequences: readonly string[];
  /** Whether data goes with it. */
  readonly endangersData: boolean;
}

/**
 * @returns everything that happens in a cluster, unit by unit: where something is lost first, what only moves last, and of
 *   what is alike what others wait for first
 */
export const changeEntries = onceEach((cluster: ClusterReview): readonly ChangeEntry[] => {
  const { lost, changed, gained, moved } = cluster;
  const entries: ChangeEntry[] = [
    ...lost.map((change) => ({
      ...withMore(base(change, cluster), goesWith(cluster, change)),
      sign: '−' as const,
      fields: [],
      remark: change.renamedTo === undefined ? undefined : `renamed to \`${objectName(change.renamedTo)}\``,
    })),
    ...changed.map((change) => {
      const { previous, movedFrom } = change;
      const remarks = [
        ...(previous?.name === undefined ? [] : [`was named \`${previous.name}\``]),
        ...(previous?.apiVersion === undefined ? [] : [`was \`${previous.apiVersion}\``]),
        ...(movedFrom === undefined ? [] : [`moved here from \`${movedFrom.path}\``]),
      ];
      const remark = remarks.length === 0 ? undefined : remarks.join(', ');
      // A generated name says nothing by itself.
      const fields = change.fields.filter(({ path }) => previous?.name === undefined || path !== 'metadata.name');
      const entry = { ...base(change, cluster), sign: '~' as const, fields, remark };
      return rollsForLabels(entry) ? { ...entry, consequences: [ROLLS_FOR_LABELS, ...entry.consequences] } : entry;
    }),
    ...gained.map((change) => ({
      ...base(change, cluster),
      sign: '+' as const,
      fields: [],
      remark: change.renamedFrom === undefined ? undefined : renamed(change.renamedFrom),
    })),
    ...moved.map((change) => ({
      ...base(change, cluster),
      effect: 'moved' as const,
      sign: '→' as const,
      fields: [],
      remark: `from \`${change.from.path === change.to.path ? placeName(change.from.root) : change.from.path}\``,
    })),
  ];
  return inUnits(withToldEdits(withGroups(entries)));
});

/** Two kinds of one name may have objects of one name: only their groups tell these apart. */
function withGroups(entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const groups = new Map<string, Set<string>>();
  for (const entry of entries) {
    const known = groups.get(plainTitle(entry)) ?? new Set();
    groups.set(plainTitle(entry), known.add(parseApiVersion(entry.apiVersion).group));
  }
  return entries.map((entry) => {
    if ((groups.get(plainTitle(entry))?.size ?? 0) < 2) return entry;
    return { ...entry, group: parseApiVersion(entry.apiVersion).group };
  });
}

const ROLLS_FOR_LABELS = 'only because its chart writes its version into the labels of the pods';

/** @returns what makes two entries the same over clusters: all but the way it got there */
export function sameness({ chain: _chain, remark: _remark, ...rest }: ChangeEntry): string {
  return JSON.stringify(rest);
}

type Change = ClusterReview['gained'][number] & Risks;

interface Risks {
  readonly handover?: Handover | undefined;
  readonly dataAtRisk?: string | undefined;
  readonly uncertain?: string | undefined;
  readonly matters?: readonly string[] | undefined;
}

function base(change: Change, cluster: ClusterReview): Omit<ChangeEntry, 'sign' | 'fields' | 'remark'> {
  const { apiVersion, kind, namespace, name, release, effect, chain } = change;
  const unit = change.unit ?? placeName(change.root);
  const endangersData = change.dataAtRisk !== undefined;
  return {
    ...{ apiVersion, kind, namespace, name, unit, release, effect, chain, endangersData },
    matters: change.matters ?? [],
    consequences: [...consequencesOf(change), ...alsoTouched(cluster, change), ...whyUnrendered(cluster, change)],
  };
}

/** @returns how a directory is called in the place of a unit: the one of the repository is `.` */
export function placeName(directory: string): string {
  return directory === '' ? '.' : directory;
}

function withMore<T extends Pick<ChangeEntry, 'consequences'>>(entry: T, more: readonly string[]): T {
  return more.length === 0 ? entry : { ...entry, consequences: [...entry.consequences, ...more] };
}

const handovers: Readonly<Record<Handover, string | undefined>> = {
  safe: undefined,
  race: 'its old root may delete it before the new one applies it',
  recreated: 'its old root deletes it before the new one creates it again',
};

function consequencesOf(change: Change): readonly string[] {
  const { consequences = [], handover, dataAtRisk, race, stoppedBy, uncertain, undecided, holdsUp = 0 } = change;
  const handed = handover === undefined ? undefined : handovers[handover];
  return [
    ...(uncertain === undefined ? [] : [uncertain]),
    ...(undecided === undefined ? [] : [undecided]),
    ...(dataAtRisk === undefined ? [] : [`and with it ${dataAtRisk}`]),
    ...(handed === undefined ? [] : [handed]),
    ...(holdsUp === 0 ? [] : [holdsUpText(holdsUp)]),
    ...consequences,
    ...(race === undefined ? [] : [race]),
    ...(stoppedBy === undefined ? [] : [`not yet: ${stoppedBy}`]),
  ];
}

function renamed(from: { name: string; namespace?: string | undefined }): string {
  return `renamed from \`${objectName(from)}\``;
}

/** The entries come by urgency, and of one urgency with what others wait for first: a unit comes with the first of its own. */
function inUnits(entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const units = new Map<string, ChangeEntry[]>();
  for (const entry of entries) {
    const own = units.get(entry.unit);
    if (own === undefined) units.set(entry.unit, [entry]);
    else own.push(entry);
  }
  return [...units.values()].flat();
}

type Named = Pick<Affected, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

/** @returns what a change reaches by reference only: an object that changes itself tells that with its change */
export function touched(cluster: ClusterReview): readonly Affected[] {
  const own = new Set(
    [...cluster.gained, ...cluster.lost, ...cluster.changed, ...cluster.moved].map((change) => objectKey(change)),
  );
  return cluster.affected.flatMap((each) => {
    if (own.has(objectKey(each))) return [];
    const [why] = whyUnrendered(cluster, each);
    return [why === undefined ? each : { ...each, reason: `${each.reason}; ${why}` }];
  });
}

/** @returns what else reaches an object that changes itself, each as the end of a sentence that begins with its name */
function alsoTouched({ affected }: ClusterReview, change: Named & Pick<Change, 'effect'>): readonly string[] {
  const isTold = ({ effect }: Affected) => effect === 'resumed' && change.effect === 'resumed';
  return affected.filter((each) => objectKey(each) === objectKey(change) && !isTold(each)).map(({ reason }) => reason);
}
