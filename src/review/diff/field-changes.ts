import type { Schema } from '../../kubernetes/api/schema.ts';
import { billionths } from '../../kubernetes/facts/quantity.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Segment } from '../contract/field-change.ts';
import { alignItems } from './align-items.ts';

/** One field that differs. */
export interface NodeChange {
  readonly segments: readonly Segment[];
  readonly before: Node | undefined;
  readonly after: Node | undefined;
  /** Where the difference means nothing: another order of named items, or another spelling of a quantity. */
  readonly only?: 'order' | 'spelling';
  /** The lists that hold the two, where they are items without a name: an argument says what the next one is. */
  readonly lists?: { readonly before: Sequence; readonly after: Sequence };
}

/**
 * The fields in which two values differ, each as deep as both sides still have it; items of a list are paired by their
 * merge keys, else by what names them, else by likeness.
 *
 * @param schema what Kubernetes says of the lists in it
 */
export function fieldChanges(
  before: Node,
  after: Node,
  schema?: Schema,
  at: readonly Segment[] = [],
): readonly NodeChange[] {
  if (before === after || sameValue(before, after)) return [];
  if (before instanceof Mapping && after instanceof Mapping) return mappingChanges(before, after, schema, at);
  if (before instanceof Sequence && after instanceof Sequence) return listChanges(before, after, schema, at);
  return [{ segments: at, before, after, ...(isRespelled(before, after, at) ? { only: 'spelling' as const } : {}) }];
}

function mappingChanges(
  before: Mapping,
  after: Mapping,
  schema: Schema | undefined,
  at: readonly Segment[],
): readonly NodeChange[] {
  const keys = [...new Set([...before.entries.keys(), ...after.entries.keys()])].sort();
  return keys.flatMap((key) => sideBySide(before.get(key), after.get(key), schema?.field(key), [...at, key]));
}

function sideBySide(
  before: Node | undefined,
  after: Node | undefined,
  schema: Schema | undefined,
  at: readonly Segment[],
): readonly NodeChange[] {
  if (before === undefined || after === undefined) return [{ segments: at, before, after }];
  return fieldChanges(before, after, schema, at);
}

function listChanges(
  before: Sequence,
  after: Sequence,
  schema: Schema | undefined,
  at: readonly Segment[],
): readonly NodeChange[] {
  const items = schema?.elements();
  const key = itemKey(before, after, schema);
  if (key === undefined) {
    return alignItems(before.items, after.items).flatMap(({ index, ...item }) =>
      sideBySide(item.before, item.after, items, [...at, index]).map((change) => {
        return change.segments.length === at.length + 1 ? { ...change, lists: { before, after } } : change;
      }),
    );
  }
  const [itemsBefore, itemsAfter] = [itemsByKey(before, key), itemsByKey(after, key)];
  const changes = [...new Set([...itemsBefore.keys(), ...itemsAfter.keys()])].flatMap((value) =>
    sideBySide(itemsBefore.get(value), itemsAfter.get(value), items, [...at, { key, value }]),
  );
  if (changes.length > 0) return changes;
  // A list that Kubernetes merges by key is a map; in any other, such as the routes of a proxy, order may mean a lot.
  return [{ segments: at, before, after, ...(schema?.merges === true ? { only: 'order' as const } : {}) }];
}

const QUANTITIES = new Set(['limits', 'requests', 'capacity', 'hard', 'storage']);

/** Kubernetes reads `1Gi` and `1024Mi` alike, and so does what comes of them. */
function isRespelled(before: Node, after: Node, at: readonly Segment[]): boolean {
  if (!(before instanceof Scalar && after instanceof Scalar)) return false;
  if (!at.slice(-2).some((segment) => typeof segment === 'string' && QUANTITIES.has(segment))) return false;
  const value = billionths(before.text);
  return value !== undefined && value === billionths(after.text);
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

/** Keys by which people know the items of a list, in the order in which they are tried. */
const NAMING_KEYS = ['name', 'key', 'mountPath', 'containerPort', 'port', 'host', 'path', 'topologyKey', 'ip'];

/**
 * Finds what names the items of a list on both sides: the key that Kubernetes merges the list by, else one by which
 * people know such items. Ports go by their names, where they have any: a port that changes its number stays the port.
 *
 * @returns several keys with commas where only together they name an item; `undefined` where nothing does
 */
function itemKey(before: Sequence, after: Sequence, schema: Schema | undefined): string | undefined {
  const merged = schema?.merges === true ? schema.keys : [];
  const own = merged.length === 1 && merged[0] !== 'containerPort' && merged[0] !== 'port' ? merged : [];
  const candidates = [...own, ...NAMING_KEYS, ...merged.slice(0, 1), ...(merged.length > 1 ? [merged.join(',')] : [])];
  return candidates.find((key) => namesItems(before, key) && namesItems(after, key));
}

/** @returns the items of a list by the values of a key, as {@link itemKey} gave it. */
function itemsByKey(list: Sequence, key: string): ReadonlyMap<string, Node> {
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
