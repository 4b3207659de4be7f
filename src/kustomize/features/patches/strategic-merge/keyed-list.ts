import type { Draft } from './draft.ts';
import type { MergeItem } from './merge-elements.ts';

/** A list whose items tell themselves apart: each has a value for each key in use, no two the same. */
type KeyedList = ReadonlyMap<string, Draft>;

interface KeyedLists {
  readonly list: KeyedList;
  readonly patch: KeyedList;
  /** Whether one key tells the items apart. */
  readonly isSingle: boolean;
}

/**
 * @param keys the keys that the schema gives; none for lists of scalars
 * @returns both lists by the values of their keys, or `undefined` where they are not that regular.
 */
export function readKeyedLists(
  list: readonly Draft[],
  patch: readonly Draft[],
  keys: readonly string[],
): KeyedLists | undefined {
  const [first] = list.length > 0 ? list : patch;
  const used = keys.filter((key) => first?.textOf(key) !== undefined);
  if (first === undefined || (keys.length > 0 && used.length === 0)) return undefined;
  const one = readKeyedList(list, keys, used);
  const other = list === patch ? one : readKeyedList(patch, keys, used);
  return one && other && { list: one, patch: other, isSingle: used.length <= 1 };
}

function readKeyedList(
  items: readonly Draft[],
  keys: readonly string[],
  used: readonly string[],
): KeyedList | undefined {
  const found = new Map<string, Draft>();
  for (const item of items) {
    const id = keys.length === 0 ? scalarId(item) : idOf(item, keys, used);
    if (id === undefined || found.has(id)) return undefined;
    found.set(id, item);
  }
  return found;
}

function scalarId(item: Draft): string | undefined {
  return item.kind !== 'scalar' || item.isNull || item.text === '' ? undefined : item.text;
}

function idOf(item: Draft, keys: readonly string[], used: readonly string[]): string | undefined {
  const values: string[] = [];
  for (const key of keys) {
    const value = item.textOf(key);
    if (value === '' || (value === undefined) === used.includes(key)) return undefined;
    if (value !== undefined) values.push(value);
  }
  return values.join('\u0000');
}

/**
 * Merges lists whose items tell themselves apart: what `mergeElements` does, without its searching.
 */
export function mergeKeyedLists({ list, patch, isSingle }: KeyedLists, mergeItem: MergeItem): readonly Draft[] {
  const result = new Map<string, Draft>();
  const left = new Map(list);
  for (const id of new Set([...patch.keys(), ...list.keys()])) {
    const merged = mergeItem(list.get(id), patch.get(id));
    if (merged === undefined || merged.isNull || merged.isEmptyMap) {
      left.delete(id);
      continue;
    }
    merged.untag();
    result.set(id, merged);
  }
  for (const [id, item] of left) {
    // With several keys kustomize takes an item out before it adds it: it then stands behind the patch's own items.
    if (!isSingle) result.delete(id);
    result.set(id, item);
  }
  return [...result.values()];
}
