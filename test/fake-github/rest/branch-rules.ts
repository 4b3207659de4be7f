import { readCommit } from '../git/objects.ts';
import { ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { commitPayload } from '../payloads/commit.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { protectionPayload, rulePayloads } from '../payloads/protection.ts';
import { branchHead } from '../state/repository.ts';
import { isProtected, rulesetsOf } from '../state/rules.ts';

const branches = (context: RepositoryContext) => {
  const { repository, world, query } = context;
  const wanted = query.get('protected');
  const all = [...repository.refs]
    .filter(([ref]) => ref.startsWith('refs/heads/'))
    .map(([ref, sha]) => ({ name: ref.slice('refs/heads/'.length), sha }))
    .filter(({ name }) => wanted === null || isProtected(repository, name) === (wanted === 'true'));
  return paginated(context, all, ({ name, sha }) => ({
    name,
    commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
    protected: isProtected(repository, name),
    ...protectionPayload(world, repository, name),
  }));
};

const branch = async (context: RepositoryContext) => {
  const { repository, world } = context;
  const name = textParam(context, 'branch');
  const sha = branchHead(repository, name);
  const commit = sha && (await readCommit(repository.gitDirectory, sha));
  if (!commit) throw new HttpProblem(404, 'Branch not found');
  const self = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
  return ok({
    name,
    commit: commitPayload(world, repository, commit),
    _links: { self, html: `${world.url}/${repository.owner.login}/${repository.name}/tree/${name}` },
    protected: isProtected(repository, name),
    ...protectionPayload(world, repository, name),
  });
};

/** The branch need not exist. */
const rules = (context: RepositoryContext) => {
  const { repository } = context;
  const all = rulesetsOf(repository, textParam(context, 'branch')).flatMap((each) => rulePayloads(repository, each));
  return paginated(context, all, (rule) => rule);
};

const contents = { needs: [{ contents: 'read' }] } as const;

export const branchRuleRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/branches', contents, branches),
  repositoryRoute('GET /repos/{owner}/{repo}/branches/{branch}', contents, branch),
  repositoryRoute('GET /repos/{owner}/{repo}/rules/branches/{branch}', { needs: [{ metadata: 'read' }] }, rules),
];
