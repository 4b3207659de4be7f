import { oneMaintainer } from '../../config/approval-for.ts';
import type { ApprovalConfig } from '../../config/config.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { mayHaveEffect } from '../../review/unknown/partly-known.ts';
import { LOSS_RULES } from '../judge/rules.ts';
import { type AnsweredRequest, type ApprovalRequest, answeredBy, ownOf, type Standing } from './approval-requests.ts';
import type { Acknowledgment } from './grant.ts';

/** Deletions in one cluster that fail the check by one rule, unless somebody acknowledges that they are meant. */
export interface Loss extends ApprovalRequest {
  readonly cluster: string;
  /** The rule that finds them. */
  readonly finds: string;
}

/** Deletions, and who has acknowledged them. */
export type AnsweredLoss = Loss & AnsweredRequest<Acknowledgment>;

/**
 * @param requests what the same review asks people to approve
 * @returns whom a cluster's losses concern: who approves its changes; where nobody does, one maintainer
 */
export function lossRule(requests: readonly ApprovalRequest[], cluster: string): ApprovalConfig {
  return requests.find(({ target }) => target === cluster)?.rule ?? oneMaintainer;
}

/**
 * @param requests what the same review asks people to approve
 * @returns what can be acknowledged of a review: errors of rules whose every error is a deletion, in clusters that have an
 *   effect, as only of these the requests say who approves them
 */
export function lossesOf(
  { findings, clusters }: Pick<Review, 'findings' | 'clusters'>,
  requests: readonly ApprovalRequest[],
): readonly Loss[] {
  const losses = findings.flatMap((finding): readonly Loss[] => {
    const { cluster: name, rule: finds } = finding;
    const cluster = name === undefined ? undefined : ownOf(clusters, name);
    if (name === undefined || cluster === undefined || !mayHaveEffect(cluster) || !isLoss(finding)) return [];
    return [{ finds, target: name, cluster: name, digest: cluster.digest, rule: lossRule(requests, name) }];
  });
  return [...new Map(losses.map((loss) => [JSON.stringify([loss.finds, loss.target]), loss])).values()];
}

/** @returns a loss with the acknowledgments that hold for it, and those that have fallen */
export function answeredLoss(loss: Loss, standing: Standing): AnsweredLoss {
  const own = standing.grants
    .filter((grant) => grant.kind === 'acknowledgment')
    .filter(({ rule }) => rule === loss.finds);
  return { ...answeredBy(loss, own, standing), ...loss };
}

/** @returns whether a finding is one of those that were acknowledged, by as many as it takes */
export function isAcknowledged(finding: Finding, losses: readonly AnsweredLoss[]): boolean {
  return (
    isLoss(finding) &&
    losses.some(({ finds, target, missing }) => finds === finding.rule && target === finding.cluster && missing === 0)
  );
}

function isLoss({ rule, severity }: Finding): boolean {
  return severity === 'error' && LOSS_RULES.has(rule);
}
