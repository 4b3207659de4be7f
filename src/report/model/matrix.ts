import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Affected } from '../../review/contract/object-change.ts';
import type { Review } from '../../review/contract/review.ts';
import { isPartly } from '../../review/unknown/partly-known.ts';
import { grouped } from '../../text/counted.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { type ChangeEntry, changeEntries, placeName, touched } from './changes/change-entry.ts';
import { isBlocked } from './clusters/blocking.ts';
import { clustersInOrder } from './clusters/in-order.ts';
import { partlyKnown } from './clusters/partly-known.ts';

/** What changes where: units down, clusters across in promotion order. */
interface Matrix {
  /** Several names where whole columns are equal and there are too many to read. */
  readonly columns: readonly (readonly string[])[];
  /** Several units where whole rows are equal. */
  readonly rows: readonly { readonly units: readonly string[]; readonly cells: readonly string[] }[];
  /** Clusters in which nothing happens, beside others in which something does: they have no column. */
  readonly quiet: readonly string[];
}

/** `↻` is what changes by reference only, `?` what may happen and is not known. */
type Sign = ChangeEntry['sign'] | '↻' | '?';

/** More columns than this are folded where they are equal. */
const wide = 6;

/** @returns the matrix; without rows where nothing changes */
export function matrix(review: Review): Matrix {
  const full = fullMatrix(review);
  const isQuiet = (column: number): boolean => full.rows.every(({ cells }) => cells[column] === '·');
  const clusters = full.clusters.filter((_, column) => !isQuiet(column));
  const rows = full.rows.map(({ unit, cells }) => ({ unit, cells: cells.filter((_, column) => !isQuiet(column)) }));
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
    quiet: full.rows.length === 0 ? [] : full.clusters.filter((_, column) => isQuiet(column)),
  };
}

/** @returns every unit and every cluster that is reached, nothing folded; clusters in promotion order */
export function fullMatrix(review: Review): {
  readonly clusters: readonly string[];
  readonly rows: readonly { readonly unit: string; readonly cells: readonly string[] }[];
} {
  const clusters = clustersInOrder(review).filter(([, { status }]) => status !== 'unreached');
  const filesOf = changedFilesOf(clusters.map(([, cluster]) => cluster));
  const byCluster = clusters.map(([name, cluster]) => {
    const own = new Set(review.files.filter((file) => file.clusters.includes(name)).map(({ path }) => path));
    const signs = new Map<string, Sign[]>();
    const note = (unit: string, sign: Sign) => signs.set(unit, [...(signs.get(unit) ?? []), sign]);
    for (const { unit, sign } of changeEntries(cluster)) note(unit, sign);
    const objects = new Map(
      touched(cluster)
        .filter(isMore)
        .map((each) => [plainTitle(each), each]),
    );
    for (const [title, { unit, root }] of objects) note(unit ?? (root === undefined ? title : placeName(root)), '↻');
    for (const { place } of partlyKnown(cluster)) note(place, '?');
    const isHidden = mayReach(cluster);
    const reads = (unit: string) => filesOf(unit)?.some((path) => own.has(path)) !== false;
    return { signs, mayHold: (unit: string) => (isBlocked(cluster) || isHidden(unit)) && reads(unit) };
  });
  const units = [...new Set(byCluster.flatMap(({ signs }) => [...signs.keys()]))].sort();
  const rows = units.map((unit) => ({
    unit,
    isPlace: byCluster.every(({ signs }) => (signs.get(unit) ?? []).every((sign) => sign === '?')),
    cells: byCluster.map(({ signs, mayHold }) => cell(signs.get(unit), mayHold(unit))),
  }));
  const known = rows.filter(({ isPlace }) => !isPlace);
  // A root that is not known says no more than a `?` in the rows of what it holds.
  const isTold = (column: number) => known.some(({ cells }) => cells[column] === '?');
  const isNews = ({ isPlace, cells }: (typeof rows)[number]) =>
    !isPlace || cells.some((each, column) => each === '?' && !isTold(column));
  return {
    clusters: clusters.map(([name]) => name),
    rows: rows.filter(isNews).map(({ unit, cells }) => ({ unit, cells })),
  };
}

/**
 * @returns the changed files behind all that happens beside the units, in a directory that only some clusters build: to a
 *   cluster that reads none of them it does not happen. `undefined` of a unit, which any list may bring in, and where
 *   something happens for another reason
 */
function changedFilesOf(clusters: readonly ClusterReview[]): (unit: string) => readonly string[] | undefined {
  const files = new Map<string, string[]>();
  const others = new Set<string>();
  const note = (unit: string, paths: readonly string[]): void => {
    if (paths.length === 0) others.add(unit);
    files.set(unit, [...(files.get(unit) ?? []), ...paths]);
  };
  for (const cluster of clusters) {
    const { gained, lost, changed, moved } = cluster;
    for (const { unit } of [...gained, ...lost, ...changed, ...moved]) if (unit !== undefined) others.add(unit);
    for (const { unit, chain } of changeEntries(cluster)) {
      note(
        unit,
        chain.filter(({ changed }) => changed).map(({ path }) => path),
      );
    }
    for (const { place, problem } of partlyKnown(cluster)) note(place, problem.changed ?? []);
  }
  return (unit) => (others.has(unit) ? undefined : files.get(unit));
}

/** A root that stops is reported with what stops it. */
function isMore({ effect }: Affected): boolean {
  return effect !== 'stopped';
}

/**
 * What is hidden may be of any unit, unless it is known in which files it differs; what is left out of a root that is
 * known stands beside its units.
 *
 * @returns whether what is not known of a cluster may be of a unit
 */
function mayReach({ unresolved }: ClusterReview): (unit: string) => boolean {
  const parts = unresolved.filter(isPartly);
  const files = new Set(parts.flatMap(({ changed = [] }) => changed));
  const isAny = parts.some(({ changed, partial }) => changed === undefined && partial !== true);
  return (unit) => isAny || [...files].some((path) => isWithin(path, unit));
}

/** `?` is not nothing: in a cluster that could not be rendered, an empty cell would be a claim. */
function cell(signs: readonly Sign[] | undefined, unknown: boolean): string {
  if (signs === undefined) return unknown ? '?' : '·';
  return (['+', '−', '~', '→', '↻', '?'] as const)
    .map((sign) => ({ sign, count: signs.filter((each) => each === sign).length }))
    .filter(({ count }) => count > 0)
    .map(({ sign, count }) => (sign === '?' ? sign : `${sign}${grouped(count)}`))
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
