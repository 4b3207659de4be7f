import { printPlain } from '../../format/print-value.ts';
import { family } from '../../value/family.ts';
import { allowItems, GoError } from '../../value/go-error.ts';
import { int64 } from '../../value/number.ts';
import { type FunctionTable, GoList, INT_LIST, type Value } from '../../value/value.ts';
import { toFloat, toInteger } from '../casts/casts.ts';
import { add, calculate, divide, multiply, subtract } from './decimal.ts';

/** Functions on numbers. Those on integers give int64 and wrap around, those on floats calculate in decimals. */
export const MATH = mathFunctions(toInteger, 'sprig numeric.go');

/**
 * @param toInteger what a value is as an int64, in which the families of sprig differ
 * @param source where upstream the functions are
 */
export function mathFunctions(toInteger: (value: Value) => bigint, source: string): FunctionTable {
  const integers = (values: readonly Value[]) => values.map(toInteger);
  return family(source, {
    add: {
      takes: [],
      rest: 'any',
      run: (...values: readonly Value[]) => int64(integers(values).reduce((a, b) => a + b, 0n)),
    },
    add1: { takes: ['any'], run: (value) => int64(toInteger(value) + 1n) },
    add1f: { takes: ['any'], run: (value) => calculate(toFloat(value), [1], add) },
    addf: { takes: [], rest: 'any', run: (...values: readonly Value[]) => calculate(0, values.map(toFloat), add) },
    atoi: { takes: ['string'], run: parseDecimalInteger },
    biggest: { takes: ['any'], rest: 'any', run: (...values: readonly Value[]) => int64(largest(integers(values))) },
    ceil: { takes: ['any'], run: (value) => Math.ceil(toFloat(value)) },
    div: { takes: ['any', 'any'], run: (a, b) => int64(toInteger(a) / divisor(toInteger(b))) },
    divf: {
      takes: ['any'],
      rest: 'any',
      run: (a: Value, ...others: readonly Value[]) => calculate(toFloat(a), others.map(floatDivisor), divide),
    },
    float64: { takes: ['any'], run: (value) => toFloat(value) },
    floor: { takes: ['any'], run: (value) => Math.floor(toFloat(value)) },
    int: { takes: ['any'], run: (value) => toInteger(value) },
    int64: { takes: ['any'], run: (value) => int64(toInteger(value)) },
    max: { takes: ['any'], rest: 'any', run: (...values: readonly Value[]) => int64(largest(integers(values))) },
    maxf: { takes: ['any'], rest: 'any', run: (...values: readonly Value[]) => Math.max(...values.map(toFloat)) },
    min: {
      takes: ['any'],
      rest: 'any',
      run: (...values: readonly Value[]) => int64(integers(values).reduce((a, b) => (b < a ? b : a))),
    },
    minf: { takes: ['any'], rest: 'any', run: (...values: readonly Value[]) => Math.min(...values.map(toFloat)) },
    mod: { takes: ['any', 'any'], run: (a, b) => int64(toInteger(a) % divisor(toInteger(b))) },
    mul: {
      takes: ['any'],
      rest: 'any',
      run: (...values: readonly Value[]) => int64(integers(values).reduce((a, b) => BigInt.asIntN(64, a * b))),
    },
    mulf: {
      takes: ['any'],
      rest: 'any',
      run: (a: Value, ...others: readonly Value[]) => calculate(toFloat(a), others.map(toFloat), multiply),
    },
    round: { takes: ['any', 'int'], rest: 'float64', run: round },
    seq: { takes: [], rest: 'int', run: (...bounds: readonly bigint[]) => sequence(bounds) },
    sub: { takes: ['any', 'any'], run: (a, b) => int64(toInteger(a) - toInteger(b)) },
    subf: {
      takes: ['any'],
      rest: 'any',
      run: (a: Value, ...others: readonly Value[]) => calculate(toFloat(a), others.map(toFloat), subtract),
    },
    toDecimal: { takes: ['any'], run: (value) => int64(parseOctal(printPlain(value))) },
    until: {
      takes: ['int'],
      run: (count: bigint) => new GoList(steps(0n, count, count < 0n ? -1n : 1n), INT_LIST),
    },
    untilStep: {
      takes: ['int', 'int', 'int'],
      run: (start: bigint, stop: bigint, step: bigint) => new GoList(steps(start, stop, step), INT_LIST),
    },
  });
}

function largest(integers: readonly bigint[]): bigint {
  return integers.reduce((a, b) => (b > a ? b : a));
}

function divisor(integer: bigint): bigint {
  if (integer === 0n) throw new GoError('runtime error: integer divide by zero');
  return integer;
}

function floatDivisor(value: Value): number {
  const float = toFloat(value);
  if (float === 0) throw new GoError('decimal division by 0');
  return float;
}

/** `strconv.Atoi` without its error: what is too large is the largest there is. */
function parseDecimalInteger(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) return 0n;
  const value = BigInt(text.replace(/^\+/, ''));
  const largestInt = 2n ** 63n - 1n;
  return value > largestInt ? largestInt : value < -largestInt ? -largestInt - 1n : value;
}

function parseOctal(text: string): bigint {
  const match = /^([+-]?)([0-7]+)$/.exec(text);
  if (match === null) return 0n;
  const size = BigInt(`0o${match[2]}`);
  const value = match[1] === '-' ? -size : size;
  return BigInt.asIntN(64, value) === value ? value : 0n;
}

function round(value: Value, places: bigint, ...[roundOn = 0.5]: readonly number[]): number {
  const power = 10 ** Number(places);
  const digit = power * toFloat(value);
  return (digit - Math.trunc(digit) >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power;
}

/** @throws BudgetExceeded where it would be too long */
function steps(start: bigint, stop: bigint, step: bigint): readonly bigint[] {
  const isDown = stop < start;
  if (isDown ? step >= 0n : step <= 0n) return [];
  allowItems(Number((stop - start) / step));
  const items: bigint[] = [];
  for (let i = start; isDown ? i > stop : i < stop; i += step) items.push(i);
  return items;
}

function sequence(bounds: readonly bigint[]): string {
  const [first = 0n, second = 0n, third = 0n] = bounds;
  switch (bounds.length) {
    case 1:
      return between(1n, first, first < 1n ? -1n : 1n);
    case 2:
      return between(first, second, second < first ? -1n : 1n);
    case 3:
      if (third < first && second > 0n) return '';
      return steps(first, third + (third < first ? -1n : 1n), second).join(' ');
    default:
      return '';
  }
}

function between(start: bigint, end: bigint, step: bigint): string {
  return steps(start, end + step, step).join(' ');
}
