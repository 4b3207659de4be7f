import type { Findings, Picture } from './findings.ts';
import { type Table, tablesOf } from './tables.ts';

/** @returns docs/reference/performance.md: what a whole run of the bench measured. */
export function performancePage({ measures, pictures }: Findings): string {
  return [
    '# Performance',
    'Written by `npm run bench -- --write`; [bench/shape.md](../../bench/shape.md) says what is measured and how. Ratios and growth factors compare values within one run; the times are from one two-core machine, and only their proportions matter. Finding the clusters is measured in CPU.',
    '*Cold* is a review by an engine that has not read anything of the fleet; *incremental* is the review of another commit by a running engine.',
    ...pictures.map(figure),
    ...tablesOf(measures).map(section),
  ]
    .join('\n\n')
    .concat('\n');
}

function figure({ file, title, told }: Picture): string {
  return `![${title}; the dashed line has the slope of proportional cost](${file})\n\n${told}`;
}

function section({ title, head, rows }: Table): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  const lines = [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title[0]?.toUpperCase()}${title.slice(1)}`, '', ...lines].join('\n');
}
