import type { FieldOrigin } from '../../review/origins/explain-object.ts';
import type { HowMade, ValueUse } from '../../review/origins/made-places.ts';
import type { ToldLine } from '../../review/origins/told-line.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { showValue } from '../../text/show-value.ts';
import { visibleText } from '../../text/visible-text.ts';
import { valueSetter } from '../model/value-setter.ts';

/** In characters; a certificate need not be read here. */
const LONGEST_VALUE = 80;

/** Of fields that charts make: the values that they are made of, or also those that decided that they are there, and what included their line. */
export type ExplainDetail = 'values' | 'conditions';

/** A field, or a value that the field above it is made of or hangs on, and where it comes from. */
export interface ExplainRow {
  readonly of: 'field' | 'value' | 'condition';
  readonly name: string;
  /** Of a field alone; of several lines, the first. */
  readonly value?: string;
  /** What included the first one behind it. */
  readonly places: readonly ToldLine[];
  /** Who set it, where no place says so. */
  readonly who?: string | undefined;
}

/** @returns every field with its value and the line that wrote it, and what it was made of */
export function explainRows(fields: readonly FieldOrigin[], detail: ExplainDetail): readonly ExplainRow[] {
  return fields.flatMap((field) => [fieldRow(field, detail), ...valueRows(field, detail)]);
}

function fieldRow({ path, value, place, made }: FieldOrigin, detail: ExplainDetail): ExplainRow {
  const lines = value === MASK ? [MASK] : showValue(value);
  const [first = ''] = lines;
  const shown = visibleText(lines.length > 1 ? `${first} …` : first, LONGEST_VALUE);
  const via = detail === 'conditions' && isTold(made) ? made.via : [];
  const row = { of: 'field' as const, name: path, value: shown };
  if (isTold(made) && made.setBy !== undefined) return { ...row, places: [], who: `set by ${made.setBy}` };
  if (place !== undefined) return { ...row, places: [place, ...via] };
  if (made === undefined) return { ...row, places: [], who: 'set by the render' };
  return {
    ...row,
    places: [],
    who: made === 'unknown' ? 'by its chart: which line is not known' : 'made by no template',
  };
}

function valueRows({ made }: FieldOrigin, detail: ExplainDetail): readonly ExplainRow[] {
  if (!isTold(made)) return [];
  const conditions = detail === 'conditions' ? made.conditions : [];
  return [...made.values.map((use) => useRow('value', use)), ...conditions.map((use) => useRow('condition', use))];
}

function useRow(of: ExplainRow['of'], use: ValueUse): ExplainRow {
  return { of, name: use.name, places: use.place === undefined ? [] : [use.place], who: valueSetter(use) };
}

function isTold(made: FieldOrigin['made']): made is HowMade {
  return made !== undefined && made !== 'unknown';
}
