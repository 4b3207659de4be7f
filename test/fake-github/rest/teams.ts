import { grants } from '../auth/access.ts';
import { ok } from '../http/answer.ts';
import type { Context } from '../http/context.ts';
import { forbidden, notFound } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import type { Rest } from '../payloads/schemas.ts';
import { apiUrl } from '../state/world.ts';

/** Whether somebody is in a team; an App needs `members`, and sees the organisation it is installed on alone. */
const membership = ({ world, actor, params }: Context) => {
  const { org = '', team_slug: slug = '', username = '' } = params;
  if (actor.kind !== 'installation') throw forbidden();
  const { installation, permissions } = actor.token;
  if (!grants(permissions, { members: 'read' })) throw forbidden();
  if (installation.account.login.toLowerCase() !== org.toLowerCase()) throw notFound();
  const team = world.teams.get(`${org}/${slug}`.toLowerCase());
  const state = team?.members.get(username.toLowerCase());
  if (!team || !state) throw notFound();
  const body: Rest['team-membership'] = {
    url: `${apiUrl(world)}/organizations/${installation.account.id}/team/${team.id}/memberships/${username}`,
    role: 'member',
    state,
  };
  return ok(body);
};

export const teamRoutes: readonly Route[] = [
  route('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', membership),
];
