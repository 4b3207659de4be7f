import { kindName } from '../../value/kinds.ts';
import { isTrue } from '../../value/truth.ts';
import { GoList, GoMap, GoObject, type Value } from '../../value/value.ts';

/**
 * Merges a map into another, in place: `mergo.Merge` for maps of anything.
 * @param overwrites whether what is there already is replaced; by an empty value too, but not a map by an empty map
 */
export function mergeMaps(into: GoMap, from: GoMap, overwrites: boolean): void {
  const wasEmpty = into.size === 0;
  for (const key of from.keys()) mergeEntry(into, key, from.get(key), overwrites, wasEmpty);
}

function mergeEntry(into: GoMap, key: string, given: Value, overwrites: boolean, wasEmpty: boolean): void {
  if (given === null || given === undefined) {
    if (overwrites) into.set(key, given);
    return;
  }
  const isThere = into.has(key);
  const current = into.get(key);
  if (given instanceof GoMap && current instanceof GoMap) mergeMaps(current, given, overwrites);
  if (given instanceof GoList && isThere && (overwrites || wasEmpty)) into.set(key, given);
  if (isThere && !isEmptyValue(current)) {
    if (given instanceof GoList) return;
    if (given instanceof GoMap && current instanceof GoMap) return;
  }
  const replaces = overwrites && kindName(given) !== 'ptr';
  if (replaces || !isThere || isEmptyValue(current)) into.set(key, given);
}

function isEmptyValue(value: Value): boolean {
  return !(value instanceof GoObject) && !isTrue(value);
}
