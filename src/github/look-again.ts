import type { PullRequestRef } from './pull-request-ref.ts';

/** All that an event says: something about this pull request may have changed. What it is now, GitHub is asked. */
export interface LookAgain {
  readonly pullRequest: PullRequestRef;
  /** The delivery that said so, for the log; operators find it again in the App's settings. */
  readonly delivery: string;
  /** Somebody asked for a new run: review and publish even where everything stands as it should. */
  readonly force: boolean;
  /** Head commit and base branch as the event had them. Only tells two events apart; never trusted beyond that. */
  readonly version: string;
  /** How often a review was thrown away because its base had moved meanwhile. */
  readonly outrun: number;
}

/** @returns what is left to do when a later look takes the place of an earlier one */
export function mergeLooks(earlier: LookAgain, later: LookAgain): LookAgain {
  return { ...later, force: earlier.force || later.force, outrun: Math.max(earlier.outrun, later.outrun) };
}

/** Where the handlers leave word. */
export interface Bell {
  /** @throws where nobody took it, so that GitHub lists the delivery as failed */
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** The pull request is closed: what is under way for it is pointless. */
  readonly forget: (pullRequest: PullRequestRef) => Promise<void>;
}
