import { costOf, rateOf } from '../../../gotemplate/run/cost.ts';
import { SizedInteger } from '../../../gotemplate/value/number.ts';
import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';

/** In the order in which messages name them. */
const TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

/** @returns the type of a JSON value, which never is `integer` */
export function jsonType(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof GoMap) return 'object';
  if (value instanceof GoList) return 'array';
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : 'number';
}

/** @returns a number as one of JavaScript; `undefined` where it is none */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof SizedInteger ? Number(value.value) : undefined;
}

/** @returns the types that a `type` allows, `undefined` where it names none */
export function typesOf(keyword: Value): readonly string[] | undefined {
  const named = keyword instanceof GoList ? keyword.items : [keyword];
  const types = TYPES.filter((type) => named.includes(type));
  return types.length === 0 ? undefined : types;
}

const COMPARING = rateOf('deepEqual');

/** @returns what it takes at most to compare a value with another one, in the measure of a budget */
export function costOfComparing(value: Value): number {
  return COMPARING.fixed + costOf(value, COMPARING, Number.POSITIVE_INFINITY);
}

/** @returns whether two JSON values are the same, numbers by what they are worth */
export function jsonEqual(a: Value, b: Value): boolean {
  if (a instanceof GoMap) {
    return (
      b instanceof GoMap &&
      a.size === b.size &&
      a.keys().every((key) => b.has(key) && jsonEqual(a.get(key), b.get(key)))
    );
  }
  if (a instanceof GoList) {
    return (
      b instanceof GoList &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => jsonEqual(item, b.items[i]))
    );
  }
  const number = numberOf(a);
  if (number !== undefined) return number === numberOf(b);
  return (a ?? null) === (b ?? null);
}
