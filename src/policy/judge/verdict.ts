import { configPath } from '../../config/find-config.ts';
import type { Review } from '../../review/contract/review.ts';
import { hasEffect } from '../../review/effects/has-effect.ts';
import { isNew, isPartlyKnown, mayHaveEffect } from '../../review/unknown/partly-known.ts';

/**
 * What the check says as long as nobody has approved anything. What is worse wins: something that was not read or that
 * this merge makes unknown, an error or a conflict; then a protected cluster that changes or may change, or a
 * configuration that would be weaker; then that what changes is only known in part, or that nothing of the fleet is
 * touched.
 */
export function verdictOf(review: Omit<Review, 'verdict'>): Review['verdict'] {
  if ((review.unjudged ?? []).length > 0) return 'failure';
  const clusters = Object.values(review.clusters);
  const isUnknown = clusters.some((cluster) => cluster.unresolved.some(isNew));
  const hasError = review.findings.some((finding) => finding.severity === 'error');
  const isUnfound = clusters.length === 0 && !isConfigurationAlone(review);
  if (isUnfound || isUnknown || hasError || review.merge.status === 'conflict') return 'failure';
  const asksForApproval = clusters.some((cluster) => cluster.protected && mayHaveEffect(cluster));
  if (asksForApproval || review.weakens.length > 0) return 'action_required';
  if (clusters.some(isPartlyKnown)) return 'neutral';
  const isTouched = clusters.some((cluster) => hasEffect(cluster) || cluster.moved.length > 0);
  return isTouched || review.files.some((file) => file.clusters.length > 0) ? 'success' : 'neutral';
}

/** @returns what the check says once all approvals that a review asks for are given: never green over what is not known */
export function approvedVerdict({ clusters }: Pick<Review, 'clusters'>): 'success' | 'neutral' {
  return Object.values(clusters).some(isPartlyKnown) ? 'neutral' : 'success';
}

/**
 * Whether a change is of nothing but the configuration: it passes where no cluster is found, too, as it is what says where
 * the clusters are.
 */
export function isConfigurationAlone({ files }: Pick<Review, 'files'>): boolean {
  return files.length > 0 && files.every(({ path }) => path === configPath);
}
