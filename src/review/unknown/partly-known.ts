import type { ClusterReview, Unresolved } from '../contract/cluster-review.ts';
import { hasEffect } from '../effects/has-effect.ts';

/** @returns whether this merge breaks something that was not broken: what only we cannot get, it does not break */
export function isNew({ side, standing, partial }: Unresolved): boolean {
  return !standing && side !== 'before' && partial !== true;
}

/** @returns whether what a merge does to something is not known, though it breaks nothing: before, or on either side */
export function isPartly({ side, standing, changed, partial }: Unresolved): boolean {
  return changed !== undefined || (!standing && (side === 'before' || partial === true));
}

/** Problems of one release, or of one ResourceSet. */
const OF_ONE: ReadonlySet<string> = new Set(['release-inputs', 'chart-failed', 'set-failed']);

/** @returns whether all of a root is hidden by a problem, rather than something beside what is known, or one release */
export function hidesRoot({ code, partial }: Unresolved): boolean {
  return partial !== true && !OF_ONE.has(code);
}

/** @returns how many releases this merge keeps from being installed, in a root that is known */
export function failedReleases({ unresolved }: Pick<ClusterReview, 'unresolved'>): number {
  const messages = unresolved
    .filter((each) => isNew(each) && !hidesRoot(each) && each.code !== 'set-failed')
    .map(({ message }) => message);
  return new Set(messages.map((message) => message.slice(0, message.search(/: | cannot be installed/)))).size;
}

/** @returns whether a merge may do more to a cluster than is known */
export function isPartlyKnown({ unresolved }: Pick<ClusterReview, 'unresolved'>): boolean {
  return unresolved.some(isPartly);
}

/** @returns whether anything of a cluster changes, or may change, that somebody could have to approve */
export function mayHaveEffect(cluster: ClusterReview): boolean {
  return hasEffect(cluster) || isPartlyKnown(cluster);
}
