import type { Draft } from './draft.ts';

/** A list has an item that cannot be told apart by its fields: it is not a mapping. */
export class NoMapping extends Error {
  readonly item: Draft;

  constructor(item: Draft) {
    super('not a mapping');
    this.item = item;
  }
}

/**
 * Replaces the items that have given values of given keys, or adds one; without an element it removes them. Whatever
 * list it is used on loses its nulls and empty mappings, and, where no value is given, everything else.
 *
 * @param keys `['']` where the items are scalars
 * @returns the new items
 * @throws NoMapping where an item has to be compared by a key and has none
 * @see kustomize kyaml/yaml ElementSetter.Filter
 */
export function setElement(
  items: readonly Draft[],
  element: Draft | undefined,
  keys: readonly string[],
  values: readonly string[],
): readonly Draft[] {
  const isForMappings = keys[0] !== '' && values.length > 0 && values[0] !== '';
  const result: Draft[] = [];
  let isFound = false;
  for (const item of items) {
    if (item.isNull || item.isEmptyMap) continue;
    if (item.kind !== 'mapping' && isForMappings) {
      result.push(item);
    } else if (!hasAll(item, keys, values)) {
      if (values.length > 0) result.push(item);
    } else {
      isFound = true;
      if (element !== undefined) result.push(element);
    }
  }
  if (element !== undefined && !element.isNull && !isFound) result.push(element);
  return result;
}

/** Keys beyond the values given count as found where the one before was. */
function hasAll(item: Draft, keys: readonly string[], values: readonly string[]): boolean {
  for (const [i, key] of keys.entries()) {
    const value = values[i];
    if (value === undefined) return i > 0;
    if (!hasValue(item, key, value)) return false;
  }
  return true;
}

/** An empty value matches any. */
function hasValue(item: Draft, key: string, value: string): boolean {
  if (key === '') {
    if (item.kind !== 'scalar') throw new NoMapping(item);
    return item.text === value;
  }
  if (item.kind !== 'mapping') throw new NoMapping(item);
  const field = item.fields().get(key);
  return field !== undefined && (value === '' || field.text === value);
}

/**
 * @returns the first item that has given values of given keys.
 * @see kustomize kyaml/yaml ElementMatcher.Filter
 */
export function findElement(
  items: readonly Draft[],
  keys: readonly string[],
  values: readonly string[],
): Draft | undefined {
  if (keys[0] === '' || keys.length === 0) return items.find((item) => item.text === (values[0] ?? ''));
  return items.find(
    (item) => item.kind === 'mapping' && keys.every((key, i) => item.fields().get(key)?.text === values[i]),
  );
}

/**
 * Adds a list's items to another by their keys. An item that lacks a key drives out all that came before it.
 *
 * @throws NoMapping where an item is not a mapping
 * @see kustomize kyaml/yaml/walk appendListNode
 */
export function appendElements(
  items: readonly Draft[],
  added: readonly Draft[],
  keys: readonly string[],
): readonly Draft[] {
  let result = items;
  for (const item of added) {
    if (keys[0] === '') {
      result = setElement(result, item, keys, [item.text]);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const value = item.isNull ? undefined : fieldOf(item, key);
      if (value === undefined) result = [...result, item];
      else values.push(value.text);
    }
    if (keys.length > 1) result = setElement(result, undefined, keys, values);
    result = setElement(result, item, keys, values);
  }
  return result;
}

function fieldOf(item: Draft, key: string): Draft | undefined {
  if (item.kind !== 'mapping') throw new NoMapping(item);
  return item.fields().get(key);
}
