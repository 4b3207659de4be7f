import { roleOf } from '../auth/access.ts';
import { ok } from '../http/answer.ts';
import type { RepositoryContext } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { accountPayload } from '../payloads/account.ts';
import { fullRepositoryPayload } from '../payloads/repository.ts';
import type { Rest } from '../payloads/schemas.ts';
import { foldedRole } from '../people/folded-role.ts';
import { type Role, roles } from '../state/repository.ts';

const metadata = { needs: [{ metadata: 'read' }] } as const;

const permission = ({ world, repository, params }: RepositoryContext) => {
  const account = world.accounts.get((params.username ?? '').toLowerCase());
  if (!account) throw notFound();
  const role = roleOf(repository, account);
  const has = (wanted: Role) => role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted);
  const permissions = {
    pull: has('read'),
    triage: has('triage'),
    push: has('write'),
    maintain: has('maintain'),
    admin: has('admin'),
  };
  const user = { ...accountPayload(world, account), permissions, role_name: role ?? 'none' };
  const body: Rest['repository-collaborator-permission'] = {
    permission: role ? foldedRole[role] : 'none',
    role_name: role ?? 'none',
    user,
  };
  return ok(body);
};

export const repositoryRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}', metadata, ({ world, repository }) =>
    ok(fullRepositoryPayload(world, repository)),
  ),
  repositoryRoute('GET /repos/{owner}/{repo}/collaborators/{username}/permission', metadata, permission),
];
