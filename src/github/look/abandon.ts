import { noteConcluded } from '../api/begun-runs.ts';
import { completeCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { refusalOf } from '../api/refusal.ts';
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
