import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';

/** @returns the releases of a cluster of which only their inputs are known: what their charts run is not among its objects */
export function unrenderedReleases(inventory: Inventory | undefined): readonly Release[] {
  return inventory?.releases ?? [];
}
