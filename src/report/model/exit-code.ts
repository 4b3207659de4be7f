import type { Review } from '../../review/contract/review.ts';
import { clustersInOrder, isBlocked } from './clusters/blocking.ts';

/**
 * The verdict as a process says it; approvals play no part.
 *
 * @returns 2 where something could not be determined (manifests that nothing has read, a root that this merge makes unknown,
 *   a conflict, no cluster at all),
 *   1 where a finding is an error, else 0
 */
export function exitCode(review: Review): 0 | 1 | 2 {
  if ((review.unjudged ?? []).length > 0) return 2;
  const clusters = clustersInOrder(review);
  if (clusters.length === 0 || review.merge.status === 'conflict') return 2;
  if (clusters.some(([, cluster]) => isBlocked(cluster))) return 2;
  return review.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
