import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import { hidesRoot, isNew } from '../../../review/unknown/partly-known.ts';

/** @returns whether any root of the cluster is unknown because of this merge */
export function isBlocked(cluster: ClusterReview): boolean {
  return cluster.unresolved.some((problem) => isNew(problem) && hidesRoot(problem));
}
