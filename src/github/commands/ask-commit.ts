import type { Answers, Question } from '../../ask/question.ts';

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
 * @throws CannotReview with a sentence for people
 */
export type AskCommit = <Asked extends Question>(
  commit: CommitToAsk,
  question: Asked,
  signal: AbortSignal,
) => Promise<Answers[Asked['kind']]>;
