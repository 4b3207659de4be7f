import { Buffer } from 'node:buffer';
import { onceEach } from '../../memo/by-value.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, grouped, listed } from '../../text/counted.ts';
import { code, name } from '../../text/escape.ts';
import { fitting } from '../../text/fitting.ts';
import { matrix } from '../model/matrix.ts';

/** What is more is counted: of a row or a column as much as a phone shows. */
const most = { rows: 120, columns: 40, names: 3, bytes: 20_000, quiet: 12, nameBytes: 4_000 };

/** @returns units × clusters as a table with what its signs mean; empty where nothing changes */
export const matrixTable = onceEach((review: Review): string => {
  const { columns, rows, quiet } = matrix(review);
  if (rows.length === 0) return '';
  const shownColumns = columns.slice(0, most.columns);
  const hiddenColumns = columns.slice(most.columns).flat().length;
  const heads = shownColumns.map((names) => names.map((each) => header(each, review)));
  const head = ['', ...heads.map(few), ...(hiddenColumns > 0 ? [`${hiddenColumns} more`] : [])];
  const lines = rows.slice(0, most.rows).map(({ units, cells }) => {
    return row([few(units.map(unitCode)), ...cells.slice(0, most.columns), ...(hiddenColumns > 0 ? ['…'] : [])]);
  });
  const { shown } = fitting(lines, most.bytes);
  const hiddenUnits = rows.slice(shown.length).flatMap(({ units }) => units).length;
  const rest = row([counted(hiddenUnits, 'more unit'), ...head.slice(1).map(() => '…')]);
  const signs = rows.flatMap(({ cells }) => cells).join('');
  const notes = [
    ...restOf(heads),
    ...restOf(rows.slice(0, shown.length).map(({ units }) => units.map(unitCode))),
    `objects: ${legend(signs)}${isMarked(review) ? ' · ✎ edited by this pull request' : ''}`,
    ...(quiet.length === 0 ? [] : [`nothing in ${named(quiet, most.quiet)}`]),
  ];
  return [
    row(head),
    row(head.map((_, index) => (index === 0 ? ':--' : ':-:'))),
    ...shown,
    ...(hiddenUnits > 0 ? [rest] : []),
    '',
    `<sub>${notes.join('<br>')}</sub>`,
  ].join('\n');
});

/** Those of which a head or a row has the first three alone, where there is room for them. */
function restOf(groups: readonly (readonly string[])[]): readonly string[] {
  const rests = groups.flatMap((names) => {
    const [first, rest] = [names.slice(0, most.names), names.slice(most.names)];
    return rest.length === 0 ? [] : [`beside ${listed(first)}: ${listed(rest, rest.length)}`];
  });
  return Buffer.byteLength(rests.join('')) <= most.nameBytes ? rests : [];
}

/** The first three of them. */
function few(names: readonly string[]): string {
  const more = names.length - most.names;
  return listed(more > 0 ? [...names.slice(0, most.names), `${grouped(more)} more`] : names);
}

function unitCode(unit: string): string {
  return code(unit, 60);
}

function named(clusters: readonly string[], limit: number): string {
  return listed(
    clusters.map((each) => name(each, 40)),
    limit,
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function header(cluster: string, review: Review): string {
  return `${name(cluster, 40)}${review.clusters[cluster]?.protected === true ? ' 🔒' : ''}`;
}

/** Whether any way below shows where the pull request has set its hand. */
function isMarked({ clusters }: Review): boolean {
  return Object.values(clusters).some(({ gained, lost, changed, moved }) =>
    [...gained, ...lost, ...changed, ...moved].some(({ chain }) => chain.some((place) => place.changed === true)),
  );
}

function legend(signs: string): string {
  const meanings = [
    ['+', '+ gained'],
    ['−', '− lost'],
    ['~', '\\~ changed'],
    ['→', '→ moved (unchanged)'],
    ['↻', '↻ indirectly affected'],
    ['?', '? not known'],
    ['·', '· none'],
  ] as const;
  return meanings.flatMap(([sign, meaning]) => (signs.includes(sign) ? [meaning] : [])).join(', ');
}
