import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';

/** @returns how many releases of a cluster bring more than is known */
export function countUnknownReleases(inventory: Inventory): number {
  const partly = inventory.roots.filter(({ release }) => release?.isWhole === false);
  return unrenderedReleases(inventory).length + partly.length;
}

/** @returns the releases of a cluster of which only their inputs are known: what their charts run is not among its objects */
export function unrenderedReleases(inventory: Inventory | undefined): readonly Release[] {
  return inventory?.releases.filter(({ unrendered }) => unrendered !== undefined) ?? [];
}
