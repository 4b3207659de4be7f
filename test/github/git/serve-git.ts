import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { movingRefs } from '../actions/move-refs.ts';
import { grants, maySee, roleIncludes, roleOf, tokenReaches } from '../auth/access.ts';
import { type Actor, accountBehind } from '../auth/actor.ts';
import { authenticate } from '../auth/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { fullName, type Repository } from '../state/repository.ts';
import { findRepository, type World } from '../state/world.ts';
import { gitEnvironment } from './run-git.ts';

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
    const run = () => backend(repository, `/${service}`, url, message, response);
    const account = accountBehind(actor);
    const moves = service === 'git-receive-pack' && account;
    const status = moves ? await movingRefs(world, repository, account, run) : await run();
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

/** Runs `git http-backend` as the CGI program it is; settles when the answer is sent and all refs are written. */
const backend = (
  repository: Repository,
  pathInfo: string,
  url: URL,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], {
      env: {
        ...gitEnvironment,
        GIT_PROJECT_ROOT: dirname(repository.gitDirectory),
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: repository.gitDirectory.slice(dirname(repository.gitDirectory).length) + pathInfo,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: message.method,
        CONTENT_TYPE: message.headers['content-type'],
        CONTENT_LENGTH: message.headers['content-length'],
        HTTP_CONTENT_ENCODING: message.headers['content-encoding'],
        GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
        REMOTE_USER: 'local',
        REMOTE_ADDR: '127.0.0.1',
      },
    });
    let head: Buffer | undefined = Buffer.alloc(0);
    let status = 200;
    const begin = (block: string) => {
      const lines = block.split('\r\n').map((line) => line.split(': '));
      status = Number.parseInt(lines.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
      response.writeHead(
        status,
        Object.fromEntries(lines.filter(([name]) => name !== 'Status').map(([name = '', value = '']) => [name, value])),
      );
    };
    child.stdout.on('data', (chunk: Buffer) => {
      if (!head) return void response.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      begin(head.subarray(0, end).toString());
      response.write(head.subarray(end + 4));
      head = undefined;
    });
    child.stdin.on('error', () => undefined);
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => {
      if (head) {
        status = 500;
        response.writeHead(status);
      }
      response.end();
      resolve(status);
    });
    response.on('close', () => child.kill());
    message.pipe(child.stdin);
  });
