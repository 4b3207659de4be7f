import type { LookAgain } from '../tasks/look-again.ts';
import type { Task } from '../tasks/task.ts';

/** Where the handlers of deliveries leave what is to be done. */
export interface Inbox {
  /** @throws where nobody took it, so that GitHub lists the delivery as failed */
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** As {@link lookAgain}, for every other task. */
  readonly enqueue: (task: Task) => Promise<void>;
  /** The task, or whatever else has its key, is not wanted any more: what is under way for it is stopped. */
  readonly drop: (task: Task) => Promise<void>;
}
