import type { Where } from '../../fleet/where/where-contract.ts';
import { counted } from '../../text/counted.ts';
import { code, name } from '../../text/escape.ts';
import { fitting } from '../../text/fitting.ts';
import { type WhereDetail, type WhereRow, whereLegend, whereRows } from './where-rows.ts';

/** A comment of GitHub holds 65,536 characters; what is more is counted. */
const most = { columns: 16, bytes: 40_000 };

/**
 * What runs where, as a table of markdown: units down, clusters across in promotion order.
 *
 * @param bytes the most that its lines take; what is more is counted below it
 */
export function whereMarkdown(where: Where, detail: WhereDetail, bytes = most.bytes): string {
  const rows = whereRows(where, detail).filter(({ kind }) => kind !== 'source');
  const clusters = where.clusters.slice(0, most.columns);
  const hidden = where.clusters.length - clusters.length;
  const head = ['', ...clusters.map((cluster) => name(cluster.name, 40))];
  const lines = rows.map(({ kind, label, cells }) => {
    return line([labelOf(kind, label), ...cells.slice(0, most.columns).map(cellText)]);
  });
  const { shown } = fitting(lines, bytes);
  const left = rows.length - shown.length;
  const legend = whereLegend(rows.flatMap(({ cells }) => cells));
  const notes = [
    ...(left > 0 ? [counted(left, 'more line')] : []),
    ...(hidden > 0 ? [counted(hidden, 'more cluster')] : []),
    ...(legend === '' ? [] : [legend]),
  ];
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? ':--' : ':-:'))),
    ...shown,
    '',
    ...(notes.length === 0 ? [] : [`<sub>${notes.join(' · ')}</sub>`, '']),
  ].join('\n');
}

function labelOf(kind: WhereRow['kind'], label: string): string {
  return kind === 'unit' ? `**${code(label, 60)}**` : code(label, 100);
}

/** A version is text of the repository; the signs are ours. */
function cellText(cell: string): string {
  const [version = '', ...signs] = cell.split(' ');
  return [/^[●·]$/.test(version) || version === 'newest' ? version : code(version, 24), ...signs].join(' ');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
