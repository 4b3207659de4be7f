import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { grants } from '../auth/access.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { page } from '../http/paginate.ts';
import { forbidden, HttpProblem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { appRoute, type Route, route } from '../http/route.ts';
import { repositoryPayload } from '../payloads/repository.ts';
import { timestamp } from '../payloads/schemas.ts';
import type { Installation, Permissions, Token } from '../state/app.ts';
import type { Repository } from '../state/repository.ts';
import { covers, type World } from '../state/world.ts';
import { findInstallation } from './app.ts';

const hour = 3_600_000;

const request = v.object({
  repositories: v.optional(v.array(v.string())),
  repository_ids: v.optional(v.array(v.number())),
  permissions: v.optional(v.record(v.string(), v.picklist(['read', 'write', 'admin']))),
});

type Request = v.InferOutput<typeof request>;

const seenBy = (world: World, installation: Installation): Repository[] =>
  [...world.repositories.values()].filter((repository) => covers(installation, repository));

/** The repositories a token is narrowed to; null when nothing was asked. */
const narrow = (
  world: World,
  installation: Installation,
  { repositories, repository_ids }: Request,
): Repository[] | null => {
  if (!repositories && !repository_ids) return null;
  const seen = seenBy(world, installation);
  const wanted = [
    ...(repositories ?? []).map((name) =>
      seen.find((repository) => repository.name.toLowerCase() === name.toLowerCase()),
    ),
    ...(repository_ids ?? []).map((id) => seen.find((repository) => repository.id === id)),
  ];
  const found = wanted.filter((repository) => repository !== undefined);
  if (found.length < wanted.length) {
    const message =
      'There is at least one repository that does not exist or is not accessible to the parent installation.';
    throw new HttpProblem(422, message);
  }
  return found;
};

const narrowPermissions = (granted: Permissions, wanted: Request['permissions']): Permissions => {
  if (!wanted) return { ...granted };
  const kept = Object.entries(wanted);
  const fits = kept.every(([name, level]) => grants(granted, { [name]: level }));
  if (!fits) throw new HttpProblem(422, 'The permissions requested are not granted to this installation.');
  return { metadata: 'read', ...Object.fromEntries(kept) };
};

const mint = (
  world: World,
  installation: Installation,
  permissions: Permissions,
  repositories: Repository[] | null,
) => {
  const value = `ghs_${createHash('sha256').update(`${world.directory} ${world.nextId()}`).digest('hex').slice(0, 36)}`;
  const token: Extract<Token, { kind: 'installation' }> = {
    kind: 'installation',
    value,
    installation,
    permissions,
    repositories: repositories && new Set(repositories.map(({ id }) => id)),
    expiresAt: new Date(world.now().getTime() + hour),
  };
  world.tokens.set(value, token);
  return token;
};

export const installationTokenRoutes: readonly Route[] = [
  appRoute('POST /app/installations/{installation_id}/access_tokens', (context) => {
    const { world } = context;
    const installation = findInstallation(context);
    if (installation.suspendedAt) throw forbidden('This installation has been suspended');
    const wanted = readBody(context, request);
    const repositories = narrow(world, installation, wanted);
    const token = mint(
      world,
      installation,
      narrowPermissions(installation.permissions, wanted.permissions),
      repositories,
    );
    return created({
      token: token.value,
      expires_at: timestamp(token.expiresAt),
      permissions: token.permissions,
      repository_selection: repositories || installation.repositories ? 'selected' : 'all',
      ...(repositories && { repositories: repositories.map((repository) => repositoryPayload(world, repository)) }),
    });
  }),
  route('DELETE /installation/token', ({ world, actor }) => {
    if (actor.kind !== 'installation') throw forbidden();
    world.tokens.delete(actor.token.value);
    return noContent;
  }),
  route('GET /installation/repositories', (context) => {
    const { world, actor } = context;
    if (actor.kind !== 'installation') throw forbidden();
    const { installation, repositories } = actor.token;
    const seen = seenBy(world, installation).filter(({ id }) => repositories === null || repositories.has(id));
    const { items, headers } = page(context, seen);
    const body = {
      total_count: seen.length,
      repository_selection: repositories || installation.repositories ? 'selected' : 'all',
      repositories: items.map((repository) => repositoryPayload(world, repository)),
    };
    return { ...ok(body), headers };
  }),
];
