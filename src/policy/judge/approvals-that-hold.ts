import type { ApprovalConfig } from '../../config/config.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { hasEffect } from '../../review/effects/has-effect.ts';
import { type Approval, type Grant, isForEffect, type Override } from './grant.ts';

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

/** @returns whether anything of a cluster changes that somebody could have to approve */
export function asksForApproval(cluster: ClusterReview): boolean {
  const isRepaired = cluster.unresolved.some(({ side, standing }) => side === 'before' && !standing);
  return isRepaired || hasEffect(cluster);
}

/**
 * Which approvals of a cluster hold for the effect that the review names, and which have fallen: those that were given
 * to another effect, or withdrawn.
 *
 * @param name of the cluster
 * @returns nothing where nobody is asked
 */
export function approvalOf(
  name: string,
  { clusters }: Review,
  grants: readonly Grant[],
  asked: Readonly<Record<string, ApprovalConfig>>,
): readonly ClusterApproval[] {
  const cluster = Object.hasOwn(clusters, name) ? clusters[name] : undefined;
  const rule = Object.hasOwn(asked, name) ? asked[name] : undefined;
  if (cluster === undefined || rule === undefined || !asksForApproval(cluster)) return [];
  const all = grants.filter((grant) => grant.kind === 'approval').filter((grant) => grant.cluster === name);
  const given = all.filter((grant) => holds(grant, cluster));
  const people = new Set(given.map(({ by }) => by.toLowerCase()));
  const fallen = all.filter((grant) => !given.includes(grant));
  return [{ cluster: name, rule, given, fallen, missing: Math.max(0, rule.count - people.size) }];
}

/** @returns an error finding with the override that accepts it; nothing where none does */
export function acceptedBy(finding: Finding, { clusters }: Review, overrides: readonly Override[]) {
  if (finding.severity !== 'error' || finding.cluster === undefined) return [];
  const cluster = Object.hasOwn(clusters, finding.cluster) ? clusters[finding.cluster] : undefined;
  const by = overrides.find(
    (override) =>
      override.rule === finding.rule && override.cluster === finding.cluster && cluster && holds(override, cluster),
  );
  return by === undefined ? [] : [{ finding, by }];
}

function holds(grant: Grant, cluster: ClusterReview): boolean {
  return isForEffect(grant, cluster.digest) && grant.withdrawn === undefined;
}
