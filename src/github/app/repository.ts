import type { Probot } from 'probot';
import type { Inbox } from '../tasks/inbox.ts';

/** A repository has another name, another owner, or is in use again: what stands under it is looked at there. */
export function onRepository(probot: Probot, inbox: Inbox): void {
  probot.on(['repository.renamed', 'repository.transferred', 'repository.unarchived'], async ({ id, payload }) => {
    const { installation, repository } = payload;
    if (!installation) return;
    const { name: repo, owner } = repository;
    await inbox.enqueue({
      kind: 'repository',
      repository: { installation: installation.id, owner: owner.login, repo },
      delivery: id,
      urgency: 'event',
    });
  });
}
