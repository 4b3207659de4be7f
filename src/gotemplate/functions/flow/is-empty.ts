import { isTrue } from '../../value/truth.ts';
import { GoObject, type Value } from '../../value/value.ts';

/** @returns whether a value is empty: nil, zero, or without content: `empty` of sprig */
export function isEmpty(value: Value): boolean {
  return !(value instanceof GoObject) && !isTrue(value);
}
