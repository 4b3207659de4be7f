import type { Logger } from 'pino';
import type { GitHub } from '../api/github.ts';
import type { Notes } from '../api/notes.ts';
import type { CommandPorts } from '../commands/run/command.ts';
import type { CommandLimit } from '../commands/run/command-limit.ts';
import type { AppIdentity, BranchTips } from '../tasks/review-ports.ts';
import type { DashboardTask } from '../tasks/task.ts';

/** What keeping the issue needs from the outside; the server provides it. */
export interface DashboardPorts extends CommandPorts {
  readonly branchTips: BranchTips;
  readonly notes: Notes;
  readonly limit: CommandLimit;
  /** Of this program: another version may say the same otherwise. */
  readonly version: string;
}

/** What one look at the issue works with. */
export interface DashboardWork {
  readonly ports: DashboardPorts;
  readonly task: DashboardTask;
  readonly github: GitHub;
  readonly identity: AppIdentity;
  readonly log: Logger;
  readonly signal: AbortSignal;
}
