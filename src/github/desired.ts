import type { CannotReview } from './cannot-review.ts';
import type { CheckOutput, Conclusion } from './check-run.ts';

/** What should stand on GitHub after a review, whatever stands there now. */
export interface Desired {
  readonly conclusion: Conclusion;
  readonly output: CheckOutput;
  /** The same commits give the same again; else the next event tries once more. */
  readonly isRepeatable: boolean;
  readonly comment:
    | { readonly kind: 'due'; readonly body: string }
    /** Nothing to say; but a comment that stands must not go on saying otherwise. */
    | { readonly kind: 'only-if-one-stands'; readonly body: string }
    /** There is no new review: a comment that stands is marked as one of the past. */
    | { readonly kind: 'stale-if-one-stands'; readonly note: string };
}

/** What stands where a review could not be made: red, with the reason. */
export function desiredWithout(problem: CannotReview, headCommit: string): Desired {
  return {
    conclusion: 'failure',
    output: { title: problem.title, summary: problem.message, annotations: [] },
    isRepeatable: problem.isRepeatable,
    comment: {
      kind: 'stale-if-one-stands',
      note: `**${headCommit.slice(0, 7)} could not be reviewed**; its check says why. What follows is the review of an earlier state.`,
    },
  };
}
