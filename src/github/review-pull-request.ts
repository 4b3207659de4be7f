import type { Logger } from 'pino';
import { abandon, giveUp } from './abandon.ts';
import { announceReview } from './announce-review.ts';
import { CannotReview } from './cannot-review.ts';
import { describe } from './describe.ts';
import { type Desired, desiredWithout } from './desired.ts';
import { type LivePullRequest, readLivePullRequest } from './live-pull-request.ts';
import type { LookAgain } from './look-again.ts';
import { publish } from './publish.ts';
import { digestOf } from './published.ts';
import { repositoryKey } from './pull-request-ref.ts';
import { refusalOf } from './refusal.ts';
import type { ReviewPorts } from './review-ports.ts';
import { isUpToDate, readStanding } from './standing.ts';

/** A base that moves faster than it can be reviewed is reviewed where it was; the next look comes anyway. */
const mostOutrun = 2;

/**
 * Brings one pull request to the state it should have: asks what it is now, reviews it, and asks again before writing.
 *
 * @param signal stops the work at its next awaited step; a check that was begun is concluded all the same
 * @throws what GitHub refused, and errors of ours that could not be published
 */
export async function reviewPullRequest(
  ports: ReviewPorts,
  look: LookAgain,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(look.pullRequest.installation, log)]);
  const pull = await readLivePullRequest(github, look.pullRequest);
  if (!pull) return log.info('nothing to review: the pull request is not open');
  const standing = await readStanding(github, pull, identity);
  const inputs = digestOf([ports.version, pull.headCommit, pull.baseBranch, pull.baseCommit]);
  if (!look.force && isUpToDate(standing, inputs))
    return log.info({ head: pull.headCommit }, 'all stands as it should');
  signal.throwIfAborted();

  const announced = announceReview(github, pull, standing, look.force);
  try {
    const [checkId, desired] = await Promise.all([announced, review(ports, pull, look, log, signal)]);
    signal.throwIfAborted();
    const live = await readLivePullRequest(github, look.pullRequest);
    const overtaken = overtakenBy(live, pull, look);
    if (overtaken) {
      log.info({ head: pull.headCommit }, `the review is thrown away: ${overtaken}`);
      if (live) await ports.lookAgain({ ...look, outrun: look.outrun + 1 });
      // Where only the base moved, the look that follows completes the same run.
      if (live?.headCommit !== pull.headCommit) await abandon(github, pull, checkId, live ? 'overtaken' : 'closed');
      return;
    }
    signal.throwIfAborted();
    const written = await publish(github, pull, { standing, checkId, inputs }, desired);
    const milliseconds = Math.round(performance.now() - began);
    log.info({ head: pull.headCommit, conclusion: desired.conclusion, written, milliseconds }, 'reviewed');
  } catch (error) {
    if (signal.aborted) await abandon(github, pull, await announced, 'stopped');
    else if (!refusalOf(error)) await giveUp(github, pull, await announced);
    throw error;
  }
}

/** A review, or why there is none; never an exception that would leave a check in progress. */
async function review(
  ports: ReviewPorts,
  pull: LivePullRequest,
  look: LookAgain,
  log: Logger,
  signal: AbortSignal,
): Promise<Desired> {
  const { ref, cloneUrl, baseBranch, baseCommit, headCommit } = pull;
  const token = () => ports.readingToken(ref);
  const names = { repository: repositoryKey(ref), cloneUrl, baseBranch, number: ref.number };
  try {
    return describe(pull, await ports.reviewCommits({ ...names, baseCommit, headCommit, token }, signal));
  } catch (error) {
    if (signal.aborted || refusalOf(error)) throw error;
    if (error instanceof CannotReview) {
      log.warn({ head: headCommit, reason: error.title }, 'not reviewed');
      return desiredWithout(error, headCommit);
    }
    log.error({ head: headCommit, err: error }, 'the review failed');
    const message = `This is a fault of Blast Radius, not of the pull request. Its log has the reason under delivery \`${look.delivery}\`; *Re-run* tries again.`;
    return desiredWithout(new CannotReview('The review failed', message, false), headCommit);
  }
}

function overtakenBy(
  live: LivePullRequest | undefined,
  pull: LivePullRequest,
  { outrun }: LookAgain,
): string | undefined {
  if (!live) return 'the pull request was closed';
  if (live.headCommit !== pull.headCommit) return 'a newer commit came in';
  if (live.baseBranch !== pull.baseBranch) return 'it goes to another branch now';
  return live.baseCommit !== pull.baseCommit && outrun < mostOutrun ? 'its base moved on' : undefined;
}
