import * as v from 'valibot';
import { lookAtMergeability } from '../actions/look-at-mergeability.ts';
import { measurePull } from '../actions/measure-pull.ts';
import { openPull } from '../actions/open-pull.ts';
import { updatePull } from '../actions/update-pull.ts';
import { roleIncludes, roleOf } from '../auth/access.ts';
import { listChanges } from '../git/compare.ts';
import { readCommits } from '../git/objects.ts';
import { created, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { forbidden, notFound, validationFailed } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { commitPayload, fileChangePayload } from '../payloads/commit.ts';
import { mergeableNow, pullPayload, pullUrl, simplePullPayload } from '../payloads/pull.ts';
import { findPull, type PullIssue, pullsOf } from '../state/repository.ts';
import { inBackground } from '../state/world.ts';
import { actorOf } from './acting.ts';

export const pullOf = (context: RepositoryContext): PullIssue => {
  const issue = findPull(context.repository, numberParam(context, 'pull_number'));
  if (!issue) throw notFound();
  return issue;
};

/** The first look starts the computation of `mergeable` and does not wait for it. */
const get = async (context: RepositoryContext) => {
  const { world } = context;
  const issue = pullOf(context);
  if (issue.state === 'open') await measurePull(issue);
  const payload = pullPayload(world, issue);
  if (issue.state === 'open' && mergeableNow(issue) === null) inBackground(world, lookAtMergeability(world, issue));
  return ok(payload);
};

const sorters: Record<string, (issue: PullIssue) => number> = {
  created: ({ number }) => number,
  updated: ({ updatedAt }) => updatedAt.getTime(),
  popularity: ({ repository, number }) =>
    [...repository.comments.values()].filter(({ issue }) => issue.number === number).length,
  'long-running': ({ createdAt }) => -createdAt.getTime(),
};

const list = (context: RepositoryContext) => {
  const { world, repository, query } = context;
  const wanted = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const sort = query.get('sort') ?? 'created';
  const key = sorters[sort];
  if (!['open', 'closed', 'all'].includes(wanted) || !key)
    throw validationFailed({ resource: 'PullRequest', field: key ? 'state' : 'sort', code: 'invalid' });
  const upwards =
    (query.get('direction') ?? (query.has('sort') && sort !== 'created' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
  const found = pullsOf(repository)
    .filter(
      ({ state, pull }) =>
        (wanted === 'all' || state === wanted) &&
        (!base || pull.baseBranch === base) &&
        (!head || labels(pull).includes(head)),
    )
    .sort((a, b) => upwards * (key(a) - key(b) || a.number - b.number));
  return paginated(context, found, (issue) => simplePullPayload(world, issue));
};

const labels = (pull: PullIssue['pull']): string[] => [
  pull.headBranch,
  `${pull.headRepository.owner.login}:${pull.headBranch}`,
];

const creation = v.object({
  title: v.optional(v.string()),
  head: v.string(),
  base: v.string(),
  body: v.optional(v.nullable(v.string())),
  draft: v.optional(v.boolean()),
  maintainer_can_modify: v.optional(v.boolean()),
});

const create = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const { title, maintainer_can_modify: maintainerCanModify, ...words } = readBody(context, creation);
  if (!title?.trim()) throw validationFailed({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
  const issue = await openPull(world, repository, { ...words, title, maintainerCanModify, author: actorOf(context) });
  return created(pullPayload(world, issue), pullUrl(world, issue));
};

const change = v.object({
  title: v.optional(v.string()),
  body: v.optional(v.nullable(v.string())),
  base: v.optional(v.string()),
  state: v.optional(v.picklist(['open', 'closed'])),
});

const update = async (context: RepositoryContext) => {
  const { world, repository, actor } = context;
  const issue = pullOf(context);
  const account = actorOf(context);
  const own =
    actor.kind === 'user' && (issue.author === account || roleIncludes(roleOf(repository, account), 'triage'));
  if (actor.kind === 'user' && !own) throw forbidden('Must have admin rights to Repository.');
  await updatePull(world, issue, account, readBody(context, change));
  return ok(pullPayload(world, issue));
};

/** GitHub lists at most 3000 files and 250 commits. */
const files = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const { pull } = pullOf(context);
  const changes = await listChanges(repository.gitDirectory, [`${pull.baseSha}...${pull.headSha}`]);
  return paginated(context, changes.slice(0, 3000), (entry) =>
    fileChangePayload(world, repository, pull.headSha, entry),
  );
};

const commits = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const { pull } = pullOf(context);
  const facts = await readCommits(repository.gitDirectory, [pull.headSha, `^${pull.baseSha}`]);
  return paginated(context, facts.reverse().slice(0, 250), (entry) => commitPayload(world, repository, entry));
};

const read = { needs: [{ pull_requests: 'read' }] } as const;
const write = { needs: [{ pull_requests: 'write' }] } as const;

export const pullRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/pulls', read, list),
  repositoryRoute('POST /repos/{owner}/{repo}/pulls', write, create),
  repositoryRoute('GET /repos/{owner}/{repo}/pulls/{pull_number}', read, get),
  repositoryRoute('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', write, update),
  repositoryRoute('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', read, files),
  repositoryRoute('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', read, commits),
];
