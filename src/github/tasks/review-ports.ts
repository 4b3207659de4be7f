import type { Logger } from 'pino';
import type { PageAddresses } from '../../report/markdown/to-markdown.ts';
import type { GitHub } from '../api/github.ts';
import type { Notes } from '../api/notes.ts';
import type { PullRequestRef, RepositoryRef } from '../api/pull-request-ref.ts';
import type { CommitsToReview, MeetCommits, ReviewCommits } from '../api/review-commits.ts';
import type { Reports } from '../record/kept-report.ts';
import type { Alone } from './alone.ts';
import type { LookAgain } from './look-again.ts';
import type { Task } from './task.ts';

/** Who this App is on GitHub. */
export interface AppIdentity {
  readonly id: number;
  /** The account its comments are written by: `blast-radius[bot]`. */
  readonly login: string;
}

/** A repository to ask by git, and through whom. */
interface RemoteRepository {
  /** Names the mirror. */
  readonly repository: string;
  readonly cloneUrl: string;
  readonly ref: PullRequestRef;
}

/** Whose commits are listed, and how to get them. */
type CommitsToList = Pick<CommitsToReview, 'repository' | 'cloneUrl' | 'refs' | 'baseCommit' | 'headCommit' | 'token'>;

/** Commits that may be merged into a base, and how to get them. */
type CommitsToMerge = Omit<CommitsToList, 'headCommit'> & { readonly heads: readonly string[] };

/** A commit of a merge group. */
export interface GroupCommit {
  readonly id: string;
  readonly subject: string;
}

/**
 * The tips of branches, by git rather than REST: it costs no request budget, and is always current.
 *
 * @returns the commit of each branch that is there
 * @throws CannotReview where the repository can't be reached
 */
export type BranchTips = (
  remote: RemoteRepository,
  branches: readonly string[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string>>;

/** What reviewing a pull request needs from the outside; the server provides it. */
export interface ReviewPorts {
  /** @param log what the requests are logged to */
  readonly connect: (installation: number, log: Logger) => Promise<GitHub>;
  /** A token for git that can only read this one repository. */
  readonly readingToken: (repository: RepositoryRef) => Promise<string>;
  readonly identity: () => Promise<AppIdentity>;
  readonly branchTips: BranchTips;
  readonly reviewCommits: ReviewCommits;
  readonly meetCommits: MeetCommits;
  /** The commits that the head has and the base has not, with the first line of their messages. */
  readonly commitsBetween: (commits: CommitsToList, signal: AbortSignal) => Promise<readonly GroupCommit[]>;
  /** Those that would change the base if they were merged into it now. */
  readonly stillToMerge: (commits: CommitsToMerge, signal: AbortSignal) => Promise<readonly string[]>;
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  readonly enqueue: (task: Task) => Promise<void>;
  readonly notes: Notes;
  readonly alone: Alone;
  /** What can be opened beside the comment on a commit; `undefined` where this server shows no pages. */
  readonly pagesOf: (pullRequest: PullRequestRef, commit: string) => PageAddresses | undefined;
  /** Where what is published is kept; `undefined` where this server shows no pages. */
  readonly reports: Reports | undefined;
  /** The time by GitHub's clock, as its latest answer said it. */
  readonly now: () => Date;
  /** Of this program: another version may review the same commits differently. */
  readonly version: string;
}
