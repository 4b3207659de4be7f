import * as v from 'valibot';
import {
  PullRequestRefSchema,
  pullRequestKey,
  type RepositoryRef,
  RepositoryRefSchema,
  repositoryKey,
} from '../api/pull-request-ref.ts';
import { LookAgainSchema, mergeLooks, moreUrgent, urgencies } from './look-again.ts';

const urgency = v.picklist(urgencies);

/** A branch moved, and open pull requests may go into it. */
const BranchTaskSchema = v.object({
  kind: v.literal('branch'),
  repository: RepositoryRefSchema,
  branch: v.string(),
  /** Whether it is the default branch of its repository. */
  isDefault: v.optional(v.boolean()),
  delivery: v.string(),
});

/**
 * A pull request has another head. Most heads are new; one that was reviewed before brings its check along, which may be
 * out of date, so such a head is looked at before all others.
 */
const HeadTaskSchema = v.object({ kind: v.literal('head'), look: LookAgainSchema });

/** A merge queue is about to merge. */
const GroupTaskSchema = v.object({
  kind: v.literal('group'),
  repository: RepositoryRefSchema,
  delivery: v.string(),
  headCommit: v.string(),
  /** `refs/heads/gh-readonly-queue/main/pr-7-…` */
  headRef: v.string(),
  baseCommit: v.string(),
  baseRef: v.string(),
});

/** All open pull requests of a repository have to be checked. */
const RepositoryTaskSchema = v.object({
  kind: v.literal('repository'),
  repository: RepositoryRefSchema,
  delivery: v.string(),
  urgency,
});

/** All repositories of an installation have to be checked. */
const InstallationTaskSchema = v.object({
  kind: v.literal('installation'),
  installation: v.number(),
  delivery: v.string(),
  urgency,
});

/** The issue that says what runs where may be out of date, or somebody has ticked a box in it. */
const DashboardTaskSchema = v.object({
  kind: v.literal('dashboard'),
  repository: RepositoryRefSchema,
  /** Where to find its commits, as far as the event says it. */
  mirror: v.optional(v.object({ repository: v.string(), cloneUrl: v.string(), branch: v.string() })),
  /** What is remembered of it may be wrong: the configuration or the issue was touched. */
  isDoubtful: v.boolean(),
  delivery: v.string(),
  urgency,
});

/** A comment that holds a command. */
const CommandTaskSchema = v.object({
  kind: v.literal('command'),
  asked: v.object({
    ref: PullRequestRefSchema,
    isPull: v.boolean(),
    comment: v.number(),
    body: v.string(),
    by: v.object({ login: v.string(), id: v.number() }),
    at: v.string(),
    delivery: v.string(),
  }),
});

/** What waits in the queue: plain data, as it may wait on Redis. */
export const TaskSchema = v.variant('kind', [
  v.object({ kind: v.literal('pull'), look: LookAgainSchema }),
  BranchTaskSchema,
  HeadTaskSchema,
  GroupTaskSchema,
  RepositoryTaskSchema,
  InstallationTaskSchema,
  DashboardTaskSchema,
  CommandTaskSchema,
]);

export type Task = v.InferOutput<typeof TaskSchema>;
export type BranchTask = v.InferOutput<typeof BranchTaskSchema>;
export type HeadTask = v.InferOutput<typeof HeadTaskSchema>;
export type GroupTask = v.InferOutput<typeof GroupTaskSchema>;
export type RepositoryTask = v.InferOutput<typeof RepositoryTaskSchema>;
export type CommandTask = v.InferOutput<typeof CommandTaskSchema>;
export type DashboardTask = v.InferOutput<typeof DashboardTaskSchema>;
export type InstallationTask = v.InferOutput<typeof InstallationTaskSchema>;

/** @returns what is left to do when a later task replaces an earlier one with the same key */
export function mergeTasks(earlier: Task, later: Task): Task {
  if ('look' in earlier && 'look' in later) return { ...later, look: mergeLooks(earlier.look, later.look) };
  if (!('urgency' in earlier && 'urgency' in later)) return later;
  const merged = { ...later, urgency: moreUrgent(earlier.urgency, later.urgency) };
  if (earlier.kind !== 'dashboard' || merged.kind !== 'dashboard') return merged;
  return { ...merged, isDoubtful: earlier.isDoubtful || merged.isDoubtful };
}

/** The place of a task in a queue. */
interface TaskPlace {
  /** Tasks of one key never run together. */
  readonly key: string;
  /** The repository. */
  readonly group: string;
  /** The installation. */
  readonly tenant: string;
  readonly version: string;
  readonly priority: number;
}

export function placeOf(task: Task): TaskPlace {
  const priority = urgencies.indexOf(urgencyOf(task));
  if (task.kind === 'pull' || task.kind === 'head') {
    const { pullRequest, version } = task.look;
    const key = `${pullRequestKey(pullRequest)}${task.kind === 'head' ? ' head' : ''}`;
    return { ...ofRepository(pullRequest), key, version, priority };
  }
  if (task.kind === 'command') {
    // A comment that is delivered twice is one task.
    const { ref, comment } = task.asked;
    const key = `${repositoryKey(ref)} comment ${comment}`;
    return { ...ofRepository(ref), key, version: String(comment), priority };
  }
  if (task.kind === 'installation') {
    const tenant = String(task.installation);
    return { key: `installation ${tenant}`, group: tenant, tenant, version: '', priority };
  }
  const key = `${repositoryKey(task.repository)} ${detailOf(task)}`;
  return { ...ofRepository(task.repository), key, version: '', priority };
}

function ofRepository(repository: RepositoryRef): Pick<TaskPlace, 'group' | 'tenant'> {
  return { group: repositoryKey(repository), tenant: String(repository.installation) };
}

function detailOf(task: BranchTask | GroupTask | RepositoryTask | DashboardTask): string {
  if (task.kind === 'branch') return `branch ${task.branch}`;
  if (task.kind === 'dashboard') return 'dashboard';
  return task.kind === 'group' ? `group ${task.headCommit}` : 'all';
}

function urgencyOf(task: Task): (typeof urgencies)[number] {
  if (task.kind === 'pull') return task.look.urgency;
  if (task.kind === 'branch' || task.kind === 'head') return 'base';
  // A merge queue waits until its group has an answer, and nothing is merged before.
  if (task.kind === 'group') return 'event';
  return task.kind === 'command' ? 'person' : task.urgency;
}

/** The fields of every log line about a task. */
export function aboutTask(task: Task): Record<string, string | number> {
  if (task.kind === 'command') {
    const { ref, delivery } = task.asked;
    return { delivery, repository: `${ref.owner}/${ref.repo}`, issue: ref.number };
  }
  if (task.kind === 'installation') return { delivery: task.delivery, installation: task.installation };
  if (!('look' in task)) {
    const { owner, repo } = task.repository;
    return { delivery: task.delivery, repository: `${owner}/${repo}` };
  }
  const { owner, repo, number } = task.look.pullRequest;
  return { delivery: task.look.delivery, repository: `${owner}/${repo}`, pull: number };
}
