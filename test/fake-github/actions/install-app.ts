import { deliver } from '../events/deliver.ts';
import { accountPayload } from '../payloads/account.ts';
import { installationPayload } from '../payloads/app.ts';
import { nodeId } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { App, Installation } from '../state/app.ts';
import { fullName, type Repository } from '../state/repository.ts';
import { covers, type World } from '../state/world.ts';

/** Installs an App on an account, with what the App asks for at this time. */
export const installApp = (
  world: World,
  app: App,
  account: Account,
  repositories: readonly Repository[] | null,
): Installation => {
  const installation: Installation = {
    id: world.nextId(),
    app,
    account,
    createdAt: world.now(),
    permissions: { ...app.permissions },
    events: [...app.events],
    repositories: repositories && new Set(repositories.map(({ id }) => id)),
    suspendedAt: null,
    suspendedBy: null,
  };
  world.installations.set(installation.id, installation);
  return installation;
};

type InstallationAction = 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted';

const brief = (repository: Repository) => ({
  id: repository.id,
  node_id: nodeId('Repository', repository.id),
  name: repository.name,
  full_name: fullName(repository),
  private: repository.private,
});

/** The `installation` event: every App hears it, subscribed or not. */
export const announceInstallation = (
  world: World,
  installation: Installation,
  sender: Account,
  action: InstallationAction,
): void => {
  const seen = [...world.repositories.values()].filter((repository) => covers(installation, repository));
  send(world, installation, sender, 'installation', action, {
    ...(action !== 'suspend' && action !== 'unsuspend' && { repositories: seen.map(brief) }),
    requester: null,
  });
};

/** Gives an installation more repositories, or takes some away: the `installation_repositories` event. */
export const changeRepositories = (
  world: World,
  installation: Installation,
  sender: Account,
  { added = [], removed = [] }: { added?: readonly Repository[]; removed?: readonly Repository[] },
): void => {
  installation.repositories ??= new Set(
    [...world.repositories.values()].filter(({ owner }) => owner === installation.account).map(({ id }) => id),
  );
  for (const { id } of added) installation.repositories.add(id);
  for (const { id } of removed) installation.repositories.delete(id);
  send(world, installation, sender, 'installation_repositories', added.length > 0 ? 'added' : 'removed', {
    repository_selection: 'selected',
    repositories_added: added.map(brief),
    repositories_removed: removed.map(brief),
    requester: null,
  });
};

const send = (
  world: World,
  installation: Installation,
  sender: Account,
  event: string,
  action: string,
  about: object,
): void => {
  const payload = {
    action,
    installation: installationPayload(world, installation),
    ...about,
    sender: accountPayload(world, sender),
  };
  deliver(world, {
    app: installation.app,
    event,
    action,
    installationId: installation.id,
    repositoryId: null,
    payload,
  });
};
