import { grants, roleOf } from '../auth/access.ts';
import type { Actor } from '../auth/actor.ts';
import { type Answer, noContent } from '../http/answer.ts';
import type { Context } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { type Route, repositoryRoute, route } from '../http/route.ts';
import { isMember } from '../people/organization-members.ts';
import type { Account } from '../state/account.ts';
import { apiUrl, type World } from '../state/world.ts';

const accountNamed = (world: World, login: string | undefined): Account => {
  const account = world.accounts.get((login ?? '').toLowerCase());
  if (!account) throw notFound();
  return account;
};

const maySeeMembers = (world: World, actor: Actor, organization: Account): boolean => {
  if (actor.kind === 'user') return isMember(world, organization, actor.user);
  if (actor.kind !== 'installation') return false;
  const { installation, permissions } = actor.token;
  return installation.account === organization && grants(permissions, { members: 'read' });
};

/** Who may not see all members is sent to the public ones. */
const member = ({ world, actor, params }: Context): Answer => {
  const organization = accountNamed(world, params.org);
  if (organization.type !== 'Organization') throw notFound();
  if (!maySeeMembers(world, actor, organization)) {
    const location = `${apiUrl(world)}/orgs/${organization.login}/public_members/${params.username}`;
    return { status: 302, headers: { location } };
  }
  if (!isMember(world, organization, accountNamed(world, params.username))) throw notFound();
  return noContent;
};

/** Nobody here has made their membership public. */
const publicMember = (): Answer => {
  throw notFound();
};

const has = (names: ReadonlyMap<string, unknown>, login: string): boolean => names.has(login.toLowerCase());

export const memberRoutes: readonly Route[] = [
  route('GET /orgs/{org}/members/{username}', member),
  route('GET /orgs/{org}/public_members/{username}', publicMember),
  repositoryRoute(
    'GET /repos/{owner}/{repo}/collaborators/{username}',
    { needs: [{ metadata: 'read' }], role: 'write' },
    ({ world, repository, params }) => {
      const account = accountNamed(world, params.username);
      const given =
        repository.owner === account ||
        has(repository.collaborators, account.login) ||
        [...repository.teams.keys()].some(({ members }) => members.get(account.login.toLowerCase()) === 'active');
      if (!given || roleOf(repository, account) === undefined) throw notFound();
      return noContent;
    },
  ),
];
