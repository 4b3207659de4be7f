import type { Config } from '../config/config.ts';
import { type Cluster, findClusters } from '../fleet/find-clusters.ts';
import { spokesOf } from '../fleet/spokes.ts';
import { Units } from '../fleet/units.ts';
import type { Inventory, InventoryObject } from '../flux/inventory.ts';
import { renderCluster } from '../flux/render-cluster.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import { mapAll } from '../tree/needs.ts';
import { plainFiles } from '../tree/plain-files.ts';
import type { RepoTree } from '../tree/repo-tree.ts';

/** A cluster, and all that it is told to run. */
export interface FleetCluster {
  readonly cluster: Cluster;
  readonly inventory: Inventory;
}

/** A repository's clusters in promotion order, rendered, each hub followed by the spokes that it applies to. */
export interface Fleet {
  readonly tree: RepoTree;
  readonly clusters: readonly FleetCluster[];
  readonly units: Units;
  readonly parsed: ParsedBlobs;
}

/** @throws Needs where an object has not been fetched yet */
export function openFleet(tree: RepoTree, config: Config, parsed: ParsedBlobs): Fleet {
  const files = plainFiles(tree, { symlinks: 'absent' });
  const present = findClusters([files], config, parsed).filter(({ path }) => files.find(path).kind !== 'absent');
  const clusters = mapAll(present, (cluster) => {
    const inventory = renderCluster(files, cluster, parsed);
    return [{ cluster, inventories: [inventory] }, ...spokesOf(cluster, [inventory])];
  })
    .flat()
    .flatMap(({ cluster, inventories: [inventory] }) => (inventory === undefined ? [] : [{ cluster, inventory }]));
  return { tree, clusters, units: new Units(clusters), parsed };
}

/** @returns an object's identity as people compare clusters: without its version. */
export function identityOf({ resource }: Pick<InventoryObject, 'resource'>): string {
  return [resource.gvk.group, resource.kind, resource.namespace, resource.name].join('|');
}
