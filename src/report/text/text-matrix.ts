import type { Review } from '../../review/contract/review.ts';
import { listed } from '../../text/counted.ts';
import type { Paint } from '../../text/paint.ts';
import { padded } from '../../text/text-columns.ts';
import { visibleText } from '../../text/visible-text.ts';
import { matrix } from '../model/matrix.ts';

/** @returns units × clusters; one unit a row, as a terminal has room */
export function textMatrix(review: Review, paint: Paint): readonly string[] {
  const { columns, rows } = matrix(review);
  const lines = rows.flatMap(({ units, cells }) => units.map((unit) => ({ unit: visibleText(unit, 60), cells })));
  if (lines.length === 0) return [];
  const heads = columns.map((names) => visibleText(listed(names, 3), 40));
  const first = Math.max(...lines.map(({ unit }) => [...unit].length));
  const widths = heads.map((head, index) =>
    Math.max([...head].length, ...lines.map(({ cells }) => (cells[index] ?? '').length)),
  );
  const row = (unit: string, cells: readonly string[], style: (cell: string, padded: string) => string) =>
    `  ${padded(unit, first)}  ${cells.map((cell, index) => style(cell, padded(cell, widths[index] ?? 0, 'middle'))).join('  ')}`.trimEnd();
  return [
    row('', heads, (_head, text) => paint('bold', text)),
    ...lines.map(({ unit, cells }) => row(unit, cells, (cell, text) => paint(colourOf(cell), text))),
    '',
  ];
}

function colourOf(cell: string): 'dim' | 'green' | 'red' | 'yellow' {
  if (cell === '·') return 'dim';
  if (cell === '?' || cell.includes('−')) return 'red';
  return cell.startsWith('+') ? 'green' : 'yellow';
}
