import type { Inventory } from '../flux/inventory.ts';
import { onceEach } from '../tree/once-each.ts';
import { HiddenScalar } from '../yaml/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../yaml/node.ts';

/** @returns how many objects hold a value that cannot be known here: they are compared, and never shown. */
export function countOpaque(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : countIn(inventory);
}

const countIn = onceEach(({ objects }: Inventory): number => {
  const substituted = objects.filter(({ root }) => root.flux?.spec.get('postBuild') !== undefined);
  return substituted.filter(({ resource }) => isOpaque(resource.node)).length;
});

function isOpaque(node: Node): boolean {
  if (node instanceof Scalar) return node instanceof HiddenScalar && node.hidden === 'opaque';
  const children = node instanceof Mapping ? [...node.entries.values()] : node.items;
  return children.some(isOpaque);
}
