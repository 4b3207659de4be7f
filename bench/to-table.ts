import { isMet, type Measure } from './measure.ts';

/** @returns the measures for a terminal, by group; what has a goal says whether it is met. */
export function toTable(measures: readonly Measure[]): string {
  const width = Math.max(...measures.map(({ name }) => name.length));
  const groups = [...new Set(measures.map(({ group }) => group))];
  return groups
    .map((group) => {
      const lines = measures.filter((each) => each.group === group).map((each) => line(each, width));
      return `\n${group}\n${lines.join('')}`;
    })
    .join('');
}

function line(measure: Measure, width: number): string {
  return `  ${measure.name.padEnd(width)}  ${shown(measure).padStart(12)}${goalText(measure)}\n`;
}

/** @returns a value with its unit, as precisely as it is worth. */
export function shown({ value, unit }: Pick<Measure, 'value' | 'unit'>): string {
  switch (unit) {
    case 'count':
      return grouped(value);
    case 'MB':
    case 'a second':
      return `${grouped(value)} ${unit}`;
    case 'seconds':
      return value < 1 ? `${digits(value * 1000)} ms` : `${digits(value)} s`;
    default:
      return `${digits(value)} ${unit}`;
  }
}

/** Three digits that count: 0.25, 2.50, 25.0, 250. */
function digits(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function goalText(measure: Measure): string {
  const { goal } = measure;
  if (goal === undefined) return '';
  const asked = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `  ${isMet(measure) ? 'ok' : 'MISSED'}, ${asked}`;
}
