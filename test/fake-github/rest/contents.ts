import { listTree, readBlob, resolveCommit, type TreeEntry } from '../git/objects.ts';
import { type Answer, ok } from '../http/answer.ts';
import type { RepositoryContext } from '../http/context.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { fullName } from '../state/repository.ts';

/** Above this GitHub leaves the content out of the JSON. */
const largest = 1024 * 1024;

const common = ({ world, repository }: RepositoryContext, entry: TreeEntry, ref: string) => {
  const escaped = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(world, repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const html_url = `${world.url}/${fullName(repository)}/${kind}/${ref}/${escaped}`;
  const git_url = `${repositoryUrl(world, repository)}/git/${kind}s/${entry.sha}`;
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url,
    html_url,
    git_url,
    download_url: entry.type === 'blob' ? `${world.url}/raw/${fullName(repository)}/${ref}/${escaped}` : null,
    _links: { self: url, git: git_url, html: html_url },
  };
};

const typeOf = ({ type, mode }: TreeEntry): string => {
  if (type === 'tree') return 'dir';
  if (type === 'commit') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
};

const file = async (context: RepositoryContext, entry: TreeEntry, ref: string): Promise<Answer> => {
  const bytes = await readBlob(context.repository.gitDirectory, entry.sha);
  const text = bytes.toString('base64').replace(/(.{60})/g, '$1\n');
  const content =
    bytes.length > largest ? { encoding: 'none', content: '' } : { encoding: 'base64', content: `${text}\n` };
  const target =
    typeOf(entry) === 'symlink' ? { type: 'symlink', target: bytes.toString() } : { type: 'file', ...content };
  return ok({ ...common(context, entry, ref), ...target });
};

const contents = async (context: RepositoryContext): Promise<Answer> => {
  const { repository, params, query, headers } = context;
  const path = (params.path ?? '').replace(/\/$/, '');
  const ref = query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(repository.gitDirectory, ref);
  if (!commit) throw new HttpProblem(404, `No commit found for the ref ${ref}`);
  const [entry] = path === '' ? [] : await listTree(repository.gitDirectory, commit, path);
  if (entry && entry.type !== 'tree') {
    if (String(headers.accept).includes('raw'))
      return { status: 200, text: (await readBlob(repository.gitDirectory, entry.sha)).toString() };
    return file(context, entry, ref);
  }
  const children = await listTree(repository.gitDirectory, commit, path === '' ? '' : `${path}/`);
  if (children.length === 0) throw notFound();
  return ok(children.map((child) => ({ ...common(context, child, ref), type: typeOf(child) })));
};

const access = { needs: [{ contents: 'read' }] } as const;

export const contentsRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/contents', access, contents),
  repositoryRoute('GET /repos/{owner}/{repo}/contents/{path}', access, contents),
];
