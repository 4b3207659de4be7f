import type { Logger } from 'pino';
import { reviewGroup } from '../group/review-group.ts';
import { reviewPullRequest } from '../look/review-pull-request.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { CommandTask, Task } from '../tasks/task.ts';
import { lookAtBranch, lookAtInstallation, lookAtRepository } from './look-at-many.ts';

/**
 * Does a task.
 *
 * @param signal stops the work at its next awaited step
 */
export function workOn(
  ports: ReviewPorts,
  task: Exclude<Task, CommandTask>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  switch (task.kind) {
    case 'pull':
      return reviewPullRequest(ports, task.look, log, signal);
    case 'branch':
      return lookAtBranch(ports, task, log);
    case 'group':
      return reviewGroup(ports, task, log, signal);
    case 'repository':
      return lookAtRepository(ports, task, log);
    case 'installation':
      return lookAtInstallation(ports, task, log);
  }
}
