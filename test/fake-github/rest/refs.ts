import * as v from 'valibot';
import { moveRefs } from '../actions/move-refs.ts';
import { commitExists } from '../git/objects.ts';
import { zeroSha } from '../git/refs.ts';
import { gitText } from '../git/run-git.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { nodeId, type Rest } from '../payloads/schemas.ts';
import { actorOf } from './acting.ts';

const payload = ({ world, repository }: RepositoryContext, ref: string, sha: string): Rest['git-ref'] => {
  const api = repositoryUrl(world, repository);
  return {
    ref,
    node_id: nodeId('Ref', `${repository.id}:${ref}`),
    url: `${api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
};

const fullRef = (context: RepositoryContext): string => `refs/${textParam(context, 'ref')}`;

/** Also GitHub's own refs, refs/pull/*, may be read by name. */
const shaOf = async ({ repository }: RepositoryContext, ref: string): Promise<string | undefined> =>
  repository.refs.get(ref) ??
  ((await gitText(repository.gitDirectory, ['rev-parse', '--verify', '--quiet', ref], { accept: [0, 1] })) ||
    undefined);

const get = async (context: RepositoryContext) => {
  const ref = fullRef(context);
  const sha = await shaOf(context, ref);
  if (!sha) throw notFound();
  return ok(payload(context, ref, sha));
};

const matching = (context: RepositoryContext) => {
  const found = [...context.repository.refs].filter(([ref]) => ref.startsWith(fullRef(context)));
  return ok(found.map(([ref, sha]) => payload(context, ref, sha)));
};

const mustExist = async ({ repository }: RepositoryContext, sha: string): Promise<void> => {
  if (!(await commitExists(repository.gitDirectory, sha))) throw new HttpProblem(422, 'Object does not exist');
};

const create = async (context: RepositoryContext) => {
  const { ref, sha } = readBody(context, v.object({ ref: v.string(), sha: v.string() }));
  if (!/^refs\/(heads|tags)\/.+/.test(ref))
    throw new HttpProblem(422, 'Reference name must start with refs/ and contain two slashes.');
  if (context.repository.refs.has(ref)) throw new HttpProblem(422, 'Reference already exists');
  await mustExist(context, sha);
  await moveRefs(context.world, context.repository, actorOf(context), [{ ref, before: zeroSha, after: sha }]);
  return created(payload(context, ref, sha));
};

const update = async (context: RepositoryContext) => {
  const { sha, force } = readBody(context, v.object({ sha: v.string(), force: v.optional(v.boolean()) }));
  const ref = fullRef(context);
  const before = context.repository.refs.get(ref);
  if (!before) throw new HttpProblem(422, 'Reference does not exist');
  await mustExist(context, sha);
  const lost = await gitText(context.repository.gitDirectory, ['rev-list', '-n1', before, `^${sha}`]);
  if (lost !== '' && !force) throw new HttpProblem(422, 'Update is not a fast forward');
  await moveRefs(context.world, context.repository, actorOf(context), [{ ref, before, after: sha }]);
  return ok(payload(context, ref, sha));
};

const remove = async (context: RepositoryContext) => {
  const ref = fullRef(context);
  const before = context.repository.refs.get(ref);
  if (!before) throw new HttpProblem(422, 'Reference does not exist');
  await moveRefs(context.world, context.repository, actorOf(context), [{ ref, before, after: zeroSha }]);
  return noContent;
};

const read = { needs: [{ contents: 'read' }] } as const;
const write = { needs: [{ contents: 'write' }], role: 'write' } as const;

export const refRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/git/ref/{ref}', read, get),
  repositoryRoute('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', read, matching),
  repositoryRoute('POST /repos/{owner}/{repo}/git/refs', write, create),
  repositoryRoute('PATCH /repos/{owner}/{repo}/git/refs/{ref}', write, update),
  repositoryRoute('DELETE /repos/{owner}/{repo}/git/refs/{ref}', write, remove),
];
