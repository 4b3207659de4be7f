import type { Schema } from '../../kubernetes/api/schema.ts';
import { Mapping, type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';

/** Keys by which people know the items of a list, in the order in which they are tried. */
const NAMING_KEYS = ['name', 'key', 'mountPath', 'containerPort', 'port', 'host', 'path', 'topologyKey', 'ip'];

/**
 * Finds what names the items of a list on both sides: the key that Kubernetes merges the list by, else one by which
 * people know such items. Ports go by their names, where they have any: a port that changes its number stays the port.
 *
 * @returns several keys with commas where only together they name an item; `undefined` where nothing does
 */
export function itemKey(before: Sequence, after: Sequence, schema: Schema | undefined): string | undefined {
  const merged = schema?.merges === true ? schema.keys : [];
  const own = merged.length === 1 && merged[0] !== 'containerPort' && merged[0] !== 'port' ? merged : [];
  const candidates = [...own, ...NAMING_KEYS, ...merged.slice(0, 1), ...(merged.length > 1 ? [merged.join(',')] : [])];
  return candidates.find((key) => namesItems(before, key) && namesItems(after, key));
}

/** @returns the items of a list by the values of a key, as {@link itemKey} gave it. */
export function itemsByKey(list: Sequence, key: string): ReadonlyMap<string, Node> {
  const items = new Map<string, Node>();
  for (const item of list.items) {
    const value = keyValue(item, key);
    if (value !== undefined) items.set(value, item);
  }
  return items;
}

/** A key names the items of a list where every item has it, as a scalar, and no two have the same. */
function namesItems(list: Sequence, key: string): boolean {
  return itemsByKey(list, key).size === list.items.length;
}

/** Of several keys those that an item lacks are left to their defaults: `53,` is a port without a protocol. */
function keyValue(item: Node, key: string): string | undefined {
  if (!(item instanceof Mapping)) return undefined;
  const parts = key.split(',').map((each) => item.get(each));
  if (!(parts[0] instanceof Scalar)) return undefined;
  return parts.map((part) => (part instanceof Scalar ? part.text : '')).join(',');
}
