import type { Logger } from 'pino';
import { conclude } from '../../policy/judge/conclude.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { GitHub } from '../api/github.ts';
import { refusalOf } from '../api/refusal.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import { type AskAnswer, answerAsks } from '../approvals/answer-asks.ts';
import type { Believed } from '../approvals/believed-state.ts';
import { Eligibility, findIneligible } from '../approvals/eligibility.ts';
import { nextState } from '../approvals/state-to-remember.ts';
import { type LiveHead, type LivePullRequest, mirrorOf, noCommit } from '../tasks/live-head.ts';
import type { Actor, Ask, LookAgain } from '../tasks/look-again.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { desiredFor } from './describe.ts';
import { desiredWithout } from './desired.ts';
import type { Member } from './publish.ts';

/** A review, or why there is none. */
export type MemberReview = ReviewedCommits | CannotReview;

/** @returns a review, or why there is none; never throws in a way that would leave a check in progress */
export async function reviewMember(
  ports: ReviewPorts,
  head: LiveHead,
  pull: LivePullRequest,
  { delivery }: Pick<LookAgain, 'delivery'>,
  log: Logger,
  signal: AbortSignal,
): Promise<MemberReview> {
  const { ref, cloneUrl, baseBranch, baseCommit, headCommit } = pull;
  try {
    if (head.problem) throw head.problem;
    if (baseCommit === noCommit)
      return new CannotReview('The base branch does not exist', 'There is nothing to merge this into.', false);
    const commits = {
      repository: mirrorOf(pull),
      cloneUrl,
      refs: [`refs/heads/${baseBranch}`, `refs/pull/${ref.number}/head`],
      baseBranch,
      baseCommit,
      headCommit,
      sides: 'merge' as const,
      token: () => ports.readingToken(ref),
    };
    return await ports.reviewCommits(commits, signal);
  } catch (error) {
    if (signal.aborted || refusalOf(error)) throw error;
    if (error instanceof CannotReview) {
      log.warn({ head: headCommit, reason: error.title }, 'not reviewed');
      return error;
    }
    log.error({ head: headCommit, err: error }, 'the review failed');
    const message = `This is a bug in Blast Radius, not in the pull request. The server log has the reason under delivery \`${delivery}\`; *Re-run* tries again.`;
    return new CannotReview('The review failed', message, false);
  }
}

interface MemberContext {
  readonly believed: Believed;
  readonly asks: readonly Ask[];
  readonly actors: readonly Actor[];
  /** The completed run on the head. */
  readonly runId: number | undefined;
  readonly now: Date;
  readonly reportUrl: string | undefined;
}

export interface ConcludedMember extends Member {
  readonly answers: readonly AskAnswer[];
}

/**
 * Combines a review with the approvals: asks GitHub who may approve now, and decides what the check says.
 *
 * @throws RequestError as GitHub refuses
 */
export async function concludeMember(
  github: GitHub,
  pull: LivePullRequest,
  reviewed: MemberReview,
  { believed, asks, actors, runId, now, reportUrl }: MemberContext,
): Promise<ConcludedMember> {
  const former = believed.state;
  if (reviewed instanceof CannotReview) {
    const why = 'there is no review to approve';
    const answers = asks.map((ask) => ({ ask, isGranted: false, why }));
    return { desired: desiredWithout(reviewed, pull), state: undefined, anchor: former?.name, answers };
  }
  const { review, mode, overridePermission } = reviewed;
  const contributors = actors.filter(({ number }) => number === pull.ref.number).map(({ login }) => login);
  const eligibility = new Eligibility(github, pull, [...(former?.state.actors ?? []), ...contributors]);
  const { grants, answers } = await answerAsks(asks, former?.state.grants ?? [], {
    review,
    mode,
    overridePermission,
    state: former?.state,
    runId,
    headCommit: pull.headCommit,
    eligibility,
  });
  const ineligible = await findIneligible(grants, reviewed, eligibility);
  const counting = grants.filter((grant) => !ineligible.some((each) => each.grant === grant));
  const state = nextState(pull, former, { review, mode, grants, actors: contributors, now });
  const news = { conclusion: conclude(review, counting, mode), ineligible, isForged: believed.isForged };
  const size = state === undefined ? 0 : Math.ceil((JSON.stringify(state).length * 4) / 3) + 120;
  return {
    desired: desiredFor(pull, reviewed, news, { stateSize: size, reportUrl }),
    state,
    anchor: former?.name,
    answers,
  };
}
