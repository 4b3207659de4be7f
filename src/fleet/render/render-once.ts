import type { Inventory } from '../../flux/roots/inventory.ts';
import { renderCluster } from '../../flux/roots/render-cluster.ts';
import { KeptByReads } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Cluster } from '../find/find-clusters.ts';

/** Kept by the object; all of them are those of the roots that are kept too, but for what is substituted. */
const INVENTORIES = new KeptByReads<Inventory>({ capacity: 400_000, weigh: ({ objects }) => 1 + objects.length });

/**
 * Renders a cluster; the same one again as long as nothing changes that it reads, where the files keep results.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function renderOnce(files: Files, cluster: Cluster): Inventory {
  const { path, substitute, sources } = cluster;
  const key = JSON.stringify([path, [...substitute], sources]);
  return files.once(INVENTORIES, key, (own) => renderCluster(own, cluster)).value;
}
