import type { Logger } from 'pino';
import { type BegunCheck, begunRuns, isSameCheck, noteConcluded } from '../api/begun-runs.ts';
import { cancelRuns } from '../api/cancel-runs.ts';
import { checkName } from '../api/check-names.ts';
import { findCheckRuns } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { readOpenPulls } from '../api/open-pulls.ts';
import { Contributors } from '../people/contributors.ts';
import { Eligibility } from '../people/eligibility.ts';
import { inputsOf, readLiveHead } from '../tasks/live-head.ts';
import { type LookAgain, newLook } from '../tasks/look-again.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';
import { endClosed } from './abandon.ts';
import { readHeadState } from './head-state.ts';
import type { LookWork } from './look-work.ts';
import { hasNothingToDo } from './nothing-to-do.ts';
import { reviewHead } from './review-head.ts';

/**
 * Updates the head of one pull request: reads its current state, reviews it, and reads it again before writing. Pull
 * requests with the same head and base are updated together, by the look at the first of them.
 *
 * @param signal stops the work at its next awaited step; a check that was begun is completed anyway
 * @throws what GitHub refused, and bugs that could not be published
 */
export async function reviewPullRequest(
  ports: ReviewPorts,
  look: LookAgain,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { pullRequest } = look;
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(pullRequest.installation, log)]);
  // No other process works on this pull request now: runs on other heads or bases were left by a process that died.
  const begun = await begunRuns(ports.notes, pullRequest);
  const head = await readLiveHead(github, pullRequest, ports.branchTips, signal);
  const isBegun = head !== undefined && begun.some((run) => isSameCheck(run, head));
  for (const run of begun)
    if (head === undefined || !isSameCheck(run, head)) await leaveRun(ports, github, look, run, identity);
  if (head === undefined) {
    log.info('nothing to review: the pull request is not open');
    await lookAtOthers(ports, github, look);
    const commits = look.former ?? [];
    if (commits.length > 0) await endClosed(ports, github, { ref: pullRequest, commits }, identity, signal);
    return;
  }
  const { leader } = head;
  if (leader.ref.number !== pullRequest.number) {
    log.info(
      { leader: leader.ref.number },
      'another pull request has the same head and base; both are reviewed together',
    );
    return ports.lookAgain({ ...look, pullRequest: leader.ref, former: [] });
  }
  const headState = await readHeadState(ports, github, head, identity, look, isBegun);
  await cancelRuns(github, leader.ref, headState.strays, 'stopped');
  const contributors = new Contributors(github, head.pulls);
  const eligibility = new Eligibility(github, leader, () => contributors.acted());
  const inputs = inputsOf(head, ports.version);
  const work: LookWork = {
    ports,
    github,
    identity,
    look,
    head,
    headState,
    inputs,
    contributors,
    eligibility,
    log,
    signal,
  };
  const hasAsks = (look.asks ?? []).length > 0;
  if (!look.force && !hasAsks && (await hasNothingToDo(work))) {
    await noteConcluded(ports.notes, leader.ref, head);
    return log.info({ head: head.commit }, 'everything is up to date');
  }
  signal.throwIfAborted();
  await reviewHead(work);
}

/** A pull request was closed: its check spoke for others too, which have the same head. */
async function lookAtOthers(ports: ReviewPorts, github: GitHub, look: LookAgain): Promise<void> {
  const { pullRequest, delivery, urgency, former = [] } = look;
  if (former.length === 0) return;
  const open = await readOpenPulls(github, pullRequest);
  for (const other of open.filter(({ headCommit }) => former.includes(headCommit)))
    await ports.lookAgain(newLook(other.ref, { delivery, urgency }));
}

/**
 * Completes what a dead process left in progress on a commit that is no longer the head of this pull request, or into
 * another base. If it is the check of another open one, it belongs to that one from now on.
 */
async function leaveRun(
  ports: ReviewPorts,
  github: GitHub,
  look: LookAgain,
  begun: BegunCheck,
  identity: AppIdentity,
): Promise<void> {
  const { pullRequest, delivery, urgency } = look;
  const runs = await findCheckRuns(github, pullRequest, begun.commit, checkName(begun.base), identity.id);
  const left = runs.filter(({ isCompleted }) => !isCompleted);
  if (left.length > 0) {
    const open = await readOpenPulls(github, pullRequest);
    const other = open.find((each) => isSameCheck({ commit: each.headCommit, base: each.baseBranch }, begun));
    if (!other) await cancelRuns(github, pullRequest, left, 'overtaken');
    else await ports.lookAgain(newLook(other.ref, { delivery, urgency }));
  }
  await noteConcluded(ports.notes, pullRequest, begun);
}
