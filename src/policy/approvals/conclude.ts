import type { ApprovalConfig } from '../../config/config.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { approvedVerdict, verdictOf } from '../judge/verdict.ts';
import { type AnsweredLoss, answeredLoss, isAcknowledged, lossesOf } from './acknowledged-losses.ts';
import { type AnsweredRequest, acceptedBy, answered, approvalRequests, type Standing } from './approval-requests.ts';
import type { Override } from './grant.ts';

/** How a repository wants to be checked. */
export interface Mode {
  /** The check reports, and never blocks. */
  readonly isAdvisory: boolean;
  /** By cluster, who has to approve a change of it; clusters that are not named ask nobody. */
  readonly approvals: Readonly<Record<string, ApprovalConfig>>;
}

export interface Conclusion {
  readonly conclusion: Review['verdict'];
  /** What asks for an approval, in promotion order. */
  readonly approvals: readonly AnsweredRequest[];
  /** Error findings that somebody has accepted, with the grant that accepts them. */
  readonly overridden: readonly { readonly finding: Finding; readonly by: Override }[];
  /** Overrides that accept nothing any more. */
  readonly fallen: readonly Override[];
  /** Deletions that nobody has overridden: somebody acknowledges them, or the check fails. */
  readonly losses: readonly AnsweredLoss[];
}

/** Nobody has given anything. */
export const nothingGiven: Standing = { grants: [], mayGive: () => false, more: 0 };

/**
 * What the check says: the review's verdict, less what people have accepted.
 *
 * @param standing what people have given; which of it still holds is decided here
 */
export function conclude(review: Review, standing: Standing, mode: Mode): Conclusion {
  const all = standing.grants.filter((grant) => grant.kind === 'override');
  const overrides = all.filter((grant) => standing.mayGive(grant, undefined));
  const overridden = review.findings.flatMap((finding) => acceptedBy(finding, review, overrides));
  const accepted = new Set(overridden.map(({ finding }) => finding));
  const findings = review.findings.filter((finding) => !accepted.has(finding));
  const requests = approvalRequests(review, mode.approvals);
  const approvals = requests.map((request) => answered(request, standing));
  const losses = lossesOf({ ...review, findings }, requests).map((loss) => answeredLoss(loss, standing));
  const left = { ...review, findings: findings.filter((finding) => !isAcknowledged(finding, losses)) };
  return {
    conclusion: mode.isAdvisory ? 'neutral' : without(left, approvals),
    approvals,
    overridden,
    fallen: overrides.filter((override) => !overridden.some(({ by }) => by === override)),
    losses,
  };
}

/**
 * What a check of one cluster alone says: what concerns no cluster in particular concerns each.
 *
 * @param cluster a name of the review
 * @returns `neutral` where nothing of the cluster is touched
 */
export function concludeCluster(
  review: Review,
  { overridden, losses, approvals }: Conclusion,
  cluster: string,
  isAdvisory: boolean,
): Review['verdict'] {
  if (isAdvisory) return 'neutral';
  const own = Object.hasOwn(review.clusters, cluster) ? review.clusters[cluster] : undefined;
  if (own === undefined) return 'failure';
  const findings = review.findings
    .filter((finding) => finding.cluster === undefined || finding.cluster === cluster)
    .filter((finding) => !overridden.some((each) => each.finding === finding) && !isAcknowledged(finding, losses));
  const files = review.files.filter(({ clusters }) => clusters.includes(cluster));
  const weakens = review.weakens.filter((each) => each.cluster === undefined || each.cluster === cluster);
  return without(
    { ...review, clusters: { [cluster]: own }, findings, files, weakens },
    approvals.filter((each) => each.cluster === cluster || each.cluster === undefined),
  );
}

function without(review: Omit<Review, 'verdict'>, approvals: readonly AnsweredRequest[]): Review['verdict'] {
  const verdict = verdictOf(review);
  if (verdict === 'failure') return 'failure';
  if (approvals.some(({ missing }) => missing > 0)) return 'action_required';
  return verdict === 'action_required' ? approvedVerdict(review) : verdict;
}
