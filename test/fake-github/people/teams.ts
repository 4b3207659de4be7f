import { emit } from '../events/emit.ts';
import { accountPayload, organizationPayload } from '../payloads/account.ts';
import { type Hooks, nodeId } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { Repository, Role } from '../state/repository.ts';
import type { Team } from '../state/team.ts';
import { accountOf, type World } from '../state/world.ts';
import { foldedRole } from './folded-role.ts';

export type Members = Readonly<Record<string, 'active' | 'pending'>>;

const keyOf = (organization: Account, slug: string): string => `${organization.login}/${slug}`.toLowerCase();

/** The team of this name, made when first spoken of. */
export const teamOf = (world: World, organization: Account, slug: string): Team => {
  const known = world.teams.get(keyOf(organization, slug));
  if (known) return known;
  const team: Team = { id: world.nextId(), organization, slug, members: new Map() };
  world.teams.set(keyOf(organization, slug), team);
  return team;
};

/** Says who is in a team, instead of what was said before: `membership`, except for those it begins with. */
export const setMembers = (world: World, organization: Account, slug: string, members: Members): void => {
  const isNew = !world.teams.has(keyOf(organization, slug));
  const team = teamOf(world, organization, slug);
  const wanted = new Map(Object.entries(members).map(([login, state]) => [login.toLowerCase(), state]));
  const actives = (map: ReadonlyMap<string, string>) =>
    [...map].filter(([, state]) => state === 'active').map(([login]) => login);
  const [before, after] = [actives(team.members), actives(wanted)];
  team.members.clear();
  for (const [login, state] of wanted) team.members.set(login, state);
  if (isNew) return;
  for (const login of before.filter((each) => !after.includes(each))) announceMember(world, team, login, 'removed');
  for (const login of after.filter((each) => !before.includes(each))) announceMember(world, team, login, 'added');
};

/** Gives a team a role in a repository, another one, or none (null): `team`. */
export const setTeamRole = (world: World, repository: Repository, team: Team, role: Role | null): void => {
  const before = repository.teams.get(team);
  if (before === (role ?? undefined)) return;
  if (role === null) repository.teams.delete(team);
  else repository.teams.set(team, role);
  const about = () => ({ team: teamPayload(world, team) });
  const frame = { event: 'team', repository, sender: team.organization };
  if (role === null) emit(world, { ...frame, action: 'removed_from_repository', about });
  else if (before === undefined) emit(world, { ...frame, action: 'added_to_repository', about });
  else emit(world, { ...frame, action: 'edited', about: () => ({ ...about(), changes: changesFrom(before) }) });
};

const changesFrom = (before: Role): Hooks['webhook-team-edited']['changes'] => {
  const folded = foldedRole[before];
  return {
    repository: { permissions: { from: { admin: folded === 'admin', push: folded !== 'read', pull: true } } },
  };
};

const announceMember = (world: World, team: Team, login: string, action: 'added' | 'removed'): void => {
  const { organization } = team;
  const about = () =>
    ({
      scope: 'team',
      member: accountPayload(world, accountOf(world, login)),
      team: teamPayload(world, team),
    }) satisfies Pick<Hooks['webhook-membership-added'], 'scope' | 'member' | 'team'>;
  emit(world, { event: 'membership', action, organization, sender: organization, about });
};

const teamPayload = (world: World, team: Team) => {
  const url = `${organizationPayload(world, team.organization).url}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.slug,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${world.url}/orgs/${team.organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  } satisfies Hooks['webhooks_team'];
};
