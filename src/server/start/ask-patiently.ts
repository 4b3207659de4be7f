import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbotOctokit } from 'probot';
import type { GitHubPace } from './github-pace.ts';

type Octokit = Pick<InstanceType<typeof ProbotOctokit>, 'hook' | 'log'>;

/** As far as it matters here. */
interface Request {
  readonly method: string;
  readonly url: string;
  /** Of GraphQL. */
  readonly query?: unknown;
  readonly request?: { readonly retries?: number | undefined; readonly signal?: AbortSignal | undefined };
}

interface Answer {
  readonly url: string;
  readonly data: unknown;
}

/** How often a request is repeated that met one of GitHub's limits, or a server that failed. */
const mostRepeats = 3;
/** Longer waits are postponed instead: waiting here would delay other reviews. In seconds. */
const longestWait = 60;
/** How long to wait at a secondary limit of which GitHub does not say how long it lasts. In seconds. */
const minute = 60;
/** Statuses of errors that are the same the next time. */
const lasting: ReadonlySet<number> = new Set([304, 400, 401, 403, 404, 410, 422, 451]);

/**
 * Keeps to GitHub's limits, and repeats what failed at GitHub's side: writes wait for their turn; at a limit that GitHub
 * announces a request waits as long as GitHub asks; a failing server is asked again after 1, 4 and 9 seconds. If
 * GitHub created something but the response was lost, a repetition would create it twice: creations are not repeated here,
 * but by a look that sees what exists. An additional token does no harm.
 *
 * Octokit's own plugins do as much, and take 17 to 23 milliseconds of timers for each request.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function askPatiently(pace: GitHubPace) {
  return ({ hook, log }: Octokit, { auth }: { readonly auth?: unknown }): void => {
    const installation = installationOf(auth);
    hook.wrap('request', async (ask, request) => {
      for (let repeats = 0; ; repeats += 1) {
        if (isWrite(request)) await pause(await pace.take(installation), request);
        try {
          return unlessLimited(await ask(request));
        } catch (error) {
          const seconds = secondsToWait(error, request, repeats, (line) => log.warn(line));
          if (seconds === undefined) throw error;
          await pause(seconds * 1000, request);
        }
      }
    });
  };
}

/** Probot gives each client the credentials of the one installation that it is for; without that, it is for the App. */
function installationOf(auth: unknown): string {
  const isOfOne = typeof auth === 'object' && auth !== null && 'installationId' in auth;
  return isOfOne ? String(auth.installationId) : 'the App';
}

async function pause(milliseconds: number, { request }: Request): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: request?.signal });
}

/** What GitHub counts as creating content: tokens and questions by GraphQL are none. */
function isWrite({ method, url, query }: Request): boolean {
  if (method === 'GET' || method === 'HEAD' || isForToken(url)) return false;
  return !isGraphQl(url) || /^\s*mutation\b/.test(String(query));
}

/** GraphQL says with status 200 that a limit was met. */
class LimitedGraphQl extends Error {
  readonly response: Answer;

  constructor(response: Answer) {
    super('GraphQL rate limit exceeded');
    this.response = response;
  }
}

function unlessLimited<A extends Answer>(answer: A): A {
  if (isGraphQl(answer.url) && hasLimitedErrors(answer.data)) throw new LimitedGraphQl(answer);
  return answer;
}

/** @returns after how many seconds a request that failed is repeated, if it is */
function secondsToWait(
  error: unknown,
  request: Request,
  repeats: number,
  warn: (line: string) => void,
): number | undefined {
  const limited = limitOf(error);
  if (limited === undefined) return isWorthRepeating(error, request, repeats) ? (repeats + 1) ** 2 : undefined;
  const isTried = repeats < mostRepeats && limited <= longestWait;
  const then = isTried ? `retrying in ${limited} seconds` : `postponed by at least ${limited} seconds`;
  warn(`hit a rate limit of GitHub: ${request.method} ${request.url}: ${then}`);
  return isTried ? limited : undefined;
}

/** @returns for how many seconds GitHub answers no more, where the error says so */
function limitOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'response' in error)) return undefined;
  const { headers, status } = responseOf(error.response);
  if (status === 403 || status === 429) {
    const seconds = Number(headers.get('retry-after')) || undefined;
    if (seconds !== undefined || /\bsecondary rate\b/i.test(error.message)) return seconds ?? minute;
    if (headers.get('x-ratelimit-remaining') !== '0') return undefined;
  } else if (!(error instanceof LimitedGraphQl)) return undefined;
  // By a second later than GitHub says, its clock and ours may differ by one.
  return Math.max(Math.ceil(Number(headers.get('x-ratelimit-reset') ?? 0) - Date.now() / 1000) + 1, 0);
}

function responseOf(response: unknown): { readonly status: unknown; readonly headers: Map<string, unknown> } {
  if (typeof response !== 'object' || response === null) return { status: undefined, headers: new Map() };
  const headers = 'headers' in response && typeof response.headers === 'object' ? response.headers : {};
  return { status: 'status' in response && response.status, headers: new Map(Object.entries(headers ?? {})) };
}

function isWorthRepeating(error: unknown, { method, url, query, request }: Request, repeats: number): boolean {
  const isCreation =
    method === 'POST' && !isForToken(url) && !(isGraphQl(url) && !/^\s*mutation\b/.test(String(query)));
  const most = isCreation ? 0 : (request?.retries ?? mostRepeats);
  if (repeats >= most || !(error instanceof Error && error.name === 'HttpError' && 'status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && !lasting.has(error.status);
}

function hasLimitedErrors(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors)) return false;
  return data.errors.some(
    (error: unknown) => typeof error === 'object' && error !== null && 'type' in error && error.type === 'RATE_LIMITED',
  );
}

function isGraphQl(url: string): boolean {
  return url.endsWith('/graphql');
}

function isForToken(url: string): boolean {
  return url.endsWith('/access_tokens');
}
