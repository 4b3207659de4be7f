import type { RepositoryRef } from '../api/pull-request-ref.ts';
import type { LookAgain } from '../tasks/look-again.ts';
import type { Task } from '../tasks/task.ts';

/** Where the handlers of deliveries leave tasks. */
export interface Inbox {
  /** @throws if it was not accepted, so that GitHub lists the delivery as failed */
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** As {@link lookAgain}, for every other task. */
  readonly enqueue: (task: Task) => Promise<void>;
  /** The task, and any other with its key, is no longer wanted: running work for it is stopped. */
  readonly drop: (task: Task) => Promise<void>;
  /** Whoever looks at the fleet of a repository has something new to see. */
  readonly tell: (repository: Pick<RepositoryRef, 'owner' | 'repo'>) => Promise<void>;
}
