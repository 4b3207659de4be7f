import type { Logger } from 'pino';
import { begunCommits, noteConcluded } from '../api/begun-runs.ts';
import { findCheckRuns, runsInProgress } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { readOpenPulls } from '../api/open-pulls.ts';
import { basesOf, inputsOf, readLiveHead } from '../tasks/live-head.ts';
import { type LookAgain, newLook } from '../tasks/look-again.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';
import { cancelRuns } from './abandon.ts';
import { isUpToDate, readHeadState } from './head-state.ts';
import { bringsActors, isValidAt, type LookWork } from './look-work.ts';
import { reviewHead } from './review-head.ts';

/**
 * Updates the head of one pull request: reads its current state, reviews it, and reads it again before writing. Pull
 * requests with the same head are updated together, by the look at the first of them.
 *
 * @param signal stops the work at its next awaited step; a check that was begun is completed anyway
 * @throws what GitHub refused, and bugs that could not be published
 */
export async function reviewPullRequest(
  ports: ReviewPorts,
  asked: LookAgain,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { pullRequest } = asked;
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(pullRequest.installation, log)]);
  // No other process works on this pull request now: runs on other commits were left by a process that died.
  const left = await begunCommits(ports.notes, pullRequest);
  const look = { ...asked, former: [...new Set([...(asked.former ?? []), ...left])] };
  const head = await readLiveHead(github, look, ports.branchTips, signal);
  for (const commit of look.former)
    if (commit !== head?.commit) await leaveCommit(ports, github, look, commit, identity);
  if (!head) return log.info('nothing to review: the pull request is not open');
  const { leader } = head;
  if (leader.ref.number !== pullRequest.number) {
    log.info({ leader: leader.ref.number }, 'another pull request has the same head; both are reviewed together');
    return ports.lookAgain({ ...look, pullRequest: leader.ref, former: [] });
  }
  const headState = await readHeadState(ports, github, head, identity, look);
  await cancelRuns(github, leader.ref, headState.strays, 'stopped');
  const [inputs, bases] = [inputsOf(head, ports.version), basesOf(head)];
  const work: LookWork = { ports, github, identity, look, head, headState, inputs, bases, log, signal };
  const hasAsks = (look.asks ?? []).length > 0 || bringsActors(work);
  if (!look.force && !hasAsks && isUpToDate(headState, inputs) && (await isValidAt(work))) {
    await noteConcluded(ports.notes, leader.ref, head.commit);
    return log.info({ head: head.commit }, 'everything is up to date');
  }
  signal.throwIfAborted();
  await reviewHead(work);
}

/**
 * Completes what a dead process left in progress on a commit that is no longer the head of this pull request. If it is the
 * head of another open one, the check belongs to that one from now on.
 */
async function leaveCommit(
  ports: ReviewPorts,
  github: GitHub,
  look: LookAgain,
  commit: string,
  identity: AppIdentity,
): Promise<void> {
  const { pullRequest, delivery, urgency } = look;
  const runs = await findCheckRuns(github, pullRequest, commit, identity.id);
  const begun = runsInProgress(runs);
  if (begun.length > 0) {
    const other = (await readOpenPulls(github, pullRequest)).find(({ headCommit }) => headCommit === commit);
    if (!other) await cancelRuns(github, pullRequest, begun, 'overtaken');
    else await ports.lookAgain(newLook(other.ref, { delivery, urgency }));
  }
  await noteConcluded(ports.notes, pullRequest, commit);
}
