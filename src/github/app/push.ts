import type { Probot } from 'probot';
import type { Inbox } from '../tasks/inbox.ts';

/** A branch moved that open pull requests may go into. Where their own heads moved, another event says so. */
export function onPush(probot: Probot, inbox: Inbox): void {
  probot.on('push', async ({ id, payload }) => {
    const { installation, repository, ref, deleted } = payload;
    const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
    const owner = repository.owner?.login ?? repository.owner?.name;
    // What a merge queue pushes is its own affair, and nobody's base.
    if (!installation || !owner || branch === undefined || deleted || branch.startsWith('gh-readonly-queue/')) return;
    await inbox.enqueue({
      kind: 'branch',
      repository: { installation: installation.id, owner, repo: repository.name },
      branch,
      delivery: id,
    });
  });
}
