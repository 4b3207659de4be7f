import type { Findings, Picture } from './findings.ts';
import { isMet, type Measure } from './measure.ts';

import { shown } from './to-table.ts';

/** @returns docs/performance.md: what a whole run of the bench measured. */
export function performancePage({ measures, pictures }: Findings): string {
  const groups = [...new Set(measures.map(({ group }) => group))];
  return [
    '# Performance',
    'Written by `npm run bench -- --write`; [bench/shape.md](../bench/shape.md) says what is measured and how. Ratios and growths compare within one run; the times are of one machine with two cores and are there for their proportions alone.',
    ...pictures.map(figure),
    ...groups.map((group) => section(group, measures)),
  ]
    .join('\n\n')
    .concat('\n');
}

function figure({ file, title, told }: Picture): string {
  return `![${title}; the dashed line has the slope of proportional cost](${file})\n\n${told}`;
}

function section(group: string, measures: readonly Measure[]): string {
  const rows = measures.filter((each) => each.group === group).map(row);
  return [
    `## ${group[0]?.toUpperCase()}${group.slice(1)}`,
    '',
    '| what | measured | goal |',
    '| --- | ---: | --- |',
    ...rows,
  ].join('\n');
}

function row(measure: Measure): string {
  const { goal } = measure;
  const asked = goal === undefined ? '' : 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `| ${measure.name} | ${shown(measure)} | ${asked}${isMet(measure) ? '' : ', **missed**'} |`;
}
