import type { Logger } from 'pino';
import { approvalRequests } from '../../policy/approvals/approval-requests.ts';
import { conclude } from '../../policy/approvals/conclude.ts';
import { type PullEffect, pullEffect, unknownEffect } from '../../report/model/pull-effect.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { refusalOf } from '../api/refusal.ts';
import type { CommitsToReview, ReviewedOverElsewhere } from '../api/review-commits.ts';
import { type AskAnswer, answerAsks } from '../approvals/answer-asks.ts';
import { noteEffect } from '../meet/kept-effect.ts';
import { meetingsOf } from '../meet/meetings-of.ts';
import { countedOf, standingOf } from '../people/standing-of.ts';
import { askingOf, whoseChange } from '../people/whose-change.ts';
import { floatingIn, movedSince } from '../record/floating.ts';
import type { KeptLog } from '../record/kept-log.ts';
import { memberOf } from '../record/run-record.ts';
import { type LiveHead, type LivePullRequest, mirrorOf, noCommit } from '../tasks/live-head.ts';
import type { LookAgain } from '../tasks/look-again.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { desiredFor } from './describe.ts';
import { desiredWithout } from './desired.ts';
import type { LookWork } from './look-work.ts';
import type { Member } from './publish.ts';

/** A review, or why there is none. */
export type MemberReview = ReviewedOverElsewhere | CannotReview;

interface About extends Pick<LookAgain, 'delivery'>, Pick<CommitsToReview, 'onFetching'> {
  /** Whether it is published, rather than shown once. */
  readonly isPublished: boolean;
}

/** @returns a review, or why there is none; never throws in a way that would leave a check in progress */
export async function reviewMember(
  ports: ReviewPorts,
  head: LiveHead,
  pull: LivePullRequest,
  { delivery, onFetching, isPublished }: About,
  log: Logger,
  signal: AbortSignal,
): Promise<MemberReview> {
  const { baseCommit, headCommit } = pull;
  try {
    if (head.problem) throw head.problem;
    if (baseCommit === noCommit)
      return new CannotReview('The base branch does not exist', 'There is nothing to merge this into.', false);
    const commits = { ...commitsOf(ports, pull, log), onFetching };
    const reviewed = await ports.reviewCommits(commits, signal);
    const { review, elsewhere } = reviewed;
    const about = { pull, commits: { ...commits, elsewhere }, review, open: head.open, isPublished };
    if (isPublished) await leaveEffect(ports, pull, () => pullEffect(review), log);
    return { ...reviewed, review: { ...review, ...(await meetingsOf(ports, about, log, signal)) } };
  } catch (error) {
    if (signal.aborted || refusalOf(error)) throw error;
    const why = error instanceof CannotReview ? error : ownFault(delivery);
    if (why === error) log.warn({ head: headCommit, reason: why.title }, 'not reviewed');
    else log.error({ head: headCommit, err: error }, 'the review failed');
    if (isPublished) await leaveEffect(ports, pull, () => unknownEffect(why.title), log);
    return why;
  }
}

/** @returns what merging a pull request would bring together, to be reviewed */
export function commitsOf(ports: ReviewPorts, pull: LivePullRequest, log: Logger): CommitsToReview {
  const { ref, cloneUrl, baseBranch, baseCommit, headCommit } = pull;
  return {
    repository: mirrorOf(pull),
    cloneUrl,
    refs: [`refs/heads/${baseBranch}`, `refs/pull/${ref.number}/head`],
    baseBranch,
    baseCommit,
    headCommit,
    sides: 'merge',
    token: () => ports.readingToken(ref),
    asking: askingOf(ref),
    whose: async () => whoseChange(await ports.connect(ref.installation, log), pull),
  };
}

function ownFault(delivery: string): CannotReview {
  const message = `This is a bug in Blast Radius, not in the pull request. The server log has the reason under delivery \`${delivery}\`; *Re-run* tries again.`;
  return new CannotReview('The review failed', message, false);
}

/** For the page that says what runs where. A review does not depend on it: what goes wrong is logged. */
async function leaveEffect(
  { notes }: ReviewPorts,
  pull: LivePullRequest,
  effect: () => PullEffect,
  log: Logger,
): Promise<void> {
  try {
    await noteEffect(notes, pull, effect());
  } catch (error) {
    log.error({ err: error }, 'what a pull request does could not be kept');
  }
}

export interface ConcludedMember extends Member {
  readonly answers: readonly AskAnswer[];
}

/**
 * Combines a review with the approvals: records what people ask, asks GitHub who may approve now, and decides what the
 * check says.
 *
 * @param notice a sentence for the comment
 * @throws RequestError as GitHub refuses
 */
export async function concludeMember(
  { ports, look, contributors, eligibility, headState }: LookWork,
  pull: LivePullRequest,
  reviewed: MemberReview,
  { kept, notice }: { readonly kept: KeptLog; readonly notice: string | undefined },
): Promise<ConcludedMember> {
  const { number } = pull.ref;
  const asks = (look.asks ?? []).filter((ask) => ask.number === number);
  if (reviewed instanceof CannotReview) {
    const why = 'there is no review to approve';
    const answers = asks.map((ask) => ({ ask, isGranted: false, why }));
    const nothing = { requests: [], effects: {}, overridePermission: 'admin', counted: '', floating: {} } as const;
    return { desired: desiredWithout(reviewed, pull), kept, log: kept.log, ...nothing, answers };
  }
  const { review, mode, overridePermission } = reviewed;
  const requests = approvalRequests(review, mode.approvals);
  const effects = effectsOf(review, requests);
  const people = { contributors, eligibility };
  const about = {
    review,
    mode,
    requests,
    digests: effects,
    overridePermission,
    ...people,
    base: pull.baseBranch,
    now: ports.now(),
  };
  const found = await contributors.endedByBase(number, kept.log, effects);
  const { log, answers } = await answerAsks(asks, found, about);
  const standing = await standingOf(number, log, requests, effects, overridePermission, people);
  const { ineligible, unknown } = standing;
  const conclusion = conclude(review, standing, mode);
  const [approvedOver, now] = [memberOf(headState.record, number)?.floating, floatingIn(review)];
  const hasFallen = conclusion.approvals.some(({ fallen }) => fallen.length > 0);
  const hasEarlierFormat = headState.comments.get(number)?.body.includes('<!-- blast-radius state ') === true;
  const moved = hasFallen ? movedSince(approvedOver, now) : [];
  const news = { conclusion, ineligible, unknown, moved, hasEarlierFormat, notice };
  return {
    desired: desiredFor(pull, reviewed, news, { log, pages: ports.pagesOf(pull.ref, pull.headCommit) }),
    kept,
    log,
    requests,
    effects,
    overridePermission,
    counted: countedOf(requests, standing),
    floating: hasFallen ? (approvedOver ?? now) : now,
    answers,
  };
}

/** @returns by target, the digest of all that people can accept: what somebody has to approve, and errors */
function effectsOf({ order, clusters, findings }: Review, requests: Member['requests']): Record<string, string> {
  const wrong = new Set(findings.flatMap(({ cluster, severity }) => (severity === 'error' ? (cluster ?? []) : [])));
  const withErrors = order.flatMap((name) => {
    const cluster = Object.hasOwn(clusters, name) ? clusters[name] : undefined;
    return cluster !== undefined && wrong.has(name) ? [[name, cluster.digest] as const] : [];
  });
  return Object.fromEntries([...withErrors, ...requests.map(({ target, digest }) => [target, digest] as const)]);
}
