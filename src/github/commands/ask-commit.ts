import type { Answers, Question } from '../../ask/answer.ts';

/** A commit of a repository, and how to come by it. */
export interface CommitToAsk {
  /** Names the mirror: the repository's id. */
  readonly repository: string;
  readonly cloneUrl: string;
  /** A full name that leads to the commit: `refs/heads/main`. */
  readonly ref: string;
  readonly commit: string;
  readonly token: () => Promise<string>;
}

/**
 * Fetches a commit and asks a question about it.
 *
 * @throws CannotReview with a sentence for people; PromotionRefusal where what is asked for is not there
 */
export type AskCommit = <Asked extends Question>(
  commit: CommitToAsk,
  question: Asked,
  signal: AbortSignal,
) => Promise<Answers[Asked['kind']]>;
