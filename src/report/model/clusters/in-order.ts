import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import type { Review } from '../../../review/contract/review.ts';

/** @returns every cluster of a review by name, in promotion order, with those that the order does not name last */
export function everyClusterInOrder({ order, clusters }: Review): readonly (readonly [string, ClusterReview])[] {
  return [...new Set([...order, ...Object.keys(clusters).sort()])].flatMap((name) => {
    const cluster = Object.hasOwn(clusters, name) ? clusters[name] : undefined;
    return cluster === undefined ? [] : [[name, cluster] as const];
  });
}

/** @returns those of them that there are, as every report lists clusters */
export function clustersInOrder(review: Review): readonly (readonly [string, ClusterReview])[] {
  return everyClusterInOrder(review).filter(([, { status }]) => status !== 'absent');
}
