import type { Config } from '../config/config.ts';
import type { Inventory } from '../flux/inventory.ts';
import { renderCluster } from '../flux/render-cluster.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { type Cluster, findClusters } from './find-clusters.ts';
import { spokesOf } from './spokes.ts';

/** A cluster on both sides of a change; a side without an inventory does not have the cluster. */
export interface RenderedCluster {
  readonly cluster: Cluster;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
}

/**
 * Renders every cluster of a fleet on both sides of a change, each hub followed by its spokes.
 *
 * @param parsed blobs that were parsed before; grows
 * @returns in promotion order
 * @throws Needs where an object has not been fetched yet
 */
export function renderFleet(
  { before, after }: { readonly before: Files; readonly after: Files },
  config: Config,
  parsed: ParsedBlobs,
): readonly RenderedCluster[] {
  const sides = [before, after];
  return mapAll(findClusters(sides, config, parsed), (cluster) => {
    const inventories = mapAll(sides, (files) =>
      files.find(cluster.path).kind === 'absent' ? undefined : renderCluster(files, cluster, parsed),
    );
    return [{ cluster, inventories }, ...spokesOf(cluster, inventories)];
  })
    .flat()
    .map(({ cluster, inventories }) => ({ cluster, before: inventories[0], after: inventories[1] }));
}
