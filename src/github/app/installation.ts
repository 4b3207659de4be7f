import type { Probot } from 'probot';
import type { Inbox } from '../tasks/inbox.ts';

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
