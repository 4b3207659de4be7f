import type { Logger } from 'pino';
import type { GitHub } from './github.ts';
import type { LookAgain } from './look-again.ts';
import type { PullRequestRef } from './pull-request-ref.ts';
import type { ReviewCommits } from './review-commits.ts';

/** Who this App is on GitHub. */
export interface AppIdentity {
  readonly id: number;
  /** The account its comments are written by: `blast-radius[bot]`. */
  readonly login: string;
}

/** What reviewing a pull request needs from the outside; the server brings it. */
export interface ReviewPorts {
  /** @param log what the requests are logged to */
  readonly connect: (installation: number, log: Logger) => Promise<GitHub>;
  /** A token that can do nothing but read this one repository: what git is given. */
  readonly readingToken: (repository: PullRequestRef) => Promise<string>;
  readonly identity: () => Promise<AppIdentity>;
  readonly reviewCommits: ReviewCommits;
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** Of this program: another one may see the same commits with other eyes. */
  readonly version: string;
}
