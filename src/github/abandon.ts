import { noteConcluded } from './begun-runs.ts';
import { completeCheckRun } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { Notes } from './notes.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

const reasons = {
  overtaken: ['A newer commit is reviewed instead', 'The pull request moved on while this commit was being reviewed.'],
  closed: ['The pull request was closed', 'Nothing is left to review.'],
  stopped: [
    'The review was stopped',
    'Something newer took its place, or the App was restarted. *Re-run* begins again.',
  ],
} as const;

/** The run on a commit that is to be concluded, if there is one. */
export interface Run {
  readonly commit: string;
  readonly checkId: number | undefined;
}

/** Concludes a run whose review is not wanted any more: no commit keeps a check in progress that nobody works on. */
export async function abandon(
  github: GitHub,
  notes: Notes,
  ref: PullRequestRef,
  { commit, checkId }: Run,
  reason: keyof typeof reasons,
): Promise<void> {
  if (checkId === undefined) return;
  const [title, summary] = reasons[reason];
  await completeCheckRun(github, ref, checkId, {
    conclusion: 'cancelled',
    output: { title, summary, annotations: [] },
  });
  await noteConcluded(notes, ref, commit);
}

/** Concludes a run whose result could not be written: red, as nobody knows what it would have said. */
export async function giveUp(
  github: GitHub,
  notes: Notes,
  ref: PullRequestRef,
  { commit, checkId }: Run,
): Promise<void> {
  if (checkId === undefined) return;
  const summary = 'GitHub did not take the result of this review. *Re-run* tries again.';
  await completeCheckRun(github, ref, checkId, {
    conclusion: 'failure',
    output: { title: 'The review could not be published', summary, annotations: [] },
  });
  await noteConcluded(notes, ref, commit);
}
