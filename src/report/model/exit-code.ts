import { isConfigurationAlone } from '../../policy/judge/verdict.ts';
import type { Review } from '../../review/contract/review.ts';
import { isNew } from '../../review/unknown/partly-known.ts';
import { clustersInOrder } from './clusters/in-order.ts';

/**
 * The verdict as a process says it; approvals play no part.
 *
 * @returns 2 where something could not be determined (manifests that nothing has read, a root or release that this merge
 *   breaks, a conflict, no cluster at all), 1 where a finding is an error, else 0
 */
export function exitCode(review: Review): 0 | 1 | 2 {
  if ((review.unjudged ?? []).length > 0) return 2;
  const clusters = clustersInOrder(review);
  const isUnfound = clusters.length === 0 && !isConfigurationAlone(review);
  if (isUnfound || review.merge.status === 'conflict') return 2;
  if (clusters.some(([, cluster]) => cluster.unresolved.some(isNew))) return 2;
  return review.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
