import type { Inventory } from '../../flux/roots/inventory.ts';
import { emptySpoke } from '../../flux/roots/split-inventory.ts';
import type { Cluster } from '../find/cluster.ts';
import { shownSpokes } from './shown-spokes.ts';

/** A cluster and what it runs, in each of several trees; `undefined` where a tree does not have it. */
interface ClusterIn<Inventories> {
  readonly cluster: Cluster;
  readonly inventories: Inventories;
}

/**
 * The clusters that a hub applies to with a `kubeConfig`, each a cluster of its own: `hub->namespace/secret`. A tree
 * whose hub applies nothing to a spoke has it empty; why that is, the hub's roots tell.
 *
 * @param inventories of the hub, one for each tree
 * @returns the spokes in the order of their names; where a name is a Secret's value, `***` stands for it
 */
export function spokesOf(
  hub: Cluster,
  inventories: readonly (Inventory | undefined)[],
): readonly ClusterIn<readonly (Inventory | undefined)[]>[] {
  const spokes = shownSpokes(inventories.flatMap((inventory) => inventory ?? []));
  return [...spokes].map(([name, shown]) => ({
    cluster: { ...hub, name: `${hub.name}->${shown}`, via: `${hub.name}->${shown}` },
    inventories: inventories.map((inventory) => inventory && (inventory.spokes.get(name) ?? emptySpoke(inventory))),
  }));
}
