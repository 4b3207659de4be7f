import type { Review } from '../../review/contract/review.ts';
import { hasEffect } from '../../review/effects/has-effect.ts';

/**
 * What the check says as long as nobody has approved anything. What is worse wins: something that was not read or
 * could not be known, an error or a conflict; then a protected cluster that changes, or a configuration that would be weaker; then that
 * nothing of the fleet is touched.
 */
export function verdictOf(review: Omit<Review, 'verdict'>): Review['verdict'] {
  if ((review.unjudged ?? []).length > 0) return 'failure';
  const clusters = Object.values(review.clusters);
  const isUnknown = clusters.some((cluster) => cluster.unresolved.some((each) => !each.standing));
  const hasError = review.findings.some((finding) => finding.severity === 'error');
  if (clusters.length === 0 || isUnknown || hasError || review.merge.status === 'conflict') return 'failure';
  const asksForApproval = clusters.some((cluster) => cluster.protected && hasEffect(cluster));
  if (asksForApproval || review.weakens.length > 0) return 'action_required';
  const isTouched = clusters.some((cluster) => hasEffect(cluster) || cluster.moved.length > 0);
  return isTouched || review.files.some((file) => file.clusters.length > 0) ? 'success' : 'neutral';
}
