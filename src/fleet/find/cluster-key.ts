import { onceEach } from '../../memo/by-value.ts';
import type { Cluster } from './find-clusters.ts';

/** Says the same for clusters of which the same is known. */
export const clusterKey = onceEach((cluster: Cluster) =>
  JSON.stringify({ ...cluster, substitute: [...cluster.substitute] }),
);
