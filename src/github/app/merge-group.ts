import type { Probot } from 'probot';
import type { GroupTask } from '../tasks/task.ts';
import type { Inbox } from './inbox.ts';

/** A merge queue asks whether what it is about to merge may be merged; a destroyed group needs no answer. */
export function onMergeGroup(probot: Probot, inbox: Inbox): void {
  probot.on('merge_group.checks_requested', async ({ id, payload }) => {
    const task = taskOf(payload, id);
    if (task) await inbox.enqueue(task);
  });
  probot.on('merge_group.destroyed', async ({ id, payload }) => {
    const task = taskOf(payload, id);
    if (task) await inbox.drop(task);
  });
}

interface Payload {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository?: { readonly name: string; readonly owner: { readonly login: string } } | undefined;
  readonly merge_group: {
    readonly head_sha: string;
    readonly head_ref: string;
    readonly base_sha: string;
    readonly base_ref: string;
  };
}

function taskOf({ installation, repository, merge_group: group }: Payload, delivery: string): GroupTask | undefined {
  if (!installation || !repository) return undefined;
  return {
    kind: 'group',
    repository: { installation: installation.id, owner: repository.owner.login, repo: repository.name },
    delivery,
    headCommit: group.head_sha,
    headRef: group.head_ref,
    baseCommit: group.base_sha,
    baseRef: group.base_ref,
  };
}
