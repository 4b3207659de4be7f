import { roleOf } from '../auth/access.ts';
import { readCommit } from '../git/objects.ts';
import { ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { notFound } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { accountPayload } from '../payloads/account.ts';
import { commitPayload } from '../payloads/commit.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { fullRepositoryPayload } from '../payloads/repository.ts';
import type { Rest } from '../payloads/schemas.ts';
import { branchHead, type Role, roles } from '../state/repository.ts';

const metadata = { needs: [{ metadata: 'read' }] } as const;
const contents = { needs: [{ contents: 'read' }] } as const;

/** The older field knows four levels only; `role_name` knows all. */
const folded: Record<Role, string> = {
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

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
    permission: role ? folded[role] : 'none',
    role_name: role ?? 'none',
    user,
  };
  return ok(body);
};

const branches = (context: RepositoryContext) => {
  const { repository, world, query } = context;
  const all = [...repository.refs].filter(
    ([ref]) => ref.startsWith('refs/heads/') && query.get('protected') !== 'true',
  );
  return paginated(context, all, ([ref, sha]) => ({
    name: ref.slice('refs/heads/'.length),
    commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
    protected: false,
  }));
};

const branch = async (context: RepositoryContext) => {
  const { repository, world } = context;
  const name = textParam(context, 'branch');
  const sha = branchHead(repository, name);
  const commit = sha && (await readCommit(repository.gitDirectory, sha));
  if (!commit) throw notFound();
  const self = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: commitPayload(world, repository, commit),
    _links: { self, html: `${world.url}/${repository.owner.login}/${repository.name}/tree/${name}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${self}/protection`,
  });
};

export const repositoryRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}', metadata, ({ world, repository }) =>
    ok(fullRepositoryPayload(world, repository)),
  ),
  repositoryRoute('GET /repos/{owner}/{repo}/branches', contents, branches),
  repositoryRoute('GET /repos/{owner}/{repo}/branches/{branch}', contents, branch),
  repositoryRoute('GET /repos/{owner}/{repo}/collaborators/{username}/permission', metadata, permission),
];
