import { Scalar } from '../../../../yaml/node/node.ts';
import { LIMITS } from '../../../model/limits.ts';
import { Draft } from './draft.ts';
import { appendElements, findElement, setElement } from './elements.ts';

/** Two lists are too long to be compared item by item, as those have to be that repeat or lack their keys. */
export class TooManyItems extends Error {}

/** Merges an item of either list or both; `undefined` deletes it. */
export type MergeItem = (item: Draft | undefined, patch: Draft | undefined) => Draft | undefined;

/**
 * Merges two lists whose items are told apart by keys, whatever the items are like.
 *
 * @param list the list that is changed
 * @param patch the patch's, or `undefined`; the very same where the patch's list is only settled
 * @param keys none where the items are scalars
 * @returns the items: the patch's first, then what is left of the list's
 * @throws NoMapping where an item has to be compared by a key and has none
 * @throws TooManyItems
 * @see kustomize kyaml/yaml/walk Walker.setAssociativeSequenceElements
 */
export function mergeElements(
  list: Draft,
  patch: Draft | undefined,
  keys: readonly string[],
  mergeItem: MergeItem,
): readonly Draft[] {
  const names = keys.length === 0 ? [''] : keys;
  const found = keyValues([patch?.items ?? [], list.items], keys);
  if (found.length === 0) return list.items;
  const items = list.items.length + (patch?.items.length ?? 0);
  if (found.length * items > LIMITS.comparisons) throw new TooManyItems();
  const all = names.length > 1 ? fillValues(found) : found;
  const used = usedKeys(all, names);
  const usedNames = names.filter((_, i) => used[i]);
  let result: readonly Draft[] = [];
  for (const each of all) {
    const values = each.filter((_, i) => used[i]);
    const known = usedKeys([values], usedNames);
    const knownNames = usedNames.filter((_, i) => known[i]);
    const knownValues = values.filter((_, i) => known[i]);
    const find = (items: readonly Draft[]): Draft | undefined => findElement(items, knownNames, knownValues);
    const merged = mergeItem(find(list.items), patch && find(patch.items));
    if (merged === undefined || merged.isNull || merged.isEmptyMap) {
      for (const _ of usedNames) list.items = setElement(list.items, undefined, usedNames, values);
      continue;
    }
    for (const [i, name] of usedNames.entries()) restoreKey(merged, name, values[i] ?? '');
    result = setElement(result, merged, usedNames, values);
  }
  return appendElements(result, list.items, usedNames);
}

/** An item without its key gets it back; a scalar loses its tag. */
function restoreKey(item: Draft, name: string, value: string): void {
  if (value === '') return;
  if (item.kind !== 'mapping') item.untag();
  else if (!item.fields().has(name)) item.fields().set(name, new Draft(new Scalar(value)));
}

/**
 * @returns the values of the keys of all items, the patch's first, each combination once; empty where a key is absent.
 * @see kustomize kyaml/yaml/walk Walker.elementValues, elementPrimitiveValues
 */
function keyValues(lists: readonly (readonly Draft[])[], keys: readonly string[]): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const item of lists.flat()) {
    const values = keys.length === 0 ? [item.text] : keys.map((key) => item.textOf(key) ?? '');
    const id = values.join('\u0000');
    if (!found.has(id)) found.set(id, values);
  }
  return [...found.values()];
}

/**
 * Fills values that are missing from those that otherwise agree: a port without a protocol is the port of that number.
 *
 * @see kustomize kyaml/yaml/walk mergeValues
 */
function fillValues(values: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const result = [...values];
  for (let i = 0; i < values.length; i++) {
    const one = result[i] ?? [];
    for (let j = 0; j < values.length; j++) {
      const filled = fill(one, result[j] ?? []);
      if (filled === undefined) continue;
      result[i] = filled;
      result[j] = filled;
    }
  }
  return result;
}

function fill(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  let isAlike = false;
  const result: string[] = [];
  for (const [i, value] of one.entries()) {
    const theirs = other[i] ?? '';
    if (value === theirs) isAlike = true;
    else if (value !== '' && theirs !== '') return undefined;
    result.push(value === '' ? theirs : value);
  }
  return isAlike ? result : undefined;
}

/**
 * @returns the keys that any item has a value of; all keys where none has.
 * @see kustomize kyaml/yaml/walk validateKeys
 */
function usedKeys(values: readonly (readonly string[])[], keys: readonly string[]): readonly boolean[] {
  const used = keys.map((_, i) => values.some((each) => each[i] !== ''));
  return used.includes(true) ? used : keys.map(() => true);
}
