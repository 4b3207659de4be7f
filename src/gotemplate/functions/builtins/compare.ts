import { NO_FLAGS } from '../../format/flags.ts';
import { printArgument, printPlain } from '../../format/print-value.ts';
import { compareText } from '../../value/compare-text.ts';
import { GoError } from '../../value/go-error.ts';
import { integerOf, kindName, typeName } from '../../value/kinds.ts';
import { Complex, SizedInteger } from '../../value/number.ts';
import { GoList, GoMap, GoObject, type Value } from '../../value/value.ts';

type Basic = 'bool' | 'complex' | 'int' | 'float' | 'string' | 'uint';

/** @returns whether a value equals any of the others: `eq`. @throws GoError where types cannot be compared */
export function isEqual(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new GoError('missing argument for comparison');
  return others.some((other) => equals(first, other));
}

function equals(a: Value, b: Value): boolean {
  const kindA = basicKind(a);
  const kindB = basicKind(b);
  if (kindA !== kindB) {
    if (areIntegers(kindA, kindB)) return integerOf(a) === integerOf(b);
    if (isAbsent(a) || isAbsent(b)) return false;
    return failTypes(a, b);
  }
  switch (kindA) {
    case undefined:
      return equalOthers(a, b);
    case 'int':
    case 'uint':
      return integerOf(a) === integerOf(b);
    case 'complex':
      return a instanceof Complex && b instanceof Complex && a.real === b.real && a.imaginary === b.imaginary;
    default:
      return a === b;
  }
}

/** Whatever has no order: nil, lists, maps, structs. */
function equalOthers(a: Value, b: Value): boolean {
  if (kindName(a) !== kindName(b) && !isAbsent(a) && !isAbsent(b)) {
    throw new GoError(
      `non-comparable types ${showReflected(a)}: ${typeName(a)}, ${typeName(b)}: ${printPlain(asInterface(b))}`,
    );
  }
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (b instanceof GoList || b instanceof GoMap) {
    throw new GoError(`non-comparable type ${showReflected(b)}: ${typeName(b)}`);
  }
  return a instanceof GoObject && b instanceof GoObject && a.type === b.type && a.equals(b);
}

/** Go prints a value that it only reflects on with `%s`. */
function showReflected(value: Value): string {
  return printArgument(NO_FLAGS, 's', asInterface(value));
}

function asInterface(value: Value): Value {
  return value instanceof GoObject ? value.copied() : value;
}

/**
 * @returns whether one value is less than another: `lt`
 * @throws GoError where types have no order, or are not the same
 */
export function isLess(a: Value, b: Value): boolean {
  const kindA = basicKind(a);
  const kindB = basicKind(b);
  if (kindA === undefined || kindB === undefined) throw new GoError('invalid type for comparison');
  if (kindA !== kindB && !areIntegers(kindA, kindB)) return failTypes(a, b);
  switch (kindA) {
    case 'bool':
    case 'complex':
      throw new GoError('invalid type for comparison');
    case 'int':
    case 'uint':
      return (integerOf(a) ?? 0n) < (integerOf(b) ?? 0n);
    case 'string':
      return typeof a === 'string' && typeof b === 'string' && compareText(a, b) < 0;
    case 'float':
      return typeof a === 'number' && typeof b === 'number' && a < b;
  }
}

function basicKind(value: Value): Basic | undefined {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
      if (value instanceof SizedInteger) return value.type.startsWith('uint') ? 'uint' : 'int';
      return value instanceof Complex ? 'complex' : undefined;
  }
}

function areIntegers(a: Basic | undefined, b: Basic | undefined): boolean {
  return (a === 'int' && b === 'uint') || (a === 'uint' && b === 'int');
}

function isAbsent(value: Value): boolean {
  return value === null || value === undefined;
}

function isNil(value: Value): boolean {
  return isAbsent(value) || ((value instanceof GoList || value instanceof GoMap) && value.isNil);
}

function failTypes(a: Value, b: Value): never {
  throw new GoError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}
