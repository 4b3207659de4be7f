import { Scalar } from '../../../../yaml/node/node.ts';
import { LIMITS } from '../../../model/limits.ts';
import { Draft } from './draft.ts';
import { appendElements, findElement, setElement } from './elements.ts';
import { fillValues, keyValues, usedKeys } from './key-values.ts';

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
