import { listChanges } from '../git/compare.ts';
import { type CommitFacts, readCommit, readCommits, resolveCommit } from '../git/objects.ts';
import { gitText } from '../git/run-git.ts';
import { ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { commitPayload, fileChangePayload } from '../payloads/commit.ts';
import { simplePullPayload } from '../payloads/pull.ts';
import { pullsOf } from '../state/repository.ts';

/** The commit a path parameter names; GitHub answers 422 for what is no commit. */
export const commitOf = async ({ repository }: RepositoryContext, revision: string): Promise<string> => {
  const sha = await resolveCommit(repository.gitDirectory, revision);
  if (!sha) throw new HttpProblem(422, `No commit found for SHA: ${revision}`);
  return sha;
};

const one = async (context: RepositoryContext, sha: string): Promise<CommitFacts> => {
  const commit = await readCommit(context.repository.gitDirectory, sha);
  if (!commit) throw new HttpProblem(422, `No commit found for SHA: ${sha}`);
  return commit;
};

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const commit = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const facts = await one(context, await commitOf(context, textParam(context, 'ref')));
  const changes = await listChanges(repository.gitDirectory, [facts.parents[0] ?? emptyTree, facts.sha]);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return ok({
    ...commitPayload(world, repository, facts),
    stats: { total: additions + deletions, additions, deletions },
    files: changes.map((change) => fileChangePayload(world, repository, facts.sha, change)),
  });
};

const history = async (context: RepositoryContext) => {
  const { world, repository, query } = context;
  const from = await commitOf(context, query.get('sha') ?? repository.defaultBranch);
  const path = query.get('path');
  const list = await gitText(repository.gitDirectory, [
    'rev-list',
    '--max-count=1000',
    from,
    '--',
    ...(path ? [path] : []),
  ]);
  const shas = list.split('\n').filter(Boolean);
  const facts = new Map(
    (await readCommits(repository.gitDirectory, ['--no-walk=unsorted', ...shas])).map((entry) => [entry.sha, entry]),
  );
  return paginated(
    context,
    shas.flatMap((sha) => facts.get(sha) ?? []),
    (entry) => commitPayload(world, repository, entry),
  );
};

/** Open pull requests with this commit among theirs, and those that brought it into the default branch. */
const pullsWith = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const sha = await commitOf(context, textParam(context, 'commit_sha'));
  const found = [];
  for (const issue of pullsOf(repository)) {
    const { pull } = issue;
    const range = ['rev-list', pull.headSha, `^${pull.baseSha}`];
    const has =
      pull.headSha === sha ||
      pull.mergeCommitSha === sha ||
      (await gitText(repository.gitDirectory, range)).includes(sha);
    if (has && (issue.state === 'open' || pull.mergedAt)) found.push(issue);
  }
  return paginated(context, found, (issue) => simplePullPayload(world, issue));
};

const read = { needs: [{ contents: 'read' }] } as const;

export const commitRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/commits', read, history),
  repositoryRoute('GET /repos/{owner}/{repo}/commits/{ref}', read, commit),
  repositoryRoute(
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { needs: [{ pull_requests: 'read' }, { contents: 'read' }] },
    pullsWith,
  ),
];
