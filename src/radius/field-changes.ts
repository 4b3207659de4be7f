import { Mapping, type Node, Scalar, Sequence } from '../yaml/node.ts';
import { sameValue } from '../yaml/same-value.ts';
import type { Segment } from './review-contract.ts';

/** One field that differs. */
export interface NodeChange {
  readonly segments: readonly Segment[];
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/** Keys by which people know the items of a list, in the order in which they are tried. */
const ITEM_KEYS = ['name', 'key', 'mountPath', 'containerPort', 'port', 'host', 'path', 'topologyKey', 'ip'];

/**
 * The fields in which two values differ, each as deep as both sides still have it; items of a list are paired by what
 * names them, else by position.
 */
export function fieldChanges(before: Node, after: Node, at: readonly Segment[] = []): readonly NodeChange[] {
  if (before === after || sameValue(before, after)) return [];
  if (before instanceof Mapping && after instanceof Mapping) return mappingChanges(before, after, at);
  if (before instanceof Sequence && after instanceof Sequence) return listChanges(before, after, at);
  return [{ segments: at, before, after }];
}

function mappingChanges(before: Mapping, after: Mapping, at: readonly Segment[]): readonly NodeChange[] {
  const keys = [...new Set([...before.entries.keys(), ...after.entries.keys()])].sort();
  return keys.flatMap((key) => sideBySide(before.get(key), after.get(key), [...at, key]));
}

function sideBySide(before: Node | undefined, after: Node | undefined, at: readonly Segment[]): readonly NodeChange[] {
  if (before === undefined || after === undefined) return [{ segments: at, before, after }];
  return fieldChanges(before, after, at);
}

function listChanges(before: Sequence, after: Sequence, at: readonly Segment[]): readonly NodeChange[] {
  const key = ITEM_KEYS.find((each) => namesItems(before, each) && namesItems(after, each));
  if (key === undefined) {
    const length = Math.max(before.items.length, after.items.length);
    return Array.from({ length }, (_, index) =>
      sideBySide(before.items[index], after.items[index], [...at, index]),
    ).flat();
  }
  const former = itemsBy(before, key);
  const latter = itemsBy(after, key);
  const changes = [...new Set([...former.keys(), ...latter.keys()])].flatMap((value) =>
    sideBySide(former.get(value), latter.get(value), [...at, { key, value }]),
  );
  return changes.length > 0 ? changes : [{ segments: at, before, after }];
}

/** A key names the items of a list where every item has it, as a scalar, and no two have the same. */
function namesItems(list: Sequence, key: string): boolean {
  const values = list.items.map((item) => (item instanceof Mapping ? item.get(key) : undefined));
  return values.every((value) => value instanceof Scalar) && itemsBy(list, key).size === list.items.length;
}

function itemsBy(list: Sequence, key: string): ReadonlyMap<string, Node> {
  const items = new Map<string, Node>();
  for (const item of list.items) {
    const value = item instanceof Mapping ? item.get(key) : undefined;
    if (value instanceof Scalar) items.set(value.text, item);
  }
  return items;
}

/** @returns a field path as people write it: `spec.containers[name=app].image`. */
export function pathText(segments: readonly Segment[]): string {
  return segments
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (typeof segment === 'object') return `[${segment.key}=${segment.value}]`;
      if (/^[A-Za-z0-9_-]+$/.test(segment)) return index === 0 ? segment : `.${segment}`;
      return `["${segment}"]`;
    })
    .join('');
}
