import { noteConcluded } from '../api/begun-runs.ts';
import { type BegunRun, completeCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { Notes } from '../api/notes.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';

const reasons = {
  overtaken: ['A newer commit is reviewed instead', 'The pull request moved on while this commit was being reviewed.'],
  closed: ['The pull request was closed', 'Nothing is left to review.'],
  stopped: [
    'The review was stopped',
    'Something newer took its place, or the App was restarted. *Re-run* begins again.',
  ],
} as const;

type Reason = keyof typeof reasons;

/** The run on a commit that is to be concluded, if there is one. */
export interface Run {
  readonly commit: string;
  readonly begun: BegunRun | undefined;
}

/** Concludes a run whose review is not wanted any more: no commit keeps a check in progress that nobody works on. */
export async function abandon(
  github: GitHub,
  notes: Notes,
  ref: PullRequestRef,
  { commit, begun }: Run,
  reason: Reason,
): Promise<void> {
  if (begun === undefined) return;
  await cancelRuns(github, ref, [begun], reason);
  await noteConcluded(notes, ref, commit);
}

export async function cancelRuns(
  github: GitHub,
  ref: PullRequestRef,
  runs: readonly BegunRun[],
  reason: Reason,
): Promise<void> {
  const [title, summary] = reasons[reason];
  const output = { title, summary, annotations: [] };
  for (const { id, externalId } of runs)
    await completeCheckRun(github, ref, id, { conclusion: 'cancelled', output, externalId });
}

/** Concludes a run whose result could not be written: red, as nobody knows what it would have said. */
export async function giveUp(github: GitHub, notes: Notes, ref: PullRequestRef, { commit, begun }: Run): Promise<void> {
  if (begun === undefined) return;
  const summary = 'GitHub did not take the result of this review. *Re-run* tries again.';
  const output = { title: 'The review could not be published', summary, annotations: [] };
  await completeCheckRun(github, ref, begun.id, { conclusion: 'failure', output, externalId: begun.externalId });
  await noteConcluded(notes, ref, commit);
}
