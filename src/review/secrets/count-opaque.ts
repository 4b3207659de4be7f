import type { Inventory } from '../../flux/roots/inventory.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import type { Mapping } from '../../yaml/node/node.ts';

/** @returns how many objects hold a value that cannot be known here: they are compared, and never shown. */
export function countOpaque(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : opaqueIn(inventory);
}

const opaqueIn = onceEach(({ roots }: Inventory): number => {
  const mayHold = roots.filter(({ flux }) => isHolding(flux?.spec));
  return opaqueObjectsIn(mayHold.map(({ resources }) => resources)).length;
});

const opaqueObjectsIn = searchFor(({ node }) => hiddenIn(node).some(({ hidden }) => hidden === 'opaque'));

/** Only what substitution fills in and what is decrypted can be unknown. */
function isHolding(spec: Mapping | undefined): boolean {
  return spec === undefined || spec.get('postBuild') !== undefined || spec.get('decryption') !== undefined;
}
