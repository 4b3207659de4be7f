import type { CheckContext } from '../model/check-context.ts';
import { numberOf } from '../model/json-type.ts';
import { quote } from '../model/problem.ts';
import { showCount, showFloat } from '../model/show-number.ts';
import { countOf, isMultiple, matchesPattern } from './keyword-values.ts';

/** The keywords of strings. */
export function checkText(context: CheckContext, text: string): void {
  const { schema } = context;
  const least = countOf(schema.get('minLength'));
  const most = countOf(schema.get('maxLength'));
  const length = least === undefined && most === undefined ? 0 : [...text].length;
  if (least !== undefined && length < least)
    context.add(`minLength: got ${showCount(length)}, want ${showCount(least)}`);
  if (most !== undefined && length > most) context.add(`maxLength: got ${showCount(length)}, want ${showCount(most)}`);
  const pattern = schema.get('pattern');
  if (typeof pattern === 'string' && !matchesPattern(context.budget, pattern, text)) {
    context.add(`${quote(text)} does not match pattern ${quote(pattern)}`);
  }
}

/** The keywords of numbers. */
export function checkNumber(context: CheckContext, value: number | undefined): void {
  if (value === undefined) return;
  const { schema } = context;
  const tell = (keyword: string, bound: number): void => {
    context.add(`${keyword}: got ${showFloat(value)}, want ${showFloat(bound)}`);
  };
  const bound = (keyword: string): number => numberOf(schema.get(keyword)) ?? Number.NaN;
  // Draft 4 has a boolean beside the bound.
  const isOpen = { minimum: schema.get('exclusiveMinimum') === true, maximum: schema.get('exclusiveMaximum') === true };
  const [minimum, maximum] = [bound('minimum'), bound('maximum')];
  if (!isOpen.minimum && value < minimum) tell('minimum', minimum);
  if (!isOpen.maximum && value > maximum) tell('maximum', maximum);
  const above = isOpen.minimum ? minimum : bound('exclusiveMinimum');
  const under = isOpen.maximum ? maximum : bound('exclusiveMaximum');
  if (value <= above) tell('exclusiveMinimum', above);
  if (value >= under) tell('exclusiveMaximum', under);
  const step = bound('multipleOf');
  if (step > 0 && !isMultiple(value, step)) tell('multipleOf', step);
}
