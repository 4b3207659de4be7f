import type { ObjectRun, UnitRun, Where, WhereObject } from '../../fleet/where/where-contract.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { visibleText } from '../../text/visible-text.ts';

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

/** @returns the lines of the table; what belongs to no unit comes last, under the clusters' own name */
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
          label: plainTitle(object),
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

/** Where it comes from, once if that is the same everywhere. */
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

/** The signs of a table of what runs where. */
export const SIGNS = { runs: '●', absent: '·', differs: '≠', suspended: '‖', newest: 'newest' } as const;

/**
 * What a cell says: the version where there is one, replicas, whether it differs from the first cluster's, whether it
 * is suspended.
 */
export function whereCell(run: ObjectRun | UnitRun | undefined): string {
  if (run === undefined) return SIGNS.absent;
  const marks = [...(run.variant > 1 ? [SIGNS.differs] : []), ...(run.suspended ? [SIGNS.suspended] : [])];
  const replicas = run.replicas === undefined ? [] : [`×${run.replicas}`];
  return [versionText(run) ?? SIGNS.runs, ...replicas, ...marks].join(' ');
}

/** Of several versions none is the version of the whole. */
function versionText({ versions }: ObjectRun | UnitRun): string | undefined {
  const texts = [...new Set(versions.map(({ version }) => version))];
  const [only, other] = texts;
  if (only === undefined || other !== undefined) return undefined;
  return only === '' || only === '*' ? SIGNS.newest : visibleText(only, 24);
}

/** @returns what the signs in some cells mean, as far as they are in them */
export function whereLegend(cells: readonly string[]): string {
  const has = (sign: string) => cells.some((cell) => cell.split(' ').includes(sign));
  const meanings = [
    [SIGNS.runs, 'runs'],
    [SIGNS.newest, 'no fixed version'],
    ['×', 'replicas'],
    [SIGNS.differs, 'differs from the first cluster that has it'],
    [SIGNS.suspended, 'suspended'],
    [SIGNS.absent, 'absent'],
  ] as const;
  return meanings
    .filter(([sign]) => (sign === '×' ? cells.some((cell) => /(^| )×\d/.test(cell)) : has(sign)))
    .map(([sign, meaning]) => `${sign} ${meaning}`)
    .join(', ');
}
