import { printAll, printLine } from '../../format/print.ts';
import { printFormat } from '../../format/printf.ts';
import { family } from '../../value/family.ts';
import { isTrue } from '../../value/truth.ts';
import { GoObject, type Value } from '../../value/value.ts';
import { isEqual, isLess } from './compare.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';
import { indexValue, lengthOf, sliceValue } from './index.ts';

/** The functions that Go's text/template has itself. */
export const BUILTINS = family('go text/template funcs.go', {
  and: { takes: ['value'], rest: 'value', gives: 'any', special: 'and', moves: true, run: () => undefined },
  or: { takes: ['value'], rest: 'value', gives: 'any', special: 'or', moves: true, run: () => undefined },
  call: { takes: ['value'], rest: 'value', gives: 'any', special: 'call', run: () => undefined },
  not: { takes: ['value'], run: (value) => !isTrue(value) },
  len: { takes: ['value'], run: lengthOf },
  index: {
    takes: ['value'],
    rest: 'value',
    gives: 'any',
    moves: true,
    run: (item: Value, ...indexes: readonly Value[]) => indexValue(item, indexes),
  },
  slice: {
    takes: ['value'],
    rest: 'value',
    special: 'slice',
    run: (item: Value, ...indexes: readonly Value[]) => sliceValue(item, indexes),
  },
  eq: { takes: ['value'], rest: 'value', run: (a: Value, ...others: readonly Value[]) => isEqual(a, others) },
  ne: { takes: ['value', 'value'], run: (a, b) => !isEqual(a, [b]) },
  lt: { takes: ['value', 'value'], run: isLess },
  le: { takes: ['value', 'value'], run: isLessOrEqual },
  gt: { takes: ['value', 'value'], run: (a, b) => !isLessOrEqual(a, b) },
  ge: { takes: ['value', 'value'], run: (a, b) => !isLess(a, b) },
  print: { takes: [], rest: 'any', run: (...values: readonly Value[]) => printAll(values) },
  println: { takes: [], rest: 'any', run: (...values: readonly Value[]) => printLine(values) },
  printf: {
    takes: ['string'],
    rest: 'any',
    run: (format: string, ...values: readonly Value[]) => printFormat(format, values),
  },
  html: { takes: [], rest: 'any', run: (...values: readonly Value[]) => escapeHtml(textOf(values)) },
  js: { takes: [], rest: 'any', run: (...values: readonly Value[]) => escapeJs(textOf(values)) },
  urlquery: { takes: [], rest: 'any', run: (...values: readonly Value[]) => escapeQuery(textOf(values)) },
});

function isLessOrEqual(a: Value, b: Value): boolean {
  return isLess(a, b) || isEqual(a, [b]);
}

/** Each is printed as a template prints it: `evalArgs`. A nil is no value. */
function textOf(values: readonly Value[]): string {
  return printAll(values.map(printedAlone));
}

function printedAlone(value: Value): Value {
  if (value === null || value === undefined) return '<no value>';
  return value instanceof GoObject ? value.pointed() : value;
}
