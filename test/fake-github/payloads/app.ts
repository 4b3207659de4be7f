import type { App, Installation } from '../state/app.ts';
import { apiUrl, type World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { nodeId, type Rest, timestamp, timestampOrNull } from './schemas.ts';

export const appPayload = (world: World, app: App) =>
  ({
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('Integration', app.id),
    owner: accountPayload(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.createdAt),
    permissions: stringPermissions(app),
    events: [...app.events],
  }) satisfies NonNullable<Rest['integration']>;

const stringPermissions = (app: App): Record<string, string> =>
  Object.fromEntries(Object.entries(app.permissions).map(([name, level]) => [name, String(level)]));

export const installationPayload = (world: World, installation: Installation): Rest['installation'] => {
  const { id, app, account } = installation;
  return {
    id,
    account: accountPayload(world, account),
    repository_selection: installation.repositories ? 'selected' : 'all',
    access_tokens_url: `${apiUrl(world)}/app/installations/${id}/access_tokens`,
    repositories_url: `${apiUrl(world)}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${id}`,
    app_id: app.id,
    client_id: app.clientId,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: { ...installation.permissions },
    events: [...installation.events],
    created_at: timestamp(installation.createdAt),
    updated_at: timestamp(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedBy && accountPayload(world, installation.suspendedBy),
    suspended_at: timestampOrNull(installation.suspendedAt),
  };
};
