import type { Config } from '../../config/config.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Cluster } from './cluster.ts';
import { configuredClusters } from './configured-clusters.ts';
import { discover } from './discover.ts';

/**
 * Finds the clusters of a repository: the short form of {@link discover}, which
 * searches nothing where the configuration names them.
 *
 * @param trees both sides of a change, so that a cluster that comes or goes is seen
 * @returns in promotion order
 * @throws Needs where an object has not been fetched yet
 */
export function findClusters(trees: readonly Files[], config: Config): readonly Cluster[] {
  if (config.clusters !== undefined) return configuredClusters(trees, config.clusters);
  return discover(trees, config).clusters;
}
