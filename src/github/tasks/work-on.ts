import type { Logger } from 'pino';
import type { ReviewPorts } from '../review-ports.ts';
import { reviewPullRequest } from '../review-pull-request.ts';
import { lookAtBranch } from './look-at-branch.ts';
import { lookAtInstallation } from './look-at-installation.ts';
import { lookAtRepository } from './look-at-repository.ts';
import { reviewGroup } from './review-group.ts';
import type { CommandTask, Task } from './task.ts';

/**
 * Does what a task says.
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
