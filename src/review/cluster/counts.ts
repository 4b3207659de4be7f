import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import type { ClusterReview } from '../contract/cluster-review.ts';

/** @returns how many objects a cluster has; one that two roots apply is one object. */
export function countObjects(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : objectsIn(inventory);
}

const objectsIn = onceEach(({ objects }: Inventory) => new Set(objects.map(({ resource }) => resource.id)).size);

/** @returns how many objects hold a value that cannot be known here: they are compared, and never shown. */
export function countOpaque(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : opaqueIn(inventory);
}

const opaqueIn = onceEach(({ objects }: Inventory): number => {
  const substituted = objects.filter(({ root }) => root.flux?.spec.get('postBuild') !== undefined);
  return substituted.filter(({ resource }) => hiddenIn(resource.node).some(({ hidden }) => hidden === 'opaque')).length;
});

/** @returns how many releases are compared by their inputs; absent where a cluster has none. */
export function countReleases(inventory: Inventory | undefined): Pick<ClusterReview, 'releases'> {
  const releases = inventory?.releases ?? [];
  if (releases.length === 0) return {};
  return { releases: { compared: releases.length, floating: releases.filter(({ chart }) => chart?.floats).length } };
}
