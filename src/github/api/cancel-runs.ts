import { type CheckRun, completeCheckRun } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

const reasons = {
  overtaken: [
    'Superseded by a newer commit',
    'The head of the pull request changed while this commit was being reviewed.',
  ],
  left: [
    'Superseded by a newer commit',
    'The pull request has another head, whose check keeps what was approved. If this one comes back, it is reviewed again.',
  ],
  closed: ['The pull request was closed', 'There is nothing left to review.'],
  takenBack: [
    'What was merged was taken back',
    'The base no longer holds what was merged here. If it comes again, it is reviewed again.',
  ],
  stopped: [
    'The review was stopped',
    'A newer review replaced it, or the App was restarted. *Re-run* starts it again.',
  ],
  gone: ['Not reviewed by itself', 'This base has no such cluster any more, or no checks of single clusters.'],
} as const;

export type EndReason = keyof typeof reasons;

/** @returns what an ended run says */
export function endedAs(reason: EndReason): { readonly title: string; readonly summary: string } {
  const [title, summary] = reasons[reason];
  return { title, summary };
}

/** Ends runs, whatever they said. What they keep stays; what stood beside a button is not there any more. */
export async function cancelRuns(
  github: GitHub,
  ref: PullRequestRef,
  runs: readonly Pick<CheckRun, 'id' | 'text'>[],
  reason: EndReason,
): Promise<void> {
  for (const { id, text } of runs)
    await completeCheckRun(github, ref, id, {
      conclusion: 'cancelled',
      output: { ...endedAs(reason), text, annotations: [] },
      actions: [],
    });
}
