import type { ClusterReview, Unresolved } from '../contract/cluster-review.ts';
import { hasEffect } from '../effects/has-effect.ts';

/** @returns whether this merge makes something unknown that was not */
export function isNew({ side, standing }: Unresolved): boolean {
  return !standing && side !== 'before';
}

/** @returns whether what a merge does to something is not known, though it breaks nothing: before, or on either side */
export function isPartly({ side, standing, changed }: Unresolved): boolean {
  return changed !== undefined || (side === 'before' && !standing);
}

/** @returns whether a merge may do more to a cluster than is known */
export function isPartlyKnown({ unresolved }: Pick<ClusterReview, 'unresolved'>): boolean {
  return unresolved.some(isPartly);
}

/** @returns whether anything of a cluster changes, or may change, that somebody could have to approve */
export function mayHaveEffect(cluster: ClusterReview): boolean {
  return hasEffect(cluster) || isPartlyKnown(cluster);
}
