import type { Measure } from './measure.ts';
import { type Table, tablesOf } from './tables.ts';

/** @returns the measures for a terminal. */
export function toText(measures: readonly Measure[]): string {
  return tablesOf(measures).map(text).join('');
}

function text({ title, head, rows }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
  return `\n${title}\n${lines.map((cells) => `  ${line(cells).join('  ').trimEnd()}\n`).join('')}`;
}
