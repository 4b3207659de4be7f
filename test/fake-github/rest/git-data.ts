import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { commitExists, noteTree, readCommit, treeExists } from '../git/objects.ts';
import { gitText, runGit } from '../git/run-git.ts';
import { verificationOf, verifiedCommits } from '../git/verified-commits.ts';
import { created, ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { nodeId, type Rest } from '../payloads/schemas.ts';
import { webFlowEmail } from '../state/account-by-email.ts';
import { fullName } from '../state/repository.ts';
import { actorOf } from './acting.ts';

const treeBody = v.object({
  base_tree: v.optional(v.string()),
  tree: v.array(
    v.object({
      path: v.string(),
      mode: v.picklist(['100644', '100755', '040000', '160000', '120000']),
      type: v.picklist(['blob', 'tree', 'commit']),
      sha: v.optional(v.nullable(v.string())),
      content: v.optional(v.string()),
    }),
  ),
});
type TreeEntry = v.InferOutput<typeof treeBody>['tree'][number];

const unprocessable = (message: string) => new HttpProblem(422, message);

type Git = (args: readonly string[], input?: string, accept?: readonly number[]) => Promise<string>;

/** GitHub builds the tree over the base; a deletion of what is not there is refused. */
const createTree = async (context: RepositoryContext) => {
  const { repository, world } = context;
  const body = readBody(context, treeBody);
  const folder = await mkdtemp(join(tmpdir(), 'github-tree-'));
  const environment = { GIT_INDEX_FILE: join(folder, 'index') };
  const git: Git = (args, input = '', accept = [0]) =>
    gitText(repository.gitDirectory, args, { environment, input, accept });
  try {
    if (body.base_tree !== undefined) {
      const { code } = await runGit(repository.gitDirectory, ['read-tree', body.base_tree], {
        environment,
        accept: [0, 128],
      });
      if (code !== 0) throw unprocessable('base_tree is not a valid tree oid');
    }
    for (const entry of body.tree) await addEntry(git, repository.gitDirectory, entry);
    const sha = await git(['write-tree']);
    noteTree(repository.gitDirectory, sha);
    const api = repositoryUrl(world, repository);
    const listed = await gitText(repository.gitDirectory, ['ls-tree', sha]);
    const tree = listed.split('\n').map((line) => {
      const [, mode = '', type = '', id = '', path = ''] = /^(\d+) (\w+) (\w+)\t(.*)$/.exec(line) ?? [];
      return { path, mode, type, sha: id, url: `${api}/git/${type}s/${id}` };
    });
    const payload: Rest['git-tree'] = { sha, url: `${api}/git/trees/${sha}`, tree, truncated: false };
    return created(payload, `${api}/git/trees/${sha}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const addEntry = async (git: Git, gitDirectory: string, { path, mode, sha, content }: TreeEntry): Promise<void> => {
  if (path === '' || path.startsWith('/') || path.split('/').some((part) => ['', '.', '..', '.git'].includes(part)))
    throw unprocessable('tree.path contains a malformed path component');
  if (sha !== undefined && content !== undefined)
    throw unprocessable('Must supply either tree.sha or tree.content, not both');
  if (sha === null) {
    if ((await git(['rev-parse', '--verify', '--quiet', `:${path}`], '', [0, 1])) === '')
      throw unprocessable('GitRPC::BadObjectState');
    await git(['update-index', '--index-info'], `0 ${'0'.repeat(40)}\t${path}\n`);
    return;
  }
  const id = sha ?? (await gitText(gitDirectory, ['hash-object', '-w', '--stdin'], { input: content ?? '' }));
  await git(['update-index', '--add', '--replace', '--cacheinfo', `${mode},${id},${path}`]);
};

const person = v.object({ name: v.string(), email: v.string(), date: v.optional(v.string()) });
const commitBody = v.object({
  message: v.string(),
  tree: v.string(),
  parents: v.optional(v.array(v.string())),
  author: v.optional(person),
  committer: v.optional(person),
  signature: v.optional(v.string()),
});

/** GitHub signs what a bot commits as itself: without author, committer or signature in the request. */
const createCommit = async (context: RepositoryContext) => {
  const { repository, actor, world } = context;
  const { message, tree, parents = [], author, committer, signature } = readBody(context, commitBody);
  for (const parent of parents)
    if (!(await commitExists(repository.gitDirectory, parent))) throw unprocessable('Parent SHA does not exist');
  if (!(await treeExists(repository.gitDirectory, tree))) throw unprocessable('Tree SHA does not exist');
  const account = actorOf(context);
  const own = { name: account.login, email: `${account.id}+${account.login}@users.noreply.github.test` };
  const who = author ?? own;
  const isSigned = actor.kind === 'installation' && !author && !committer && !signature;
  const by = committer ?? (isSigned ? { name: 'GitHub', email: webFlowEmail } : who);
  const date = `${Math.floor(world.now().getTime() / 1000)} +0000`;
  const environment = {
    GIT_AUTHOR_NAME: who.name,
    GIT_AUTHOR_EMAIL: who.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: by.name,
    GIT_COMMITTER_EMAIL: by.email,
    GIT_COMMITTER_DATE: date,
  };
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])];
  const sha = await gitText(repository.gitDirectory, args, { environment, input: message });
  if (isSigned) verifiedCommits.add(sha);
  return created(await commitPayloadOf(context, sha), `${repositoryUrl(world, repository)}/git/commits/${sha}`);
};

const getCommit = async (context: RepositoryContext) => {
  const sha = textParam(context, 'commit_sha');
  if (!(await commitExists(context.repository.gitDirectory, sha))) throw notFound();
  return ok(await commitPayloadOf(context, sha));
};

const commitPayloadOf = async ({ world, repository }: RepositoryContext, sha: string): Promise<Rest['git-commit']> => {
  const api = repositoryUrl(world, repository);
  const html = `${world.url}/${fullName(repository)}/commit`;
  const facts = await readCommit(repository.gitDirectory, sha);
  if (!facts) throw notFound();
  return {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html}/${sha}`,
    author: facts.author,
    committer: facts.committer,
    tree: { sha: facts.tree, url: `${api}/git/trees/${facts.tree}` },
    message: facts.message,
    parents: facts.parents.map((id) => ({ sha: id, url: `${api}/git/commits/${id}`, html_url: `${html}/${id}` })),
    verification: verificationOf(sha),
  };
};

const write = { needs: [{ contents: 'write' }], role: 'write' } as const;

export const gitDataRoutes: readonly Route[] = [
  repositoryRoute('POST /repos/{owner}/{repo}/git/trees', write, createTree),
  repositoryRoute('POST /repos/{owner}/{repo}/git/commits', write, createCommit),
  repositoryRoute('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { needs: [{ contents: 'read' }] }, getCommit),
];
