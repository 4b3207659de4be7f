import type { Probot } from 'probot';
import type { Bell } from '../tasks/bell.ts';

/** A repository has another name, another owner, or is in use again: what stands under it is looked at there. */
export function onRepository(probot: Probot, bell: Bell): void {
  probot.on(['repository.renamed', 'repository.transferred', 'repository.unarchived'], async ({ id, payload }) => {
    const { installation, repository } = payload;
    if (!installation) return;
    const { name: repo, owner } = repository;
    await bell.ring({
      kind: 'repository',
      repository: { installation: installation.id, owner: owner.login, repo },
      delivery: id,
      urgency: 'event',
    });
  });
}
