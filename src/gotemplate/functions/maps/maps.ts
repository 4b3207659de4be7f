import { textOf } from '../../format/text-of.ts';
import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { kindName, typeName } from '../../value/kinds.ts';
import { isTrue } from '../../value/truth.ts';
import { type GoFunction, GoList, GoMap, GoObject, stringList, type Value } from '../../value/value.ts';
import { deepCopy } from './deep-copy.ts';

type Entry = Omit<GoFunction, 'source'>;

const COPY: Entry = {
  takes: ['any'],
  gives: 'any',
  moves: true,
  run: (value) => {
    if (value === null) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
    return deepCopy(value);
  },
};
const MERGE: Entry = merger(false);
const MERGE_OVERWRITE: Entry = merger(true);

/** Functions on maps. What Go gives in the order of chance comes sorted. */
export const MAPS = family('sprig dict.go', {
  deepCopy: COPY,
  dict: { takes: [], rest: 'any', moves: true, run: (...values: readonly Value[]) => dictionary(values) },
  dig: { takes: [], rest: 'any', gives: 'any', moves: true, run: (...values: readonly Value[]) => dig(values) },
  get: {
    takes: ['map', 'string'],
    gives: 'any',
    moves: true,
    run: (map: GoMap, key: string) => (map.has(key) ? map.get(key) : ''),
  },
  hasKey: { takes: ['map', 'string'], run: (map: GoMap, key: string) => map.has(key) },
  keys: {
    takes: [],
    rest: 'map',
    run: (...maps: readonly GoMap[]) => stringList(maps.flatMap((map) => map.keys())),
  },
  merge: MERGE,
  mergeOverwrite: MERGE_OVERWRITE,
  mustDeepCopy: COPY,
  mustMerge: MERGE,
  mustMergeOverwrite: MERGE_OVERWRITE,
  omit: {
    takes: ['map'],
    rest: 'string',
    moves: true,
    run: (map: GoMap, ...keys: readonly string[]) => new GoMap(map.entries().filter(([key]) => !keys.includes(key))),
  },
  pick: {
    takes: ['map'],
    rest: 'string',
    moves: true,
    run: (map: GoMap, ...keys: readonly string[]) => {
      return new GoMap(keys.filter((key) => map.has(key)).map((key) => [key, map.get(key)]));
    },
  },
  pluck: {
    takes: ['string'],
    rest: 'map',
    moves: true,
    run: (key: string, ...maps: readonly GoMap[]) => {
      return new GoList(maps.filter((map) => map.has(key)).map((map) => map.get(key)));
    },
  },
  set: {
    takes: ['map', 'string', 'any'],
    moves: true,
    run: (map: GoMap, key: string, value: Value) => {
      map.set(key, value);
      return map;
    },
  },
  unset: {
    takes: ['map', 'string'],
    moves: true,
    run: (map: GoMap, key: string) => {
      map.delete(key);
      return map;
    },
  },
  values: { takes: ['map'], moves: true, run: (map: GoMap) => new GoList(map.entries().map(([, value]) => value)) },
});

function dictionary(values: readonly Value[]): GoMap {
  const map = new GoMap();
  for (let i = 0; i < values.length; i += 2) map.set(textOf(values[i]), i + 1 < values.length ? values[i + 1] : '');
  return map;
}

function merger(overwrites: boolean): Entry {
  return {
    takes: ['map'],
    rest: 'map',
    gives: 'any',
    moves: true,
    run: (into: GoMap, ...others: readonly GoMap[]) => {
      const target = into.isNil ? new GoMap() : into;
      for (const other of others) mergeMaps(target, other, overwrites);
      return target;
    },
  };
}

/** `mergo.Merge` for maps of anything, in place. What is empty overwrites too, but an empty map no map. */
function mergeMaps(into: GoMap, from: GoMap, overwrites: boolean): void {
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

function dig(values: readonly Value[]): Value {
  if (values.length < 3) throw new GoError('dig needs at least three arguments');
  const keys = values.slice(0, -2);
  let map = asMap(values.at(-1));
  for (const [i, key] of keys.entries()) {
    if (typeof key !== 'string') throw new GoError(`interface conversion: interface {} is ${shown(key)}, not string`);
    if (!map.has(key)) return values.at(-2);
    const value = map.get(key);
    if (i === keys.length - 1) return value;
    map = asMap(value);
  }
  return values.at(-2);
}

function asMap(value: Value): GoMap {
  if (value instanceof GoMap && value.type.name === 'map[string]interface {}') return value;
  throw new GoError(`interface conversion: interface {} is ${shown(value)}, not map[string]interface {}`);
}

function shown(value: Value): string {
  return value === null || value === undefined ? 'nil' : typeName(value);
}
