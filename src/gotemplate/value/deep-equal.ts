import { Complex, SizedInteger } from './number.ts';
import { GoList, GoMap, GoObject, type Value } from './value.ts';

/** @returns whether two values are the same to `reflect.DeepEqual`: of one type, with the same content. */
export function deepEqual(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || a === null) return a === b || ((a ?? null) === null && (b ?? null) === null);
  if (typeof b !== 'object' || b === null) return false;
  if (a instanceof SizedInteger) return b instanceof SizedInteger && a.type === b.type && a.value === b.value;
  if (a instanceof Complex) return b instanceof Complex && a.real === b.real && a.imaginary === b.imaginary;
  if (a instanceof GoObject) return b instanceof GoObject && a.type === b.type && a.equals(b);
  if (a instanceof GoList) return b instanceof GoList && equalLists(a, b);
  return b instanceof GoMap && equalMaps(a, b);
}

function equalLists(a: GoList, b: GoList): boolean {
  if (a.type.name !== b.type.name || a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  return a.items.every((item, i) => deepEqual(item, b.items[i]));
}

function equalMaps(a: GoMap, b: GoMap): boolean {
  if (a === b) return true;
  if (a.type.name !== b.type.name || a.isNil !== b.isNil || a.size !== b.size) return false;
  return a.keys().every((key) => b.has(key) && deepEqual(a.get(key), b.get(key)));
}
