import { type ApprovalEvent, type ApprovalLog, isBefore, shownAt, withdrawals } from './approval-log.ts';
import { type Approval, type Grant, isSameLogin } from './grant.ts';

/** A review as GitHub keeps it: of one person, at one commit. */
export interface PersonReview {
  readonly by: string;
  readonly state: 'approved' | 'changes_requested' | 'dismissed' | 'commented';
  /** The commit that the person looked at. */
  readonly commit: string;
  readonly at: string;
}

/**
 * Folds what has been recorded, and what GitHub keeps of reviews, into what people have accepted.
 *
 * @param reviews oldest first; of each person the latest that says yes or no counts. A no takes back what the same person
 *   gave before, in whatever way
 * @param targets what a review that approves is an approval of: all that waits for one
 * @returns each grant once, those that were taken back with who took them back
 */
export function grantsOf(
  log: ApprovalLog,
  reviews: readonly PersonReview[],
  targets: readonly string[],
): readonly Grant[] {
  const latest = latestReviews(reviews);
  const objections = latest.filter(({ state }) => state === 'changes_requested');
  const recorded = log.flatMap((event, index) =>
    grantOf(event).map((grant) => objectedTo(withdrawnBy(grant, log, log.slice(index + 1)), objections)),
  );
  const reviewed = latest
    .filter(({ state }) => state === 'approved')
    .flatMap((review) => targets.map((target) => withdrawnBy(approvalBy(review, target, log), log)));
  const found: Grant[] = [];
  for (const grant of [...recorded, ...reviewed]) {
    const same = found.findIndex((each) => isSameGift(each, grant));
    const former = found[same];
    if (former === undefined) found.push(grant);
    // Given again after it was taken back, the newer one counts.
    else if (former.withdrawn !== undefined) found[same] = grant;
  }
  return found;
}

function grantOf(event: ApprovalEvent): Grant[] {
  if (event.kind === 'approved') return [{ ...event, kind: 'approval' }];
  if (event.kind === 'acknowledged') return [{ ...event, kind: 'acknowledgment' }];
  return event.kind === 'overridden' ? [{ ...event, kind: 'override' }] : [];
}

function latestReviews(reviews: readonly PersonReview[]): readonly PersonReview[] {
  const latest = new Map<string, PersonReview>();
  for (const review of reviews) if (review.state !== 'commented') latest.set(review.by.toLowerCase(), review);
  return [...latest.values()];
}

/** What is given in the second of an objection counts as given before it. */
function objectedTo(grant: Grant, objections: readonly PersonReview[]): Grant {
  if (grant.kind === 'override' || grant.withdrawn !== undefined) return grant;
  const found = objections.find(({ by, at }) => isSameLogin(by, grant.by) && !isBefore(at, grant.at));
  return found === undefined ? grant : { ...grant, withdrawn: { by: found.by, at: found.at, how: 'review' } };
}

function approvalBy({ by, at, commit }: PersonReview, target: string, log: ApprovalLog): Approval {
  return { kind: 'approval', target, digest: shownAt(log, target, commit, at) ?? '', by, at, via: 'review' };
}

/**
 * What is given in the second of a withdrawal counts as given before it. When a button was clicked GitHub does not say,
 * only when the App heard of it: a withdrawal that was heard of later takes it back, whenever that was written.
 */
function withdrawnBy(grant: Grant, log: ApprovalLog, later: ApprovalLog = []): Grant {
  if (grant.kind === 'override') return grant;
  const withdrawn = withdrawals(log).find(
    (event) =>
      event.target === grant.target &&
      (!isBefore(event.at, grant.at) || (grant.via === 'button' && later.includes(event))) &&
      (event.of === 'all' || isSameLogin(event.by, grant.by)),
  );
  if (withdrawn === undefined) return grant;
  const { by, at, isBaseChange = false } = withdrawn;
  return { ...grant, withdrawn: { by, at, how: isBaseChange ? 'base' : 'command' } };
}

function isSameGift(one: Grant, other: Grant): boolean {
  if (one.target !== other.target || one.digest !== other.digest || !isSameLogin(one.by, other.by)) return false;
  return one.kind === other.kind && ruleOf(one) === ruleOf(other);
}

/** Of what is accepted in what a rule finds. */
function ruleOf(grant: Grant): string | undefined {
  return grant.kind === 'approval' ? undefined : grant.rule;
}
