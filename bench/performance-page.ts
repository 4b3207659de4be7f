import { isMet, type Measure } from './measure.ts';
import { shown } from './to-table.ts';

/** A picture of the page, by its file name beside it. */
export interface Picture {
  readonly file: string;
  readonly alt: string;
}

/** @returns docs/performance.md: what a whole run of the bench measured. */
export function performancePage(measures: readonly Measure[], pictures: readonly Picture[]): string {
  const groups = [...new Set(measures.map(({ group }) => group))];
  return [
    '# Performance',
    'Written by `npm run bench -- --write`; [bench/shape.md](../bench/shape.md) says what is measured and how. Ratios and growths compare within one run; the times are of one machine with two cores and are there for their proportions alone.',
    ...pictures.map(({ file, alt }) => `![${alt}](${file})`),
    ...groups.map((group) => section(group, measures)),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
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
