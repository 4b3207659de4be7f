import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Affected } from '../../review/contract/object-change.ts';
import type { Review } from '../../review/contract/review.ts';
import { isPartly } from '../../review/unknown/partly-known.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { type ChangeEntry, changeEntries, touched } from './changes/change-entry.ts';
import { clustersInOrder, isBlocked } from './clusters/blocking.ts';
import { partlyKnown } from './clusters/partly-known.ts';

/** What changes where: units down, clusters across in promotion order. */
interface Matrix {
  /** Several names where whole columns are equal and there are too many to read. */
  readonly columns: readonly (readonly string[])[];
  /** Several units where whole rows are equal. */
  readonly rows: readonly { readonly units: readonly string[]; readonly cells: readonly string[] }[];
}

/** `↻` is what changes by reference only, `?` what may happen and is not known. */
type Sign = ChangeEntry['sign'] | '↻' | '?';

/** More columns than this are folded where they are equal. */
const wide = 6;

/** @returns the matrix; without rows where nothing changes */
export function matrix(review: Review): Matrix {
  const { clusters, rows } = fullMatrix(review);
  const groups = groupEqual(
    clusters,
    (index) => rows.map(({ cells }) => cells[index]).join('\n'),
    clusters.length > wide,
  );
  const folded = groupEqual(
    rows.map(({ unit }) => unit),
    (index) => (rows[index]?.cells ?? []).join('\n'),
    true,
  );
  return {
    columns: groups.map(({ names }) => names),
    rows: folded.map(({ names, first }) => ({
      units: names,
      cells: groups.map((group) => rows[first]?.cells[group.first] ?? '·'),
    })),
  };
}

/** @returns every unit and every cluster that is reached, nothing folded; clusters in promotion order */
export function fullMatrix(review: Review): {
  readonly clusters: readonly string[];
  readonly rows: readonly { readonly unit: string; readonly cells: readonly string[] }[];
} {
  const clusters = clustersInOrder(review).filter(([, { status }]) => status !== 'unreached');
  const byCluster = clusters.map(([, cluster]) => {
    const signs = new Map<string, Sign[]>();
    const note = (unit: string, sign: Sign) => signs.set(unit, [...(signs.get(unit) ?? []), sign]);
    for (const { unit, sign } of changeEntries(cluster)) note(unit, sign);
    const objects = new Map(
      touched(cluster)
        .filter(isMore)
        .map((each) => [plainTitle(each), each]),
    );
    for (const [title, { unit, root }] of objects) note(unit ?? root ?? title, '↻');
    for (const { place } of partlyKnown(cluster)) note(place, '?');
    return { signs, unknown: isBlocked(cluster), mayReach: mayReach(cluster) };
  });
  const units = [...new Set(byCluster.flatMap(({ signs }) => [...signs.keys()]))].sort();
  return {
    clusters: clusters.map(([name]) => name),
    rows: units.map((unit) => ({
      unit,
      cells: byCluster.map(({ signs, unknown, mayReach }) => cell(signs.get(unit), unknown || mayReach(unit))),
    })),
  };
}

/** A root that stops is reported with what stops it. */
function isMore({ effect }: Affected): boolean {
  return effect !== 'stopped';
}

/**
 * What is hidden may be of any unit, unless it is known in which files it differs.
 *
 * @returns whether what is not known of a cluster may be of a unit
 */
function mayReach({ unresolved }: ClusterReview): (unit: string) => boolean {
  const parts = unresolved.filter(isPartly);
  const files = new Set(parts.flatMap(({ changed = [] }) => changed));
  const isAny = parts.some(({ changed }) => changed === undefined);
  return (unit) => isAny || [...files].some((path) => isWithin(path, unit));
}

/** `?` is not nothing: in a cluster that could not be rendered, an empty cell would be a claim. */
function cell(signs: readonly Sign[] | undefined, unknown: boolean): string {
  if (signs === undefined) return unknown ? '?' : '·';
  return (['+', '−', '~', '→', '↻', '?'] as const)
    .map((sign) => ({ sign, count: signs.filter((each) => each === sign).length }))
    .filter(({ count }) => count > 0)
    .map(({ sign, count }) => (sign === '?' ? sign : `${sign}${count}`))
    .join(' ');
}

function groupEqual(
  names: readonly string[],
  keyOf: (index: number) => string,
  isFolding: boolean,
): readonly { readonly names: readonly string[]; readonly first: number }[] {
  const groups = new Map<string, { names: string[]; first: number }>();
  for (const [index, name] of names.entries()) {
    const key = isFolding ? keyOf(index) : String(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], first: index });
    else group.names.push(name);
  }
  return [...groups.values()];
}
