import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import type { Review } from '../../../review/contract/review.ts';

/**
 * What this merge makes unknown: neither *standing*, which it did not cause, nor *repaired*, which was unknown before only.
 */
export function isBlocking(problem: Unresolved): boolean {
  return !problem.standing && problem.side !== 'before';
}

/** @returns whether any root of the cluster is unknown because of this merge */
export function isBlocked(cluster: ClusterReview): boolean {
  return cluster.unresolved.some(isBlocking);
}

/** @returns the clusters in promotion order, with those that the order does not name last */
export function clustersInOrder(review: Review): readonly (readonly [string, ClusterReview])[] {
  const names = new Set([...review.order, ...Object.keys(review.clusters).sort()]);
  return [...names].flatMap((name) => {
    const cluster = Object.hasOwn(review.clusters, name) ? review.clusters[name] : undefined;
    return cluster === undefined || cluster.status === 'absent' ? [] : [[name, cluster] as const];
  });
}
