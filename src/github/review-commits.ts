import type { Review } from '../radius/review-contract.ts';

/** What to review, and how to come by it. */
export interface CommitsToReview {
  /** `owner/repo`, in lower case: names the mirror. */
  readonly repository: string;
  readonly cloneUrl: string;
  readonly baseBranch: string;
  readonly baseCommit: string;
  readonly number: number;
  readonly headCommit: string;
  /** Asked for when it is needed: installation tokens live for an hour. */
  readonly token: () => Promise<string>;
}

/** Where a file of the merge result can be shown: the merge itself is a tree, and no page of GitHub shows trees. */
export type Shown = 'head' | 'base' | 'nowhere';

export interface ReviewedCommits {
  readonly review: Review;
  /** The repository asks to be told, never to be stopped. */
  readonly isAdvisory: boolean;
  /** By path of the result, for every path the review names. */
  readonly shown: Readonly<Record<string, Shown>>;
}

/**
 * Fetches the commits and reviews what merging them would do.
 *
 * @throws CannotReview with a sentence for people; anything else is an error of ours
 */
export type ReviewCommits = (commits: CommitsToReview, signal: AbortSignal) => Promise<ReviewedCommits>;
