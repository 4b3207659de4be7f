import type { ApprovalConfig } from '../../config/config.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { hasEffect } from '../../review/effects/has-effect.ts';
import type { Approval, Grant, Override } from './grant.ts';
import { verdictOf } from './verdict.ts';

/** How a repository wants to be checked. */
export interface Mode {
  /** The check reports, and never blocks. */
  readonly isAdvisory: boolean;
  /** By cluster, who has to approve a change of it; clusters that are not named ask nobody. */
  readonly approvals: Readonly<Record<string, ApprovalConfig>>;
}

/** What is asked of a cluster, and what has been given. */
export interface ClusterApproval {
  readonly cluster: string;
  readonly rule: ApprovalConfig;
  readonly given: readonly Approval[];
  /** Given to another effect than this, or taken back. */
  readonly fallen: readonly Approval[];
  /** How many more people must approve. */
  readonly missing: number;
}

export interface Conclusion {
  readonly conclusion: Review['verdict'];
  /** The clusters that ask for an approval, in promotion order. */
  readonly approvals: readonly ClusterApproval[];
  /** Error findings that somebody has accepted, with the grant that accepts them. */
  readonly overridden: readonly { readonly finding: Finding; readonly by: Override }[];
  /** Overrides that accept nothing any more. */
  readonly fallen: readonly Override[];
}

/**
 * What the check says: the review's verdict, less what people have accepted.
 *
 * @param grants every grant whose giver may give it; which of them still hold is decided here
 */
export function conclude(review: Review, grants: readonly Grant[], mode: Mode): Conclusion {
  const overrides = grants.filter((grant) => grant.kind === 'override');
  const overridden = review.findings.flatMap((finding) => acceptedBy(finding, review, overrides));
  const accepted = new Set(overridden.map(({ finding }) => finding));
  const left = { ...review, findings: review.findings.filter((finding) => !accepted.has(finding)) };
  const approvals = review.order.flatMap((name) => approvalOf(name, review, grants, mode));
  return {
    conclusion: mode.isAdvisory ? 'neutral' : without(verdictOf(left), approvals),
    approvals,
    overridden,
    fallen: overrides.filter((override) => !overridden.some(({ by }) => by === override)),
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
  return without(
    verdict,
    approvals.filter((each) => each.cluster === cluster),
  );
}

/** @returns whether anything of a cluster changes that somebody could have to approve */
export function asksForApproval(cluster: ClusterReview): boolean {
  const isRepaired = cluster.unresolved.some(({ side, standing }) => side === 'before' && !standing);
  return isRepaired || hasEffect(cluster);
}

function without(verdict: Review['verdict'], approvals: readonly ClusterApproval[]): Review['verdict'] {
  if (verdict === 'failure') return 'failure';
  if (approvals.some(({ missing }) => missing > 0)) return 'action_required';
  return verdict === 'action_required' ? 'success' : verdict;
}

function approvalOf(
  name: string,
  { clusters }: Review,
  grants: readonly Grant[],
  mode: Mode,
): readonly ClusterApproval[] {
  const cluster = Object.hasOwn(clusters, name) ? clusters[name] : undefined;
  const rule = Object.hasOwn(mode.approvals, name) ? mode.approvals[name] : undefined;
  if (cluster === undefined || rule === undefined || !asksForApproval(cluster)) return [];
  const all = grants.filter((grant) => grant.kind === 'approval').filter((grant) => grant.cluster === name);
  const given = all.filter((grant) => holds(grant, cluster));
  const people = new Set(given.map(({ by }) => by.toLowerCase()));
  const fallen = all.filter((grant) => !given.includes(grant));
  return [{ cluster: name, rule, given, fallen, missing: Math.max(0, rule.count - people.size) }];
}

function acceptedBy(finding: Finding, { clusters }: Review, overrides: readonly Override[]) {
  if (finding.severity !== 'error' || finding.cluster === undefined) return [];
  const cluster = Object.hasOwn(clusters, finding.cluster) ? clusters[finding.cluster] : undefined;
  const by = overrides.find(
    (override) =>
      override.rule === finding.rule && override.cluster === finding.cluster && cluster && holds(override, cluster),
  );
  return by === undefined ? [] : [{ finding, by }];
}

function holds(grant: Grant, cluster: ClusterReview): boolean {
  return grant.digest === cluster.digest && grant.withdrawn === undefined;
}
