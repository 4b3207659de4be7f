import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';
import { scalarValue } from '../schemas/scalar-value.ts';
import type { Step } from './violation.ts';
import { type At, into, type Walk } from './walk.ts';

/** @returns for each item the step to it: by what tells the items apart, by a name, or by its index. */
export function stepsIn(list: Sequence, keys: readonly string[] | undefined): (index: number) => Step {
  const byKey = [...(keys ?? []), 'name'].map((key) => ({ key, counts: countsOf(list, key) }));
  return (index) => {
    for (const { key, counts } of byKey) {
      const value = keyText(list.items[index], key);
      if (value !== undefined && counts.get(value) === 1) return { key, value };
    }
    return index;
  };
}

function countsOf(list: Sequence, key: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of list.items) {
    const value = keyText(item, key);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function keyText(item: Node | undefined, key: string): string | undefined {
  const value = item instanceof Mapping ? item.get(key) : undefined;
  const isTold = value instanceof Scalar && !isHidden(value) && value.tag !== 'null';
  return isTold ? value.text : undefined;
}

/**
 * Reports items that stand twice in a list that is a map or a set, which server-side apply refuses.
 *
 * @see structured-merge-diff typed/validate.go "duplicate entries for key"
 */
export function checkDuplicates(list: Sequence, keys: readonly string[], at: At, walk: Walk): void {
  const seen = new Set<string>();
  for (const [index, item] of list.items.entries()) {
    const id = identityOf(item, keys, walk);
    if (id === undefined) continue;
    if (seen.has(id)) {
      const message = keys.length === 0 ? 'is listed twice' : `has the same ${keys.join(' and ')} as an item before it`;
      walk.report('duplicate', item, into(at, index, item), message, 'Keep one of them.');
    }
    seen.add(id);
  }
}

/** Two items without a key are the same only if the rest of their keys is: a default may stand for what is absent. */
function identityOf(item: Node, keys: readonly string[], walk: Walk): string | undefined {
  if (keys.length === 0) return item instanceof Scalar && !walk.skips(item) ? comparableText(item) : undefined;
  if (!(item instanceof Mapping)) return undefined;
  const parts: string[] = [];
  for (const key of keys) {
    const value = item.get(key);
    if (value instanceof Scalar && walk.skips(value)) return undefined;
    parts.push(value instanceof Scalar ? (comparableText(value) ?? '') : '-');
  }
  return item.get(keys[0] ?? '') === undefined ? undefined : parts.join(' ');
}

function comparableText(scalar: Scalar): string | undefined {
  const value = scalarValue(scalar);
  return value === undefined ? undefined : JSON.stringify([typeof value, String(value)]);
}
