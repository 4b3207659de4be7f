import { Complex, SizedInteger } from './number.ts';
import { GoList, GoMap, type Value } from './value.ts';

/** @returns whether a value is true to `if`, `and` and `or`: not the zero of its type, and not empty. */
export function isTrue(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value) || Number.isNaN(value);
  if (value instanceof GoMap) return value.size > 0;
  if (value instanceof GoList) return value.items.length > 0;
  if (value instanceof SizedInteger) return value.value !== 0n;
  return value instanceof Complex ? value.real !== 0 || value.imaginary !== 0 : true;
}
