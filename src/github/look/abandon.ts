import { noteConcluded } from '../api/begun-runs.ts';
import { readCheckName } from '../api/check-names.ts';
import { completeCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { readOpenPulls } from '../api/open-pulls.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { refusalOf } from '../api/refusal.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';
import { NotDone } from '../tasks/try-again.ts';
import type { LookWork } from './look-work.ts';

const reasons = {
  overtaken: [
    'Superseded by a newer commit',
    'The head of the pull request changed while this commit was being reviewed.',
  ],
  closed: ['The pull request was closed', 'There is nothing left to review.'],
  stopped: [
    'The review was stopped',
    'A newer review replaced it, or the App was restarted. *Re-run* starts it again.',
  ],
} as const;

type Reason = keyof typeof reasons;

/** A run in progress, with the hidden record that it was begun with. */
export interface BegunRun {
  readonly id: number;
  readonly text: string;
}

/** Completes a run whose review is no longer needed: no check stays in progress without a running review. */
export async function abandon(work: LookWork, run: BegunRun | undefined, reason: Reason): Promise<void> {
  if (run === undefined) return;
  const { github, head, ports } = work;
  await cancelRuns(github, head.leader.ref, [run], reason);
  await noteConcluded(ports.notes, head.leader.ref, head);
}

export async function cancelRuns(
  github: GitHub,
  ref: PullRequestRef,
  runs: readonly BegunRun[],
  reason: Reason,
): Promise<void> {
  const [title, summary] = reasons[reason];
  for (const { id, text } of runs)
    await completeCheckRun(github, ref, id, {
      conclusion: 'cancelled',
      output: { title, summary, text, annotations: [] },
      // What stood beside a button is not there any more.
      actions: [],
    });
}

/** A pull request that is open no more, and the heads that it had then. */
interface Closed {
  readonly ref: PullRequestRef;
  readonly commits: readonly string[];
}

/**
 * Ends what passes of a pull request that was closed without a merge. Nobody looks at what is closed: when it is opened again,
 * or another one with the same head, its base may have moved, ask for more, or be without the approval. What a check keeps
 * stays, for whoever reopens it. Checks that another open pull request has stay as they are.
 *
 * @throws RequestError as GitHub refuses
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 */
export async function endClosed(
  ports: Pick<ReviewPorts, 'alone'>,
  github: GitHub,
  { ref, commits }: Closed,
  identity: AppIdentity,
  signal: AbortSignal,
): Promise<void> {
  const { owner, repo, number } = ref;
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  if (pull.state !== 'closed' || pull.merged) return;
  const base = pull.base.ref;
  await ports.alone(
    String(pull.base.repo.id),
    async (turn) => {
      // Whoever is there by now, this one among them, has the check.
      const open = await readOpenPulls(github, ref);
      const others = new Set(open.flatMap(({ headCommit, baseBranch }) => (baseBranch === base ? [headCommit] : [])));
      for (const commit of commits.filter((each) => !others.has(each))) {
        turn.throwIfAborted();
        await cancelRuns(github, ref, await passingInto(github, ref, { commit, base }, identity), 'closed');
      }
    },
    signal,
  );
}

/** Of all clusters, and of single ones. */
async function passingInto(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  { commit, base }: { readonly commit: string; readonly base: string },
  { id: appId }: AppIdentity,
): Promise<readonly BegunRun[]> {
  const which = { owner, repo, ref: commit, app_id: appId, per_page: 100 };
  const found = await github.paginate(github.rest.checks.listForRef, which);
  const isOurs = ({ app, name }: (typeof found)[number]) => app?.id === appId && readCheckName(name)?.base === base;
  const passes = ({ conclusion }: (typeof found)[number]) => conclusion === 'success' || conclusion === 'neutral';
  return found
    .filter((run) => isOurs(run) && passes(run))
    .map(({ id, output: { text } }) => ({ id, text: text ?? '' }));
}

/**
 * Concludes the run of a review that failed before its check was complete, unless the same look is retried or GitHub
 * refuses all writes.
 */
export async function concludeFailed(
  work: LookWork,
  announced: Promise<BegunRun | undefined>,
  error: unknown,
): Promise<void> {
  if (work.signal.aborted) return abandon(work, await announced, 'stopped');
  if (refusalOf(error) === undefined && !(error instanceof NotDone)) await giveUp(work, await announced);
}

/** Completes a run whose result could not be written: as failed, because the result is unknown. */
async function giveUp({ github, head, ports }: LookWork, run: BegunRun | undefined): Promise<void> {
  if (run === undefined) return;
  const { ref } = head.leader;
  const summary = 'GitHub did not accept the result of this review. *Re-run* tries again.';
  const output = { title: 'The review could not be published', summary, text: run.text, annotations: [] };
  await completeCheckRun(github, ref, run.id, { conclusion: 'failure', output, actions: [] });
  await noteConcluded(ports.notes, ref, head);
}
