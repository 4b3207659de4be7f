import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { FieldOrigin, ObjectExplanation } from '../../review/origins/explain-object.ts';
import type { HowMade, ValueUse } from '../../review/origins/made-places.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { placeText } from '../../text/place-text.ts';
import { showValue } from '../../text/show-value.ts';
import { visibleText } from '../../text/visible-text.ts';
import { valueSetter } from '../model/value-setter.ts';

/** In characters; a certificate need not be read here. */
const LONGEST_VALUE = 80;

/** One thing, and where it comes from. */
interface Row {
  readonly left: string;
  readonly right: string;
}

/**
 * @param detail of fields that charts make: the values that they are made of, or also those that decided that they are
 *   there, and what included their line
 * @returns the chain of an object, then every field with its value and the line that wrote it
 */
export function explainText(
  cluster: string,
  explanation: ObjectExplanation,
  detail: 'values' | 'conditions' = 'values',
): string {
  const { chain, fields } = explanation;
  const title = `${plainTitle(explanation)} in ${cluster}`;
  const steps = chain.map(
    (place, depth) => `${'  '.repeat(depth + 1)}${depth === 0 ? '' : '→ '}${visibleText(placeText(place))}`,
  );
  const rows = fields.flatMap((field) => [fieldRow(field, detail), ...valueRows(field, detail)]);
  const width = Math.min(100, Math.max(0, ...rows.map(({ left }) => left.length)));
  const table = rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
  return `${[visibleText(title), ...steps, '', ...table].join('\n')}\n`;
}

function fieldRow(field: FieldOrigin, detail: 'values' | 'conditions'): Row {
  const { path, value, made } = field;
  const lines = value === MASK ? [MASK] : showValue(value);
  const [first = ''] = lines;
  const shown = visibleText(lines.length > 1 ? `${first} …` : first, LONGEST_VALUE);
  const via = detail === 'conditions' && isTold(made) ? made.via : [];
  const right = [whoSet(field), ...via.map((each) => placeText(each))].join(' in ');
  return { left: `${visibleText(path, 120)}: ${shown}`, right: visibleText(right) };
}

function whoSet({ place, made }: FieldOrigin): string {
  if (isTold(made) && made.setBy !== undefined) return `set by ${made.setBy}`;
  if (place !== undefined) return placeText(place);
  if (made === undefined) return 'set by the render';
  return made === 'unknown' ? 'by its chart: which line is not known' : 'made by no template';
}

function valueRows({ made }: FieldOrigin, detail: 'values' | 'conditions'): readonly Row[] {
  if (!isTold(made)) return [];
  const conditions = detail === 'conditions' ? made.conditions : [];
  return [...made.values.map((each) => useRow('    ', each)), ...conditions.map((each) => useRow('    if ', each))];
}

function useRow(lead: string, use: ValueUse): Row {
  return { left: `${lead}${visibleText(use.name, 120)}`, right: visibleText(useText(use)) };
}

function useText(use: ValueUse): string {
  const who = valueSetter(use);
  if (use.place === undefined) return who ?? '';
  return who === undefined ? placeText(use.place) : `${placeText(use.place)} (${who})`;
}

function isTold(made: FieldOrigin['made']): made is HowMade {
  return made !== undefined && made !== 'unknown';
}
