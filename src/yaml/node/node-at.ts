import { Mapping, type Node, Scalar, Sequence } from './node.ts';

/** @returns what stands below a node at the given keys. */
export function nodeAt(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let at = node;
  for (const key of keys) at = at instanceof Mapping ? at.get(key) : undefined;
  return at;
}

/** @returns the text of the scalar that stands there; empty where there is none, or a null. */
export function textAt(node: Node | undefined, ...keys: readonly string[]): string {
  const at = nodeAt(node, ...keys);
  return at instanceof Scalar && at.tag !== 'null' ? at.text : '';
}

/** @returns the items of the list that stands there; none where there is no list. */
export function itemsAt(node: Node | undefined, ...keys: readonly string[]): readonly Node[] {
  const at = nodeAt(node, ...keys);
  return at instanceof Sequence ? at.items : [];
}

/** @returns the scalars in a node, itself among them, in the order in which they are written */
export function scalarsIn(node: Node | undefined): readonly Scalar[] {
  if (node === undefined) return [];
  if (node instanceof Scalar) return [node];
  const children = node instanceof Mapping ? [...node.entries.values()] : node.items;
  return children.flatMap(scalarsIn);
}
