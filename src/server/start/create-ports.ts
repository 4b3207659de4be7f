import { join, resolve } from 'node:path';
import type { Probot } from 'probot';
import type { Notes } from '../../github/api/notes.ts';
import type { CommandPorts, CommitAt, ListHistory } from '../../github/commands/run/command.ts';
import { CommandLimit } from '../../github/commands/run/command-limit.ts';
import { runCommand } from '../../github/commands/run-command.ts';
import { lookAtDashboard } from '../../github/dashboard/look-at-dashboard.ts';
import type { Alone } from '../../github/tasks/alone.ts';
import type { AppIdentity, ReviewPorts } from '../../github/tasks/review-ports.ts';
import { workOn } from '../../github/work-on.ts';
import { VERSION } from '../../version.ts';
import type { Elsewhere } from '../elsewhere/fetching.ts';
import type { AppEnvironment } from '../env/environment.ts';
import { maskingKey } from '../env/masking-key.ts';
import type { Metrics } from '../log/create-metrics.ts';
import { askCommitWith, commitAtWith, listHistoryWith } from '../mirrors/ask-commit-with.ts';
import { meetCommitsWith } from '../mirrors/meet-commits-with.ts';
import type { MirrorPool } from '../mirrors/mirror-pool.ts';
import {
  branchTipsWith,
  commitsBetweenWith,
  reviewCommitsWith,
  stillToMergeWith,
} from '../mirrors/review-commits-with.ts';
import { pagesOfWith } from '../pages/pages-with.ts';
import type { Renderer } from '../render/create-renderer.ts';
import { DiskReports } from '../reports/disk-reports.ts';
import { githubAccess } from './github-access.ts';
import type { DoTask, TaskQueue } from './task-queue.ts';

/** What of the server reviews and commands are made with. */
interface ServerParts {
  readonly probot: Probot;
  readonly identity: () => Promise<AppIdentity>;
  readonly mirrors: MirrorPool;
  readonly renderer: Renderer;
  /** Absent where nothing is fetched. */
  readonly elsewhere: Elsewhere | undefined;
  readonly notes: Notes;
  readonly alone: Alone;
  readonly metrics: Metrics;
}

/** What reviews and commands need from the outside, but for the queue: that one needs them first. */
interface Ports {
  readonly review: Omit<ReviewPorts, 'lookAgain' | 'enqueue'>;
  readonly command: Omit<CommandPorts, 'lookAgain'>;
  readonly past: { readonly commitAt: CommitAt; readonly history: ListHistory };
}

export function createPorts(
  app: AppEnvironment,
  { probot, identity, mirrors, renderer, elsewhere, notes, alone, metrics }: ServerParts,
): Ports {
  const access = { ...githubAccess(probot, metrics), identity };
  const key = maskingKey(app.stateKey);
  const checked = app.checkedPercent / 100;
  const review = {
    ...access,
    branchTips: branchTipsWith(mirrors, access.readingToken),
    meetCommits: meetCommitsWith(mirrors, { renderer, key, elsewhere }),
    reviewCommits: reviewCommitsWith(mirrors, { renderer, key, metrics, checked, elsewhere }),
    commitsBetween: commitsBetweenWith(mirrors),
    stillToMerge: stillToMergeWith(mirrors),
    notes,
    alone,
    pagesOf: pagesOfWith(app),
    reports: app.pages && new DiskReports(join(resolve(app.dataDirectory), 'reports')),
    version: VERSION,
  };
  const askCommit = askCommitWith(mirrors, renderer, key, elsewhere);
  return {
    review,
    command: { ...access, askCommit, now: Date.now },
    past: { commitAt: commitAtWith(mirrors), history: listHistoryWith(mirrors) },
  };
}

/** @returns the same, with a queue for what reviews ask for in turn */
export function reviewPorts({ review }: Ports, queue: TaskQueue): ReviewPorts {
  return {
    ...review,
    lookAgain: (look) => queue.add({ kind: 'pull', look }),
    enqueue: (task) => queue.add(task),
  };
}

/** @returns what does the tasks of a queue */
export function doTaskWith(ports: Ports): DoTask {
  const limit = new CommandLimit();
  return async (task, queue, log, signal) => {
    const review = reviewPorts(ports, queue);
    const command = { ...ports.command, lookAgain: review.lookAgain };
    if (task.kind === 'command') return runCommand(command, task.asked, limit, log, signal);
    const { branchTips, notes, version } = review;
    if (task.kind === 'dashboard')
      return lookAtDashboard({ ...command, branchTips, notes, version, limit }, task, log, signal);
    await workOn(review, task, log, signal);
  };
}
