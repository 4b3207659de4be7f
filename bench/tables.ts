import { isMet, type Measure } from './measure.ts';

/** A group of measures, as people read it: in a terminal or on the page. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  /** As wide as the head; the first cell names the row. */
  readonly rows: readonly (readonly string[])[];
}

/** @returns a table for each group: of measures one below the other, or of rows and columns where these have columns */
export function tablesOf(measures: readonly Measure[]): readonly Table[] {
  const groups = [...new Set(measures.map(({ group }) => group))];
  return groups.map((title) => {
    const own = measures.filter(({ group }) => group === title);
    const columns = [...new Set(own.flatMap(({ column }) => column ?? []))];
    return columns.length === 0 ? listed(title, own) : crossed(title, own, columns);
  });
}

function listed(title: string, measures: readonly Measure[]): Table {
  const rows = measures.map((measure) => [measure.name, shown(measure), goalOf(measure)]);
  return { title, head: ['what', 'measured', 'goal'], rows };
}

function crossed(title: string, measures: readonly Measure[], columns: readonly string[]): Table {
  const names = [...new Set(measures.map(({ name }) => name))];
  const cell = (row: string, of: string) => {
    const measure = measures.find(({ name, column }) => name === row && column === of);
    return measure === undefined ? '' : `${shown(measure)}${isMet(measure) ? '' : `, ${goalOf(measure)}`}`;
  };
  return { title, head: ['', ...columns], rows: names.map((name) => [name, ...columns.map((of) => cell(name, of))]) };
}

function goalOf(measure: Measure): string {
  const { goal } = measure;
  if (goal === undefined) return '';
  const asked = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${asked}: ${isMet(measure) ? 'met' : 'MISSED'}`;
}

/** @returns a value with its unit, as precisely as it is worth. */
function shown({ value, unit }: Measure): string {
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

/** Three digits that count: 2.50, 25.0, 250. */
function digits(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
