import type { Config } from '../../config/config.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { type Cluster, findClusters } from '../find/find-clusters.ts';
import { isReached } from './is-reached.ts';
import { renderOnce } from './render-once.ts';
import { spokesOf } from './spokes.ts';

/** A cluster on both sides of a change; a side without an inventory does not have the cluster. */
export interface RenderedCluster {
  readonly cluster: Cluster;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
  /** Whether the merge does not reach it: it runs the same before and after. */
  readonly isUnreached: boolean;
}

/**
 * Renders every cluster of a fleet on both sides of a change, each hub followed by its spokes.
 *
 * @param baseBranch that the change is to be merged into, where that is known
 * @returns in promotion order
 * @throws Needs where an object has not been fetched yet
 */
export function renderFleet(
  { before, after }: { readonly before: Files; readonly after: Files },
  config: Config,
  baseBranch?: string,
): readonly RenderedCluster[] {
  const sides = [before, after];
  return mapAll(findClusters(sides, config), (cluster) => {
    const inventories = mapAll(sides, (files) =>
      files.find(cluster.path).kind === 'absent' ? undefined : renderOnce(files, cluster),
    );
    const isUnreached = !isReached(inventories[0], inventories[1], baseBranch);
    return [{ cluster, inventories }, ...spokesOf(cluster, inventories)].map((each) => ({ ...each, isUnreached }));
  })
    .flat()
    .map(({ cluster, inventories: [before, after], isUnreached }) => {
      if (!isUnreached) return { cluster, before, after, isUnreached };
      const runs = before ?? after;
      return { cluster, before: runs, after: runs, isUnreached };
    });
}
