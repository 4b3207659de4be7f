import { mainOf } from '../../flux/controllers/controllers.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Cluster } from '../find/cluster.ts';

/** The release of a kustomize-controller. */
type Version = NonNullable<Cluster['likely']>;

/**
 * Tells which kustomize-controller a cluster runs that the repository does not tell of: that of the other clusters of its
 * fleet, where they all have the same minor release.
 *
 * @param inventories of all clusters of one tree
 */
export function likelyController(inventories: readonly (Inventory | undefined)[]): Version | undefined {
  const told = inventories.flatMap((inventory) => (inventory === undefined ? [] : (toldBy(inventory) ?? [])));
  const [first, ...others] = told;
  return others.every(({ major, minor }) => major === first?.major && minor === first.minor) ? first : undefined;
}

/** @returns the cluster, with what it likely runs where nothing in it tells that. */
export function withLikely(cluster: Cluster, inventory: Inventory | undefined, likely: Version | undefined): Cluster {
  const isTold = inventory === undefined || toldBy(inventory) !== undefined;
  return isTold || likely === undefined ? cluster : { ...cluster, likely };
}

function toldBy({ controllers }: Inventory): Version | undefined {
  return mainOf(controllers, 'kustomize-controller').version;
}
