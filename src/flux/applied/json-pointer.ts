import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';

/** The keys and indexes that a JSON pointer leads by. */
export type Path = readonly string[];

/** @returns `undefined` for what is no pointer into an object. @see RFC 6901 */
export function pointerPath(pointer: string): Path | undefined {
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** @returns what a path leads to. */
export function valueAt(node: Node | undefined, [key, ...rest]: Path): Node | undefined {
  if (key === undefined || node === undefined) return node;
  if (node instanceof Mapping) return valueAt(node.get(key), rest);
  return node instanceof Sequence && /^\d+$/.test(key) ? valueAt(node.items[Number(key)], rest) : undefined;
}

/** @returns a node with another value at a path, or with none; itself where nothing of it is on the way. */
export function withValueAt(node: Mapping, path: Path, value: Node | undefined): Mapping;
export function withValueAt(node: Node, path: Path, value: Node | undefined): Node;
export function withValueAt(node: Node, [key, ...rest]: Path, value: Node | undefined): Node {
  if (key === undefined) return node;
  const inner = valueAt(node, [key]);
  if (rest.length > 0 && inner === undefined) return node;
  const next = rest.length === 0 || inner === undefined ? value : withValueAt(inner, rest, value);
  if (node instanceof Mapping) return next === undefined ? node.without(key) : node.with(key, next);
  if (!(node instanceof Sequence) || inner === undefined) return node;
  const items = [...node.items];
  items.splice(Number(key), 1, ...(next === undefined ? [] : [next]));
  return new Sequence(items, node.place, node.isFlow);
}
