import type { Review } from '../../review/contract/review.ts';
import type { Conclusion } from './conclude.ts';
import { verdictOf } from './verdict.ts';

/**
 * What a check of one cluster alone says: what concerns no cluster in particular concerns each.
 *
 * @param cluster a name of the review
 * @returns `neutral` where nothing of the cluster is touched
 */
export function concludeCluster(
  review: Review,
  { overridden, approvals }: Conclusion,
  cluster: string,
  isAdvisory: boolean,
): Review['verdict'] {
  if (isAdvisory) return 'neutral';
  const own = Object.hasOwn(review.clusters, cluster) ? review.clusters[cluster] : undefined;
  if (own === undefined) return 'failure';
  const findings = review.findings
    .filter((finding) => finding.cluster === undefined || finding.cluster === cluster)
    .filter((finding) => !overridden.some((each) => each.finding === finding));
  const files = review.files.filter(({ clusters }) => clusters.includes(cluster));
  const verdict = verdictOf({ ...review, clusters: { [cluster]: own }, findings, files });
  if (verdict === 'failure') return 'failure';
  if (approvals.some((each) => each.cluster === cluster && each.missing > 0)) return 'action_required';
  return verdict === 'action_required' ? 'success' : verdict;
}
