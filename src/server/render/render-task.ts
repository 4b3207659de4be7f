import type { Answered, Question } from '../../ask/question.ts';
import type { ResolvedElsewhere, ReviewedCommits } from '../../github/api/review-commits.ts';
import type { CannotReview } from '../../review/contract/cannot-review.ts';
import type { AskedObject } from '../../review/origins/made-changes.ts';
import type { Merge } from '../../review.ts';
import type { SourceRef } from '../../tree/sources/source-ref.ts';

/** What crosses to the thread that renders: where the repository is, and which trees. */
interface InRepository {
  /** Absolute path of a git directory that holds every object, a merge's own too. */
  readonly gitDirectory: string;
  /** Its id: what was computed for the repository is kept under it. */
  readonly repository: string;
  /** Masks secret values. */
  readonly key: Uint8Array;
  /**
   * What is known of what the repository refers to elsewhere. A thread that renders has no network: it says what it needs.
   * Absent where nothing is fetched.
   */
  readonly sources?: ResolvedElsewhere | undefined;
}

/** A change to be reviewed. */
export interface ReviewTask extends InRepository {
  /** Ids of trees. */
  readonly before: string;
  readonly after: string;
  readonly ofBase: string;
  readonly ofHead: string;
  /** Ids of commits. */
  readonly base: string;
  readonly head: string;
  readonly baseBranch: string;
  readonly merge: Merge;
  readonly withParts: boolean;
  readonly withDigests?: boolean | undefined;
  /** The object whose changed fields are told with the lines that make them. */
  readonly withLines?: AskedObject | undefined;
  /** Whether the review is repeated without caches and compared. */
  readonly isChecked: boolean;
}

/** A question about one commit, or about what merging another into it makes. */
export interface QuestionTask extends InRepository {
  readonly question: Question;
  /** Its id; of a merge, the base's. */
  readonly commit: string;
  /** The id of the tree that is asked about. */
  readonly tree: string;
  /** Where that is a merge's, the trees of what is merged. */
  readonly merged?: { readonly ofBase: string; readonly ofHead: string } | undefined;
}

export type RenderTask = ReviewTask | QuestionTask;

/** A review, and whether one without caches is the same; absent if that was not tried. */
export interface Rendered {
  readonly reviewed: ReviewedCommits;
  readonly check?: 'same' | 'different';
}

/** What comes back: an error's class does not cross threads. */
export type RenderAnswer =
  | { readonly kind: 'rendered'; readonly rendered: Rendered }
  | { readonly kind: 'answered'; readonly answer: Answered }
  | { readonly kind: 'needs'; readonly needed: ReadonlyMap<string, SourceRef> }
  | ({ readonly kind: 'problem' } & Pick<CannotReview, 'title' | 'message' | 'isRepeatable'>)
  | { readonly kind: 'git'; readonly code: string; readonly message: string };
