import * as v from 'valibot';
import { PullRequestRefSchema, pullRequestKey, RepositoryRefSchema, repositoryKey } from '../api/pull-request-ref.ts';
import { LookAgainSchema, mergeLooks, urgencies } from './look-again.ts';

const urgency = v.picklist(urgencies);

/** A branch moved, and open pull requests may go into it. */
const BranchTaskSchema = v.object({
  kind: v.literal('branch'),
  repository: RepositoryRefSchema,
  branch: v.string(),
  delivery: v.string(),
});

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
  GroupTaskSchema,
  RepositoryTaskSchema,
  InstallationTaskSchema,
  CommandTaskSchema,
]);

export type Task = v.InferOutput<typeof TaskSchema>;
export type BranchTask = v.InferOutput<typeof BranchTaskSchema>;
export type GroupTask = v.InferOutput<typeof GroupTaskSchema>;
export type RepositoryTask = v.InferOutput<typeof RepositoryTaskSchema>;
export type CommandTask = v.InferOutput<typeof CommandTaskSchema>;
export type InstallationTask = v.InferOutput<typeof InstallationTaskSchema>;

/** @returns what is left to do when a later task replaces an earlier one with the same key */
export function mergeTasks(earlier: Task, later: Task): Task {
  if (earlier.kind === 'pull' && later.kind === 'pull')
    return { kind: 'pull', look: mergeLooks(earlier.look, later.look) };
  return later;
}

/** The place of a task in a queue. */
interface TaskPlace {
  /** Tasks of one key never run together. */
  readonly key: string;
  readonly group: string;
  readonly version: string;
  readonly priority: number;
}

export function placeOf(task: Task): TaskPlace {
  const priority = urgencies.indexOf(urgencyOf(task));
  if (task.kind === 'pull') {
    const { pullRequest, version } = task.look;
    return { key: pullRequestKey(pullRequest), group: repositoryKey(pullRequest), version, priority };
  }
  if (task.kind === 'command') {
    // A comment that is delivered twice is one task.
    const { ref, comment } = task.asked;
    const group = repositoryKey(ref);
    return { key: `${group} comment ${comment}`, group, version: String(comment), priority };
  }
  if (task.kind === 'installation')
    return { key: `installation ${task.installation}`, group: String(task.installation), version: '', priority };
  const group = repositoryKey(task.repository);
  return { key: `${group} ${detailOf(task)}`, group, version: '', priority };
}

function detailOf(task: BranchTask | GroupTask | RepositoryTask): string {
  if (task.kind === 'branch') return `branch ${task.branch}`;
  return task.kind === 'group' ? `group ${task.headCommit}` : 'all';
}

function urgencyOf(task: Task): (typeof urgencies)[number] {
  if (task.kind === 'pull') return task.look.urgency;
  // A merge queue waits until its group has an answer.
  if (task.kind === 'group' || task.kind === 'command') return 'person';
  return task.kind === 'branch' ? 'event' : task.urgency;
}

/** The fields of every log line about a task. */
export function aboutTask(task: Task): Record<string, string | number> {
  if (task.kind === 'command') {
    const { ref, delivery } = task.asked;
    return { delivery, repository: `${ref.owner}/${ref.repo}`, issue: ref.number };
  }
  if (task.kind === 'installation') return { delivery: task.delivery, installation: task.installation };
  if (task.kind !== 'pull') {
    const { owner, repo } = task.repository;
    return { delivery: task.delivery, repository: `${owner}/${repo}` };
  }
  const { owner, repo, number } = task.look.pullRequest;
  return { delivery: task.look.delivery, repository: `${owner}/${repo}`, pull: number };
}
