import type { IncomingMessage, ServerResponse } from 'node:http';
import { movingRefs } from '../actions/move-refs.ts';
import { grants, maySee, roleIncludes, roleOf, tokenReaches } from '../auth/access.ts';
import { type Actor, accountBehind } from '../auth/actor.ts';
import { authenticate } from '../auth/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { fullName, type Repository } from '../state/repository.ts';
import { findRepository, type World } from '../state/world.ts';
import { runBackend } from './run-backend.ts';

const address = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export const isGitRequest = (path: string): boolean => address.test(path);

interface GitServed {
  readonly status: number;
  readonly credential: Actor['kind'] | 'refused';
}

/** Answers git's smart HTTP, with git's own server behind GitHub's doors. */
export const serveGit = async (
  world: World,
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<GitServed> => {
  const [, owner = '', name = '', service = ''] = address.exec(url.pathname) ?? [];
  const pushing = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  let actor: Actor | undefined;
  try {
    actor = identify(world, message);
    const repository = admit(actor, findRepository(world, owner, name), pushing);
    const moves = service === 'git-receive-pack';
    const { gitDirectory } = repository;
    const run = () => runBackend({ gitDirectory, service: `/${service}`, url, message, response, hold: moves });
    const account = accountBehind(actor);
    // A push is answered once all that follows from it has happened: whoever pushed may look at once.
    const { status, finish } = moves && account ? await movingRefs(world, repository, account, run) : await run();
    finish();
    return { status, credential: actor.kind };
  } catch (problem) {
    if (!(problem instanceof HttpProblem)) throw problem;
    message.resume();
    response
      .writeHead(problem.status, { 'content-type': 'text/plain', ...problem.headers })
      .end(`${problem.message}\n`);
    return { status: problem.status, credential: actor?.kind ?? 'refused' };
  }
};

const challenge = (words: string) =>
  new HttpProblem(401, words, undefined, { 'www-authenticate': 'Basic realm="GitHub"' });

const identify = (world: World, message: IncomingMessage): Actor => {
  try {
    return authenticate(world, message.headers.authorization);
  } catch (problem) {
    if (problem instanceof HttpProblem && problem.status === 401) throw challenge('Invalid username or token.');
    throw problem;
  }
};

/** What may not be seen does not exist; strangers are asked for a password first. */
const admit = (actor: Actor, repository: Repository | undefined, pushing: boolean): Repository => {
  if (!repository || !maySee(actor, repository)) {
    throw actor.kind === 'anonymous'
      ? challenge('No anonymous access.')
      : new HttpProblem(404, 'Repository not found.');
  }
  if (pushing && actor.kind === 'anonymous') throw challenge('No anonymous write access.');
  if (actor.kind === 'installation') admitInstallation(actor, repository, pushing);
  if (pushing && actor.kind === 'user' && !roleIncludes(roleOf(repository, actor.user), 'write')) {
    throw new HttpProblem(403, `Permission to ${fullName(repository)}.git denied to ${actor.user.login}.`);
  }
  return repository;
};

const admitInstallation = (
  actor: Extract<Actor, { kind: 'installation' }>,
  repository: Repository,
  pushing: boolean,
): void => {
  const may = (level: 'read' | 'write') =>
    tokenReaches(actor, repository) && grants(actor.token.permissions, { contents: level });
  if (pushing && !may('write')) throw new HttpProblem(403, 'Write access to repository not granted.');
  if (repository.private && !may('read')) throw new HttpProblem(403, 'Write access to repository not granted.');
};
