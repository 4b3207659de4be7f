import { GoList, GoMap, GoObject, type Value } from '../../value/value.ts';

/** @returns a copy whose lists and maps are its own: `copystructure.Copy` */
export function deepCopy(value: Value): Value {
  if (value instanceof GoList) return new GoList(value.items.map(deepCopy), value.type, value.isNil);
  if (value instanceof GoObject) return value.deepCopied();
  return value instanceof GoMap ? value.mapped(deepCopy) : value;
}
