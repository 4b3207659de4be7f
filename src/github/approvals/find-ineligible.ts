import type { Grant } from '../../policy/judge/grant.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import type { Ineligible } from './approvals-section.ts';
import type { Eligibility } from './eligibility.ts';

/** People leave teams and lose roles: what they gave counts only as long as they might still give it. */
export async function findIneligible(
  grants: readonly Grant[],
  { mode, overridePermission, review }: ReviewedCommits,
  eligibility: Eligibility,
): Promise<readonly Ineligible[]> {
  const ineligible: Ineligible[] = [];
  for (const grant of grants) {
    const cluster = Object.hasOwn(review.clusters, grant.cluster) ? review.clusters[grant.cluster] : undefined;
    if (grant.withdrawn !== undefined || cluster?.digest !== grant.digest) continue;
    const rule = Object.hasOwn(mode.approvals, grant.cluster) ? mode.approvals[grant.cluster] : undefined;
    if (grant.kind === 'approval' && rule === undefined) continue;
    const answer =
      grant.kind === 'approval' && rule !== undefined
        ? await eligibility.mayApprove(grant.by, rule)
        : await eligibility.hasRole(grant.by, overridePermission);
    if (!answer.may) ineligible.push({ grant, why: `${grant.by} ${answer.why}` });
  }
  return ineligible;
}
