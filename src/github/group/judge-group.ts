import { type Conclusion, conclude, type Mode } from '../../policy/judge/conclude.ts';
import type { Grant } from '../../policy/judge/grant.ts';
import type { Review } from '../../review/contract/review.ts';
import { name } from '../../text/escape.ts';

/** A pull request of the group, as it would be merged alone. */
export interface GroupMember {
  readonly number: number;
  /** `undefined` where it could not be reviewed alone. */
  readonly review: Review | undefined;
  /** Approvals that were given and still count. */
  readonly grants: readonly Grant[];
}

interface GroupVerdict {
  readonly conclusion: Conclusion;
  /** By cluster, why its effect counts as approved or not. */
  readonly reasons: ReadonlyMap<string, string>;
}

/**
 * Compares what a merge group really does with what was approved of its pull requests, one by one. A cluster is approved
 * where its effect is one that was approved, or holds nothing but parts of effects that were: nobody has seen what
 * only their combination causes.
 */
export function judgeGroup(review: Review, mode: Mode, members: readonly GroupMember[]): GroupVerdict {
  const reasons = new Map<string, string>();
  const grants = members.flatMap(({ grants: given }) => given);
  const conclusion = conclude(review, grants, mode);
  const approvals = conclusion.approvals.map((approval) => {
    if (approval.missing === 0) return approval;
    const why = whyMissing(approval.cluster, review, mode, members);
    reasons.set(approval.cluster, why ?? 'each of its changes was approved in its own pull request');
    return why === undefined ? { ...approval, missing: 0 } : approval;
  });
  const isApproved = approvals.every(({ missing }) => missing === 0);
  const isOnlyMissing = conclusion.conclusion === 'action_required';
  // Nobody can approve in a queue: what is not approved is not merged.
  const final = isOnlyMissing ? (isApproved ? 'success' : 'failure') : conclusion.conclusion;
  return { conclusion: { ...conclusion, approvals, conclusion: final }, reasons };
}

function whyMissing(cluster: string, review: Review, mode: Mode, members: readonly GroupMember[]): string | undefined {
  const touching = members.filter((member) => (partsOf(member.review, cluster) ?? []).length > 0);
  const unapproved = touching.filter((member) => !isApprovedAlone(cluster, mode, member));
  const listed = (some: readonly GroupMember[]) => some.map(({ number }) => `#${number}`).join(' and ');
  if (unapproved.length > 0) return `the effect of ${listed(unapproved)} on ${name(cluster)} is not approved`;
  const accepted = new Set(touching.flatMap((member) => partsOf(member.review, cluster) ?? []));
  const parts = partsOf(review, cluster);
  if (parts !== undefined && touching.length > 0 && parts.every((part) => accepted.has(part))) return undefined;
  const who = listed(touching.length === 0 ? members : touching);
  return `the ${touching.length > 1 ? 'combined effect' : 'effect'} of ${who === '' ? 'this group' : who} on ${name(cluster)} has not been approved`;
}

function isApprovedAlone(cluster: string, mode: Mode, { review, grants }: GroupMember): boolean {
  if (review === undefined) return false;
  const own = conclude(review, grants, mode).approvals.find((approval) => approval.cluster === cluster);
  return own === undefined || own.missing === 0;
}

function partsOf(review: Review | undefined, cluster: string): readonly string[] | undefined {
  if (review === undefined || !Object.hasOwn(review.clusters, cluster)) return undefined;
  return review.clusters[cluster]?.parts;
}
