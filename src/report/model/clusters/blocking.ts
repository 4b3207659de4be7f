import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import type { Review } from '../../../review/contract/review.ts';
import { hidesRoot, isNew } from '../../../review/unknown/partly-known.ts';

/** @returns whether any root of the cluster is unknown because of this merge */
export function isBlocked(cluster: ClusterReview): boolean {
  return cluster.unresolved.some((problem) => isNew(problem) && hidesRoot(problem));
}

/** @returns the clusters in promotion order, with those that the order does not name last */
export function clustersInOrder(review: Review): readonly (readonly [string, ClusterReview])[] {
  const names = new Set([...review.order, ...Object.keys(review.clusters).sort()]);
  return [...names].flatMap((name) => {
    const cluster = Object.hasOwn(review.clusters, name) ? review.clusters[name] : undefined;
    return cluster === undefined || cluster.status === 'absent' ? [] : [[name, cluster] as const];
  });
}
