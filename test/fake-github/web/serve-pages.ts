import type { IncomingMessage } from 'node:http';
import { announceRun } from '../actions/write-check-run.ts';
import type { Answer } from '../http/answer.ts';
import { type CheckRun, findPull, fullName, pullsOf, type Repository } from '../state/repository.ts';
import { findRepository, type World } from '../state/world.ts';
import { blobPage } from './blob-page.ts';
import { indexPage } from './index-page.ts';
import { liveLinks } from './layout.ts';
import { pullPage } from './pull-page.ts';
import { registerByManifest } from './register-by-manifest.ts';
import { authorize, exchangeCode } from './sign-in.ts';

const address = /^\/([^/]+)\/([^/]+)\/(pull|blob|runs)\/(.+)$/;

const page = (text: string): Answer => ({ status: 200, text });
const seeOther = (location: string): Answer => ({ status: 303, headers: { location } });

/** The pages a person sees, without signing in, and signing in to an App; undefined for what is not a page. */
export const servePages = async (
  world: World,
  message: IncomingMessage,
  { pathname: path, searchParams }: URL,
  rawBody: string,
): Promise<Answer | undefined> => {
  if (path === '/login/oauth/authorize' && message.method === 'GET') return authorize(world, searchParams);
  if (path === '/login/oauth/access_token' && message.method === 'POST') return exchangeCode(world, rawBody);
  const [, organization] = /^\/(?:organizations\/([^/]+)\/)?settings\/apps\/new$/.exec(path) ?? [];
  if (path.endsWith('/settings/apps/new') && message.method === 'POST')
    return registerByManifest(world, organization, searchParams, rawBody);
  const wantsHtml = (message.headers.accept ?? '').includes('text/html');
  if (path === '/' && message.method === 'GET' && wantsHtml) return page(indexPage(world, liveLinks));
  const [, owner = '', name = '', kind, rest = ''] = address.exec(path) ?? [];
  const repository = kind && findRepository(world, owner, name);
  if (!repository) return undefined;
  if (kind === 'runs') return serveRun(world, message, repository, rest);
  if (message.method !== 'GET') return undefined;
  if (kind === 'blob') return text(await blobPage(repository, decodeURIComponent(rest)));
  const issue = findPull(repository, Number(rest));
  return text(issue && pullPage(issue, liveLinks));
};

const text = (content: string | undefined): Answer =>
  content === undefined ? { status: 404, text: 'Not Found' } : page(content);

/** A run's own address leads to its pull request; its buttons do what a click does, in the owner's name. */
const serveRun = (world: World, message: IncomingMessage, repository: Repository, rest: string): Answer => {
  const [id = '', verb, identifier = ''] = rest.split('/');
  const run = repository.checkRuns.get(Number(id));
  if (!run) return { status: 404, text: 'Not Found' };
  if (message.method === 'POST' && verb === 'rerequest') announceRun(world, run, repository.owner, 'rerequested');
  if (message.method === 'POST' && verb === 'actions') {
    announceRun(world, run, repository.owner, 'requested_action', { identifier: decodeURIComponent(identifier) });
  }
  return seeOther(whereShown(repository, run));
};

const whereShown = (repository: Repository, run: CheckRun): string => {
  const issue = pullsOf(repository).find(({ pull }) => pull.headSha === run.suite.headSha);
  return issue ? `/${fullName(repository)}/pull/${issue.number}#run-${run.id}` : '/';
};
