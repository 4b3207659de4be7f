import { grants, type Need } from '../auth/access.ts';
import { accountPayload, organizationPayload } from '../payloads/account.ts';
import { repositoryPayload } from '../payloads/repository.ts';
import { nodeId } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { App, Installation } from '../state/app.ts';
import type { Repository } from '../state/repository.ts';
import { covers, type World } from '../state/world.ts';
import { deliver } from './deliver.ts';

interface Emission {
  readonly event: string;
  readonly action: string | null;
  /** Without it an event of the organization. */
  readonly repository?: Repository;
  readonly organization?: Account;
  readonly sender: Account;
  /** What the event is about; the frame (repository, sender, installation) is the same for all. */
  readonly about: () => Record<string, unknown>;
  /** An event meant for one App alone: its own checks. */
  readonly only?: App;
}

/** The permission without which an App may not even subscribe. */
const prerequisites: Record<string, Need> = {
  pull_request: { pull_requests: 'read' },
  pull_request_review: { pull_requests: 'read' },
  check_run: { checks: 'read' },
  check_suite: { checks: 'read' },
  push: { contents: 'read' },
  merge_group: { merge_queues: 'read' },
  issues: { issues: 'read' },
  member: { members: 'read' },
  membership: { members: 'read' },
  organization: { members: 'read' },
  team: { members: 'read' },
};

/** Conversations of pull requests belong to both permissions. */
const mayReceive = (event: string, app: { permissions: App['permissions']; events: string[] }): boolean => {
  // Who may write checks hears of them without subscribing.
  const automatic = event.startsWith('check_') && grants(app.permissions, { checks: 'write' });
  if (!automatic && !app.events.includes(event)) return false;
  if (event === 'issue_comment')
    return grants(app.permissions, { issues: 'read' }) || grants(app.permissions, { pull_requests: 'read' });
  return grants(app.permissions, prerequisites[event] ?? {});
};

/** Delivers an event to each App that is installed on the repository or organization and subscribed to it. */
export const emit = (world: World, { event, action, repository, sender, about, only, ...rest }: Emission): void => {
  const organization = repository?.owner ?? rest.organization;
  const isNear = (installation: Installation) =>
    repository ? covers(installation, repository) : installation.account === organization;
  for (const installation of world.installations.values()) {
    if (installation.suspendedAt || !isNear(installation)) continue;
    if ((only && installation.app !== only) || !mayReceive(event, installation)) continue;
    deliver(world, {
      app: installation.app,
      event,
      action,
      installationId: installation.id,
      repositoryId: repository?.id ?? null,
      payload: {
        ...(action && { action }),
        ...about(),
        ...(repository && { repository: repositoryPayload(world, repository) }),
        ...(organization?.type === 'Organization' && { organization: organizationPayload(world, organization) }),
        sender: accountPayload(world, sender),
        installation: { id: installation.id, node_id: nodeId('IntegrationInstallation', installation.id) },
      },
    });
  }
};

/** Whether anybody would hear it: costly payloads are not made for nobody. */
export const isHeard = (world: World, event: string, repository: Repository): boolean =>
  [...world.installations.values()].some(
    (installation) => !installation.suspendedAt && covers(installation, repository) && mayReceive(event, installation),
  );
