import type { Draft } from './draft.ts';

/**
 * @returns the values of the keys of all items, the patch's first, each combination once; empty where a key is absent.
 * @see kustomize kyaml/yaml/walk Walker.elementValues, elementPrimitiveValues
 */
export function keyValues(
  lists: readonly (readonly Draft[])[],
  keys: readonly string[],
): readonly (readonly string[])[] {
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
export function fillValues(values: readonly (readonly string[])[]): readonly (readonly string[])[] {
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
export function usedKeys(values: readonly (readonly string[])[], keys: readonly string[]): readonly boolean[] {
  const used = keys.map((_, i) => values.some((each) => each[i] !== ''));
  return used.includes(true) ? used : keys.map(() => true);
}
