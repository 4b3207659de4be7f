import {
  type AnsweredRequest,
  answered,
  approvalRequests,
  type Standing,
} from '../../policy/approvals/approval-requests.ts';
import { type Conclusion, conclude, type Mode } from '../../policy/approvals/conclude.ts';
import { configTarget } from '../../policy/approvals/grant.ts';
import { approvedVerdict } from '../../policy/judge/verdict.ts';
import type { Review } from '../../review/contract/review.ts';
import { name } from '../../text/escape.ts';

/** A pull request of the group, as it would be merged alone. */
export interface GroupMember {
  readonly number: number;
  /** `undefined` where it could not be reviewed alone. */
  readonly review: Review | undefined;
  /** What was given, and who of those who gave it may. */
  readonly standing: Standing;
  /** What has moved elsewhere since it was approved: a clause each, in Markdown. */
  readonly moved: readonly string[];
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
  const conclusion = conclude(review, together(members), mode);
  const approvals = conclusion.approvals.map((approval) => {
    if (approval.missing === 0) return approval;
    const why = whyMissing(approval, review, mode, members);
    reasons.set(nameOf(approval), why ?? 'each of its changes was approved in its own pull request');
    return why === undefined ? { ...approval, missing: 0 } : approval;
  });
  const isApproved = approvals.every(({ missing }) => missing === 0);
  const isOnlyMissing = conclusion.conclusion === 'action_required';
  // Nobody can approve in a queue: what is not approved is not merged.
  const final = isOnlyMissing ? (isApproved ? approvedVerdict(review) : 'failure') : conclusion.conclusion;
  return { conclusion: { ...conclusion, approvals, conclusion: final }, reasons };
}

/** What each member was given, as if it were one: it holds for the group where the group does just that. */
function together(members: readonly GroupMember[]): Standing {
  return {
    grants: members.flatMap(({ standing }) => standing.grants),
    mayGive: (grant, rule) => members.some(({ standing }) => standing.mayGive(grant, rule)),
    more: Math.max(0, ...members.map(({ standing }) => standing.more)),
  };
}

function nameOf({ target }: AnsweredRequest): string {
  return target === configTarget ? 'the configuration' : target;
}

function whyMissing(
  { target }: AnsweredRequest,
  review: Review,
  mode: Mode,
  members: readonly GroupMember[],
): string | undefined {
  const touching = members.filter((member) => (partsOf(member.review, target) ?? []).length > 0);
  const unapproved = touching.filter((member) => !isApprovedAlone(target, mode, member));
  const listed = (some: readonly GroupMember[]) => some.map(({ number }) => `#${number}`).join(' and ');
  const about = target === configTarget ? 'the configuration' : name(target);
  if (unapproved.length > 0) return `the effect of ${listed(unapproved)} on ${about} is not approved`;
  const accepted = new Set(touching.flatMap((member) => partsOf(member.review, target) ?? []));
  const parts = partsOf(review, target);
  if (parts !== undefined && touching.length > 0 && parts.every((part) => accepted.has(part))) return undefined;
  const who = listed(touching.length === 0 ? members : touching);
  return `the ${touching.length > 1 ? 'combined effect' : 'effect'} of ${who === '' ? 'this group' : who} on ${about} has not been approved`;
}

function isApprovedAlone(target: string, mode: Mode, { review, standing }: GroupMember): boolean {
  if (review === undefined) return false;
  const own = approvalRequests(review, mode.approvals).filter((request) => request.target === target);
  return own.every((request) => answered(request, standing).missing === 0);
}

function partsOf(review: Review | undefined, target: string): readonly string[] | undefined {
  if (target === configTarget) return review?.weakens.map((each) => JSON.stringify(each));
  if (review === undefined || !Object.hasOwn(review.clusters, target)) return undefined;
  return review.clusters[target]?.parts;
}
