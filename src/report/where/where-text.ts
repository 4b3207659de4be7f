import type { Where } from '../../fleet/where/where-contract.ts';
import { type Paint, padded, painter, wrapped } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { TextOptions } from '../text/to-text.ts';
import { SIGNS, type WhereDetail, type WhereRow, whereLegend, whereRows } from './where-rows.ts';

/** What a line of each kind is indented by. */
const INDENT: Readonly<Record<WhereRow['kind'], string>> = { unit: '', object: '  ', source: '      ' };

/**
 * What runs where, for a terminal: units down, clusters across in promotion order; of more clusters than the terminal is
 * wide, one table below the other.
 */
export function whereText(
  where: Where,
  detail: WhereDetail,
  { colour = false, width = 100 }: TextOptions = {},
): string {
  const paint = painter(colour);
  const rows = whereRows(where, detail);
  const labels = rows.map(({ kind, label }) => INDENT[kind] + visibleText(label, 100));
  const first = Math.max(
    0,
    ...labels.filter((_, index) => rows[index]?.kind !== 'source').map((label) => [...label].length),
  );
  const heads = where.clusters.map(({ name }) => visibleText(name, 40));
  const widths = heads.map((head, at) =>
    Math.max(...[head, ...rows.map(({ cells }) => cells[at] ?? '')].map(lengthOf)),
  );
  const tables = groupsOf(widths, Math.max(20, width - first)).map((columns) => [
    `${' '.repeat(first)}  ${columns.map((at) => paint('bold', padded(heads[at] ?? '', widths[at] ?? 1))).join('  ')}`.trimEnd(),
    ...rows.map(({ kind, cells }, index) => {
      const label = kind === 'source' ? (labels[index] ?? '') : padded(labels[index] ?? '', first);
      const shown = columns.map((at) => (kind === 'source' ? '' : paintCell(cells[at] ?? '', widths[at] ?? 1, paint)));
      return `${paintLabel(label, kind, paint)}  ${shown.join('  ')}`.trimEnd();
    }),
    '',
  ]);
  const legend = whereLegend(rows.flatMap(({ cells }) => cells));
  const below = legend === '' ? [] : wrapped(legend, width, '').map((line) => paint('dim', line));
  return `${[...tables.flat(), ...below].join('\n')}\n`;
}

/** The columns of each table, as many as fit. */
function groupsOf(widths: readonly number[], width: number): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let left = 0;
  for (const [at, own] of widths.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && left >= own + 2) {
      group.push(at);
      left -= own + 2;
    } else {
      groups.push([at]);
      left = width - own - 2;
    }
  }
  return groups;
}

function paintLabel(label: string, kind: WhereRow['kind'], paint: Paint): string {
  if (kind === 'unit') return paint('bold', label);
  return kind === 'source' ? paint('dim', label) : label;
}

function paintCell(cell: string, width: number, paint: Paint): string {
  const text = padded(cell, width);
  if (cell === SIGNS.absent) return paint('dim', text);
  return paint(cell.includes(SIGNS.differs) ? 'yellow' : 'green', text);
}

function lengthOf(text: string): number {
  return [...text].length;
}
