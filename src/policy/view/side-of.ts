import { clusterKey } from '../../fleet/find/cluster-key.ts';
import type { Cluster } from '../../fleet/find/find-clusters.ts';
import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import type { FleetPlaces } from './fleet-places.ts';
import type { KustomizationFiles } from './kustomization-file.ts';
import { Side } from './side.ts';

const kept = new WeakMap<Inventory, { readonly cluster: string; readonly places: string; readonly side: Side }>();

/**
 * Gives the side of a cluster, the same one again while its inventory stays: what rules have found in it is then known.
 *
 * @param unknown whether nothing is said about the objects of a root
 * @param files those of the tree that the inventory was rendered from
 * @throws Needs where a kustomization file has not been fetched yet
 */
export function sideOf(
  cluster: Cluster,
  inventory: Inventory,
  unknown: (root: Root) => boolean,
  files: KustomizationFiles,
  places: FleetPlaces,
): Side {
  const left = new Set(inventory.roots.filter(unknown));
  const named = clusterKey(cluster);
  const known = kept.get(inventory);
  if (known?.cluster === named && known.places === places.key && left.size === 0) return known.side;
  const side = new Side(cluster, inventory, left, files.readBy(inventory), places);
  if (left.size === 0) kept.set(inventory, { cluster: named, places: places.key, side });
  return side;
}
