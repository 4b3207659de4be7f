import type { Probot } from 'probot';
import type { Bell } from '../tasks/bell.ts';

/**
 * Repositories come: their open pull requests are reviewed. Where they go, or the App is suspended or removed, GitHub
 * refuses whatever is still under way, and that ends it.
 */
export function onInstallation(probot: Probot, bell: Bell): void {
  probot.on(
    ['installation.created', 'installation.unsuspend', 'installation.new_permissions_accepted'],
    async ({ id, payload }) => {
      await bell.ring({
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
      await bell.ring({ kind: 'repository', repository, delivery: id, urgency: 'event' });
    }
  });
}
