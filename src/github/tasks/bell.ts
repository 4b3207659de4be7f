import type { PullRequestRef } from '../api/pull-request-ref.ts';
import type { LookAgain } from './look-again.ts';
import type { Task } from './task.ts';

/** Where the handlers leave word. */
export interface Bell {
  /** @throws where nobody took it, so that GitHub lists the delivery as failed */
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** Anything else that is to be done behind a delivery. */
  readonly ring: (task: Task) => Promise<void>;
  /** The pull request is closed: what is under way for it is pointless. */
  readonly forget: (pullRequest: PullRequestRef) => Promise<void>;
  /** The task is not wanted any more: what is under way for it is stopped. */
  readonly drop: (task: Task) => Promise<void>;
}
