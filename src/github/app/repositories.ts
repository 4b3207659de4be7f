import type { Probot } from 'probot';
import type { Inbox } from './inbox.ts';

/**
 * Repositories come: their open pull requests are reviewed. Where they go, or the App is suspended or removed, GitHub
 * refuses whatever is still under way, and that ends it.
 */
export function onInstallation(probot: Probot, inbox: Inbox): void {
  probot.on(
    ['installation.created', 'installation.unsuspend', 'installation.new_permissions_accepted'],
    async ({ id, payload }) => {
      await inbox.enqueue({
        kind: 'installation',
        installation: payload.installation.id,
        delivery: id,
        urgency: 'event',
      });
    },
  );
  probot.on('installation_repositories.added', async ({ id, payload }) => {
    const installation = payload.installation.id;
    for (const { full_name } of payload.repositories_added) {
      const [owner = '', repo = ''] = full_name.split('/');
      const repository = { installation, owner, repo };
      await inbox.enqueue({ kind: 'repository', repository, delivery: id, urgency: 'event' });
    }
  });
}

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
