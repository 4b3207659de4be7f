import type { Account } from '../state/account.ts';
import type { Permissions } from '../state/app.ts';
import { type Repository, type Role, roles } from '../state/repository.ts';
import { covers } from '../state/world.ts';
import type { Actor } from './actor.ts';

/** A permission an endpoint asks for; an endpoint with several is content with any one of them. */
export type Need = Readonly<Partial<Record<keyof Permissions, 'read' | 'write'>>>;

/** Whether a grant covers a need: write includes read, and every App may read metadata. */
export const grants = (granted: Permissions, need: Need): boolean => {
  const held = new Map(Object.entries(granted));
  return Object.entries(need).every(([name, level]) => {
    const has = held.get(name) ?? (name === 'metadata' ? 'read' : undefined);
    return has !== undefined && (level === 'read' || has !== 'read');
  });
};

/** A person's role; `undefined` for somebody who may not even see the repository. */
export const roleOf = (repository: Repository, account: Account): Role | undefined => {
  if (repository.owner === account) return 'admin';
  const login = account.login.toLowerCase();
  const byTeam = [...repository.teams]
    .filter(([{ members }]) => members.get(login) === 'active')
    .map(([, role]) => role);
  const given = [repository.collaborators.get(login), ...byTeam, repository.private ? undefined : 'read'];
  return roles.findLast((role) => given.includes(role));
};

export const roleIncludes = (role: Role | undefined, wanted: Role): boolean =>
  role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted);

/** An installation token reaches its installation's repositories, fewer when it was narrowed. */
export const tokenReaches = (actor: Actor, repository: Repository): boolean =>
  actor.kind === 'installation' &&
  covers(actor.token.installation, repository) &&
  (actor.token.repositories === null || actor.token.repositories.has(repository.id));

export const maySee = (actor: Actor, repository: Repository): boolean => {
  if (!repository.private || tokenReaches(actor, repository)) return true;
  return actor.kind === 'user' && roleOf(repository, actor.user) !== undefined;
};
