import type { CannotReview } from '../../review/contract/cannot-review.ts';
import type { CheckAction, CheckOutput, Conclusion } from '../api/check-run.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';

/** What should stand on GitHub for one pull request after a review, whatever stands there now. */
export interface Desired {
  readonly pull: LivePullRequest;
  readonly conclusion: Exclude<Conclusion, 'cancelled'>;
  readonly output: CheckOutput;
  readonly actions: readonly CheckAction[];
  /** Where the whole report can be read. */
  readonly detailsUrl?: string | undefined;
  /** A name of what is said, whatever the words and links: equal names need no new words. */
  readonly contentDigest: string;
  /** By cluster, what its own check says; empty where none is asked for. */
  readonly clusters: ReadonlyMap<string, Exclude<Conclusion, 'cancelled'>>;
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
export function desiredWithout(problem: CannotReview, pull: LivePullRequest): Desired {
  return {
    pull,
    conclusion: problem.conclusion,
    output: { title: problem.title, summary: problem.message, annotations: [] },
    actions: [],
    clusters: new Map(),
    contentDigest: JSON.stringify([problem.title, problem.message]),
    isRepeatable: problem.isRepeatable,
    comment: {
      kind: 'stale-if-one-stands',
      note: `**${pull.headCommit.slice(0, 7)} could not be reviewed**; its check says why. What follows is the review of an earlier state.`,
    },
  };
}
