import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Probot, ProbotOctokit } from 'probot';
import { type RepositoryRef, repositoryKey } from '../../github/api/pull-request-ref.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import type { GitHubTokens, ListedPull } from '../../sources/credentials/github-tokens.ts';
import type { AppEnvironment } from '../env/environment.ts';
import type { Metrics } from '../log/create-metrics.ts';
import { askConditionally, KeptAnswers } from './ask-conditionally.ts';

/** Tokens are valid for an hour; one that was revoked must not be kept for long. */
const tokenMilliseconds = 10 * 60_000;

/** Access to GitHub for reviews, with the App's own credentials. */
type GitHubAccess = Pick<ReviewPorts, 'connect' | 'readingToken' | 'now'>;

export function githubAccess(probot: Probot, metrics: Metrics): GitHubAccess {
  const clock = new GitHubClock();
  const kept = new KeptAnswers();
  const tokens = new LRUCache<string, string, RepositoryRef>({
    max: 500,
    ttl: tokenMilliseconds,
    fetchMethod: (_key, _stale, { context }) => mintReadingToken(probot, context),
  });
  return {
    connect: async (installation, log) =>
      withLog(await probot.auth(installation), { log, installation, metrics, clock, kept }),
    readingToken: async (ref) => {
      const token = await tokens.fetch(`${ref.installation} ${repositoryKey(ref)}`, { context: ref });
      if (token === undefined) throw new Error('GitHub did not issue a token');
      return token;
    },
    now: () => clock.now(),
  };
}

/** The App's own tokens for repositories that an operator grants to others. */
export function grantedTokens(probot: Probot, { gitHub }: Pick<AppEnvironment, 'gitHub'>): GitHubTokens {
  const tokens = new LRUCache<string, string>({
    max: 500,
    ttl: tokenMilliseconds,
    fetchMethod: (repository, _stale, { signal }) => mintGrantedToken(probot, repository, signal),
  });
  return {
    origin: `${gitHub.protocol}://${gitHub.host ?? 'github.com'}`,
    token: (repository, signal) => tokens.fetch(repository.toLowerCase(), { ...(signal && { signal }) }),
    openPulls: (repository, signal) => listOpenPulls(probot, repository, signal),
  };
}

/** @returns `undefined` where the App is not installed */
async function listOpenPulls(
  probot: Probot,
  repository: string,
  signal: AbortSignal | undefined,
): Promise<readonly ListedPull[] | undefined> {
  const [owner = '', repo = ''] = repository.split('/');
  const installation = await installationOf(probot, { owner, repo }, signal);
  if (installation === undefined) return undefined;
  const github = await probot.auth(installation);
  const which = { owner, repo, state: 'open', per_page: 100, ...(signal && { request: { signal } }) } as const;
  const found = await github.paginate(github.rest.pulls.list, which);
  return found.map(({ number, head, user, title, labels }) => ({
    number,
    sha: head.sha,
    branch: head.ref,
    author: user?.login ?? '',
    title,
    labels: labels.map(({ name }) => name),
  }));
}

async function mintGrantedToken(probot: Probot, repository: string, signal: AbortSignal): Promise<string | undefined> {
  const [owner = '', repo = ''] = repository.split('/');
  const installation = await installationOf(probot, { owner, repo }, signal);
  return installation === undefined ? undefined : mintReadingToken(probot, { installation, repo });
}

/**
 * @returns `undefined` where the App is not installed
 * @see https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
 */
async function installationOf(
  probot: Probot,
  repository: Pick<RepositoryRef, 'owner' | 'repo'>,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const github = await probot.auth();
  try {
    const { data } = await github.rest.apps.getRepoInstallation({
      ...repository,
      ...(signal && { request: { signal } }),
    });
    return data.id;
  } catch (error) {
    // Of a private repository where the App is not installed GitHub says no more than that.
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}

type Readable = Pick<RepositoryRef, 'installation' | 'repo'>;

async function mintReadingToken(probot: Probot, { installation, repo }: Readable): Promise<string> {
  const github = await probot.auth();
  // Not by Octokit's own `auth()`: as Probot sets it up, that asks github.com whatever GHE_HOST says.
  const { data } = await github.rest.apps.createInstallationAccessToken({
    installation_id: installation,
    repositories: [repo],
    permissions: { contents: 'read' },
  });
  return data.token;
}

interface ClientParts {
  readonly log: Logger;
  readonly installation: number;
  readonly metrics: Metrics;
  readonly clock: GitHubClock;
  readonly kept: KeptAnswers;
}

/** GitHub's time: what people write is dated by it, and a server's own clock may be off. */
class GitHubClock {
  #answered: number | undefined;
  #since = 0;

  /** @param date of an answer, as HTTP writes it */
  hear(date: string | undefined): void {
    const time = Date.parse(date ?? '');
    // Answers overtake each other; the latest is the nearest.
    if (Number.isNaN(time) || time < (this.#answered ?? 0)) return;
    this.#answered = time;
    this.#since = performance.now();
  }

  now(): Date {
    return new Date(this.#answered === undefined ? Date.now() : this.#answered + performance.now() - this.#since);
  }
}

/** A separate client for every piece of work, so that its log lines say what it works on. */
function withLog(github: ProbotOctokit, { log, installation, metrics, clock, kept }: ClientParts): ProbotOctokit {
  github.log = {
    // Probot's own log lines contain whole bodies; ours below have what is needed.
    debug: () => undefined,
    info: () => undefined,
    warn: (line) => log.warn(line),
    error: (line) => log.error(line),
  };
  const { hook } = github;
  hook.after('request', ({ status, headers }, { method, url }) => {
    clock.hear(headers.date);
    const left = headers['x-ratelimit-remaining'];
    metrics.asked(status, left === undefined ? undefined : Number(left), installation);
    log.debug({ status }, `${method} ${url}`);
  });
  hook.error('request', (error, { method, url }) => {
    const status = 'status' in error ? { status: error.status } : {};
    if ('response' in error) clock.hear(error.response?.headers.date);
    metrics.asked(status.status ?? 0, undefined, installation);
    log.debug({ ...status, reason: error.message }, `${method} ${url}`);
    throw error;
  });
  askConditionally(github, String(installation), kept);
  return github;
}
