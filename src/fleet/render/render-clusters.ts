import type { Config } from '../../config/config.ts';
import { sourceIgnores } from '../../flux/artifact/source-ignores.ts';
import { renderCluster } from '../../flux/render/render-cluster.ts';
import { type InForce, inForceKey } from '../../flux/roots/in-force.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { KeptByReads } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { Cluster } from '../find/cluster.ts';
import { findClusters } from '../find/find-clusters.ts';
import { likelyController, withLikely } from './likely-controller.ts';
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
  const found = findClusters([files], config);
  const told = mapAll(found, (cluster) => renderOnce(files, cluster));
  const likely = likelyController(told);
  const clusters = found.map((cluster, at) => withLikely(cluster, told[at], likely));
  return mapAll(clusters, (cluster, at) => {
    const inventory = (cluster === found[at] ? told[at] : undefined) ?? renderOnce(files, cluster);
    const spokes = spokesOf(cluster, [inventory]).flatMap((spoke) =>
      spoke.inventories.flatMap((each) => (each === undefined ? [] : [{ cluster: spoke.cluster, inventory: each }])),
    );
    return [{ cluster, inventory }, ...spokes];
  }).flat();
}

/** Kept by the object; all of them are those of the roots that are kept too, but for what is substituted. */
const INVENTORIES = new KeptByReads<Inventory>({ capacity: 400_000, weigh: ({ objects }) => 1 + objects.length });

/**
 * Renders a cluster; the same one again as long as nothing changes that it reads, where the files keep results.
 *
 * @param inForce what the cluster holds otherwise than the files say
 * @throws Needs where an object has not been fetched yet
 */
export function renderOnce(files: Files, cluster: Cluster, inForce?: InForce): Inventory {
  const { paths, substitute, sources, likely, syncedBy, kubernetes } = cluster;
  // They are searched for behind the recorder's back: a search of the whole tree is no read of all of it.
  const held = inForce === undefined ? '' : inForceKey(inForce);
  const key = JSON.stringify([
    paths,
    [...substitute],
    sources,
    sourceIgnores(files),
    held,
    likely,
    syncedBy,
    kubernetes,
  ]);
  return files.once(INVENTORIES, key, (own) => renderCluster(own, cluster, inForce)).value;
}
