import { clusterYaml } from '../../report/cluster/cluster-yaml.ts';
import type { TreeOptions } from '../open/tree-options.ts';
import type { Io } from '../process/io.ts';
import { withCluster } from './with-cluster.ts';

/** Prints what a cluster applies. @returns 0, or 2 where some of it is not known */
export async function runRender(cluster: string, options: TreeOptions, io: Io): Promise<number> {
  return withCluster(cluster, options, io, clusterYaml);
}
