import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ProbotOctokit } from 'probot';
import { askPatiently } from '../../src/server/start/ask-patiently.ts';
import { githubPace } from '../../src/server/start/github-pace.ts';

interface Scripted {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/** What the server answers, one after the other; then always that all is well. */
let script: Scripted[] = [];
let asked: string[] = [];
let server: Server;
let github: InstanceType<typeof ProbotOctokit>;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request).then((send) => send(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const pace = githubPace({ writesPerMinute: 80, redis: undefined }, () => undefined);
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const Client = ProbotOctokit.plugin(askPatiently(pace)).defaults((options: object) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
  github = new Client({ baseUrl: `http://127.0.0.1:${port}`, auth: { token: 'token' }, log: quiet });
});

afterEach(() => {
  script = [];
  asked = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function answer(request: IncomingMessage) {
  for await (const _chunk of request);
  asked.push(`${request.method} ${request.url}`);
  const { status, headers = {}, body = {} } = script.shift() ?? { status: 200 };
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

const secondary = (seconds: string): Scripted => ({
  status: 403,
  headers: { 'retry-after': seconds },
  body: { message: 'You have exceeded a secondary rate limit' },
});
const spent = (seconds: number): Scripted => ({
  status: 429,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds) },
});
const failing: Scripted = { status: 502 };

test('a server that failed is asked again what changes nothing when it is done twice', async () => {
  script = [failing];
  await github.request('GET /app');
  script = [failing];
  await github.request('PATCH /repos/acme/fleet/check-runs/1');
  script = [failing];
  await github.graphql('query { viewer { login } }');
  script = [failing];
  await github.request('POST /app/installations/1/access_tokens');
  expect(asked).toEqual(
    [
      'GET /app',
      'PATCH /repos/acme/fleet/check-runs/1',
      'POST /graphql',
      'POST /app/installations/1/access_tokens',
    ].flatMap((each) => [each, each]),
  );
});

test('it is not asked to create something twice, nor what it refused', async () => {
  script = [failing];
  await expect(github.request('POST /repos/acme/fleet/issues/1/comments')).rejects.toMatchObject({ status: 502 });
  script = [failing];
  await expect(github.graphql('mutation { updateRefs }')).rejects.toMatchObject({ status: 502 });
  script = [{ status: 404 }];
  await expect(github.request('GET /repos/acme/gone')).rejects.toMatchObject({ status: 404 });
  script = [failing];
  await expect(github.request('GET /app', { request: { retries: 0 } })).rejects.toMatchObject({ status: 502 });
  expect(asked).toHaveLength(4);
});

test('at a limit it waits as long as GitHub asks, and then does what was refused', async () => {
  script = [secondary('1')];
  const began = performance.now();
  await github.request('POST /repos/acme/fleet/issues/1/comments');
  expect(performance.now() - began).toBeGreaterThan(900);
  script = [{ status: 429, headers: { 'retry-after': '0.1' } }];
  await github.request('POST /repos/acme/fleet/issues/1/comments');
  script = [{ status: 429 }];
  await github.request('GET /app');
  script = [spent(0)];
  await github.request('GET /app');
  script = [{ ...spent(0), status: 200, body: { errors: [{ type: 'RATE_LIMITED' }] } }];
  await github.graphql('query { viewer { login } }');
  expect(asked).toHaveLength(10);
});

test('it does not wait for more than a minute, nor for ever', async () => {
  script = [secondary('61')];
  await expect(github.request('GET /app')).rejects.toMatchObject({ status: 403 });
  script = [spent(3000)];
  await expect(github.request('GET /app')).rejects.toMatchObject({ status: 429 });
  script = Array.from({ length: 9 }, () => secondary('0.01'));
  await expect(github.request('GET /app')).rejects.toMatchObject({ status: 403 });
  expect(asked).toHaveLength(2 + 4);
});

test('whoever stops waiting does so at once', async () => {
  script = [secondary('50')];
  const stop = new AbortController();
  const waiting = github.request('GET /app', { request: { signal: stop.signal } });
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toHaveLength(1);
});

test('an installation writes a burst, and then at the pace of 80 a minute; others have a pace of their own', async () => {
  const pace = githubPace({ writesPerMinute: 80, redis: undefined }, () => undefined);
  const waits: number[] = [];
  for (let nth = 0; nth < 22; nth += 1) waits.push(await pace.take('one'));
  expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
  expect(waits[20]).toBeGreaterThan(600);
  expect((waits[21] ?? 0) - (waits[20] ?? 0)).toBeGreaterThan(600);
  expect(await pace.take('other')).toBe(0);
});
