import { decodeBytes } from '../value/bytes.ts';
import { integerOf } from '../value/kinds.ts';
import { GoList, type Value } from '../value/value.ts';
import { printPlain } from './print-value.ts';

/** @returns a value as text: `strval` of sprig */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof GoList && value.type.element === 'uint8') {
    return decodeBytes(Uint8Array.from(value.items, (item) => Number(integerOf(item) ?? 0n)));
  }
  return printPlain(value);
}

/** @returns a list's items as texts without nil, or the one text that a value is: `strslice` of sprig */
export function textsOf(value: Value): readonly string[] {
  if (value instanceof GoList) return value.items.filter((item) => item !== null && item !== undefined).map(textOf);
  return value === null || value === undefined ? [] : [textOf(value)];
}
