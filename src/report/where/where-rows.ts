import type { Where, WhereObject } from '../../fleet/where/where-contract.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import { whereCell } from './where-cell.ts';

/** A line of a table of what runs where. */
export interface WhereRow {
  readonly kind: 'unit' | 'object' | 'source';
  readonly label: string;
  /** One for each cluster, in their order; none for a source. */
  readonly cells: readonly string[];
}

/** How much a table is to say. */
export interface WhereDetail {
  /** Below each unit its objects, and where releases and roots come from. */
  readonly objects: boolean;
}

/** @returns the lines of the table; what belongs to no unit stands last, under the clusters' own name */
export function whereRows(where: Where, { objects: isDetailed }: WhereDetail): readonly WhereRow[] {
  const clusters = where.clusters.map(({ name }) => name);
  const cellsOf = (runs: readonly { readonly cluster: string }[], cell: (cluster: string) => string) =>
    clusters.map((cluster) => (runs.some((run) => run.cluster === cluster) ? cell(cluster) : whereCell(undefined)));
  const objectRows = (unit: string): readonly WhereRow[] => {
    if (!isDetailed) return [];
    return where.objects
      .filter((object) => object.unit === unit)
      .flatMap((object) => [
        {
          kind: 'object' as const,
          label: title(object),
          cells: cellsOf(object.runs, (cluster) => whereCell(object.runs.find((run) => run.cluster === cluster))),
        },
        ...sourceRows(object),
      ]);
  };
  const rows = where.units.flatMap(({ unit, runs }): readonly WhereRow[] => [
    {
      kind: 'unit',
      label: unit,
      cells: cellsOf(runs, (cluster) => whereCell(runs.find((run) => run.cluster === cluster))),
    },
    ...objectRows(unit),
  ]);
  const own = where.objects.filter(({ unit }) => unit === '').flatMap(({ runs }) => runs);
  if (own.length === 0) return rows;
  return [
    ...rows,
    { kind: 'unit', label: 'in the clusters’ own folders', cells: cellsOf(own, () => '●') },
    ...objectRows(''),
  ];
}

/** Where it comes from, told once where that is the same everywhere. */
function sourceRows({ runs }: WhereObject): readonly WhereRow[] {
  const sources = new Map<string, string[]>();
  for (const { source, cluster } of runs) {
    if (source !== undefined) sources.set(source, [...(sources.get(source) ?? []), cluster]);
  }
  return [...sources].map(([source, clusters]) => {
    const label = `from ${source}${sources.size === 1 ? '' : ` in ${clusters.join(', ')}`}`;
    return { kind: 'source' as const, label, cells: [] };
  });
}

function title({ kind, namespace, name }: WhereObject): string {
  return `${kind} ${objectName({ name, namespace: namespace === '' ? undefined : namespace })}`;
}
