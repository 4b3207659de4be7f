import type { Config } from '../../config/config.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { type Cluster, findClusters } from '../find/find-clusters.ts';
import { renderOnce } from './render-once.ts';
import { spokesOf } from './spokes.ts';

/** A cluster and all that it runs. */
export interface ClusterInventory {
  readonly cluster: Cluster;
  readonly inventory: Inventory;
}

/**
 * Renders the clusters of one tree, spokes among them.
 *
 * @returns in promotion order, each hub before its spokes
 * @throws Needs where an object has not been fetched yet
 */
export function renderClusters(files: Files, config: Config): readonly ClusterInventory[] {
  return mapAll(findClusters([files], config), (cluster) => {
    const inventory = renderOnce(files, cluster);
    const spokes = spokesOf(cluster, [inventory]).flatMap((spoke) =>
      spoke.inventories.flatMap((each) => (each === undefined ? [] : [{ cluster: spoke.cluster, inventory: each }])),
    );
    return [{ cluster, inventory }, ...spokes];
  }).flat();
}
