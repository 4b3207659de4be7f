import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { entrypointsOf, type Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';

/** @returns the sync objects of a cluster that the repository holds; of a spoke the first that applies to it */
export const syncsOf = onceEach((inventory: Inventory): readonly FluxKustomization[] =>
  entrypointsOf(inventory).flatMap(({ flux }) => flux ?? []),
);

/** @returns whether the repository tells all that a cluster is synced by: else nobody knows what its bootstrap has made */
export const isSynced = onceEach((inventory: Inventory): boolean => {
  const entrypoints = entrypointsOf(inventory);
  return entrypoints.length > 0 && entrypoints.every(({ flux }) => flux !== undefined);
});
