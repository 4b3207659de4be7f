import { completeCheckRun } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { LivePullRequest } from './live-pull-request.ts';

const reasons = {
  overtaken: ['A newer commit is reviewed instead', 'The pull request moved on while this commit was being reviewed.'],
  closed: ['The pull request was closed', 'Nothing is left to review.'],
  stopped: [
    'The review was stopped',
    'Something newer took its place, or the App was restarted. *Re-run* begins again.',
  ],
} as const;

/** Concludes a run whose review is not wanted any more: no commit keeps a check in progress that nobody works on. */
export async function abandon(
  github: GitHub,
  pull: LivePullRequest,
  checkId: number | undefined,
  reason: keyof typeof reasons,
): Promise<void> {
  if (checkId === undefined) return;
  const [title, summary] = reasons[reason];
  await completeCheckRun(github, pull.ref, checkId, {
    conclusion: 'cancelled',
    output: { title, summary, annotations: [] },
  });
}

/** Concludes a run whose result could not be written: red, as nobody knows what it would have said. */
export async function giveUp(github: GitHub, pull: LivePullRequest, checkId: number | undefined): Promise<void> {
  if (checkId === undefined) return;
  const summary = 'GitHub did not take the result of this review. *Re-run* tries again.';
  await completeCheckRun(github, pull.ref, checkId, {
    conclusion: 'failure',
    output: { title: 'The review could not be published', summary, annotations: [] },
  });
}
