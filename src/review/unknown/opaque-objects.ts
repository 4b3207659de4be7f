import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';

/** @returns how many objects hold a value that cannot be known here: they are compared, and never shown. */
export function countOpaque(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : countIn(inventory);
}

const countIn = onceEach(({ objects }: Inventory): number => {
  const substituted = objects.filter(({ root }) => root.flux?.spec.get('postBuild') !== undefined);
  return substituted.filter(({ resource }) => hiddenIn(resource.node).some(({ hidden }) => hidden === 'opaque')).length;
});
