import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Locator } from '../../src/sources/address/locate.ts';
import { Downloads } from '../../src/sources/http/download.ts';
import { FILE_LIMITS } from '../../src/sources/http/limits.ts';
import { FetchError } from '../../src/sources/problem/fetch-error.ts';
import { readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';
import { type Page, startHttpHost } from '../fake-sources/http-host.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Downloads from `https://files.example/`, which is a host of this machine. */
function downloadsFrom(url: string, more: Readonly<Record<string, string>> = {}): Downloads {
  const downloads = new Downloads(
    new Locator(
      readFetchSettings({
        FETCH: 'on',
        FETCH_ALLOW: '127.0.0.1',
        FETCH_MIRRORS: `https://files.example/=${url}`,
        ...more,
      }),
      async () => ['127.0.0.1'],
    ),
  );
  open.push(() => downloads.close());
  return downloads;
}

async function outcomeOf(
  pages: Readonly<Record<string, Page>>,
  address: string,
  limits = FILE_LIMITS,
): Promise<string> {
  const host = await startHttpHost(pages);
  open.push(host.close);
  return outcome(downloadsFrom(host.url), address, limits);
}

function outcome(downloads: Downloads, address: string, limits = FILE_LIMITS): Promise<string> {
  return downloads.get(address, limits).then(
    ({ bytes, type }) => `${bytes.toString()} ${type}`.trim(),
    (error: unknown) => {
      if (!(error instanceof FetchError)) throw error;
      return `${error.code}: ${error.message}; ${error.remedy}`;
    },
  );
}

const A = 'https://files.example/a.yaml';

test.each<[string, Readonly<Record<string, Page>>, string]>([
  ['a file', { '/a.yaml': 'kind: List' }, 'kind: List'],
  [
    'a file with its type',
    { '/a.yaml': (response) => response.writeHead(200, { 'content-type': 'Text/HTML; charset=utf-8' }).end('<p>') },
    '<p> text/html',
  ],
  [
    'a redirect within the host',
    { '/a.yaml': (response) => response.writeHead(302, { location: '../b.yaml' }).end(), '/b.yaml': 'kind: B' },
    'kind: B',
  ],
  ['nothing', {}, 'not-found: the mirror of files.example does not have it (404); Check the address.'],
  [
    'a page for those who sign in',
    { '/a.yaml': (response) => response.writeHead(401).end() },
    'denied: the mirror of files.example does not give it to everybody (401); Use what everybody may read, or set up credentials.',
  ],
  [
    'too many questions',
    { '/a.yaml': (response) => response.writeHead(429, { 'retry-after': '17' }).end() },
    'rate-limited: the mirror of files.example was asked too often (429); Try again in 17 seconds.',
  ],
  [
    'too many questions, until nobody knows when',
    { '/a.yaml': (response) => response.writeHead(429, { 'retry-after': 'soon' }).end() },
    'rate-limited: the mirror of files.example was asked too often (429); Try again later.',
  ],
  [
    'a failing server',
    { '/a.yaml': (response) => response.writeHead(503).end() },
    'failing: the mirror of files.example answers with status 503; Try again later.',
  ],
  [
    'a part',
    { '/a.yaml': (response) => response.writeHead(206).end('ki') },
    'bad-answer: the mirror of files.example answers with status 206; Try again later.',
  ],
  [
    'what may grow when it is unpacked',
    { '/a.yaml': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x') },
    'bad-answer: the mirror of files.example sends it as gzip, which was not asked for; Use another host.',
  ],
  [
    'a redirect in circles',
    { '/a.yaml': (response) => response.writeHead(302, { location: '/a.yaml' }).end() },
    'too-many-redirects: it is redirected more than 5 times; Refer to where it leads.',
  ],
  [
    'a redirect to nowhere',
    { '/a.yaml': (response) => response.writeHead(302).end() },
    'bad-answer: the mirror of files.example redirects to no address; Refer to where it should lead.',
  ],
  [
    'a redirect to the metadata of a cloud',
    { '/a.yaml': (response) => response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end() },
    'forbidden-address: what the mirror of files.example redirects to has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
  ],
  [
    'a redirect that leaves TLS',
    { '/a.yaml': (response) => response.writeHead(302, { location: 'http://files.example/b' }).end(), '/b': 'kind: B' },
    'scheme: nothing is fetched by http; Refer to it by https.',
  ],
  [
    'less than was announced',
    {
      '/a.yaml': (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('kind', () => response.destroy());
      },
    },
    'unreachable: the mirror of files.example ended the connection (ECONNRESET); Try again later.',
  ],
])('%s', async (_, pages, expected) => {
  expect(await outcomeOf(pages, A)).toBe(expected);
});

const LIMITS = { bytes: 1_000, time: 2_000, silence: 300, redirects: 5 };

test.each<[string, Page]>([
  ['announced', (response) => response.writeHead(200, { 'content-length': '1001' }).end('x'.repeat(1001))],
  ['sent', (response) => response.end('x'.repeat(1001))],
  ['without end', (response) => void setInterval(() => response.write('x'.repeat(400)), 5).unref()],
])('more bytes than may be, %s', async (_, page) => {
  expect(await outcomeOf({ '/a.yaml': page }, A, LIMITS)).toBe(
    'too-large: it has more than 1000 bytes; Copy what is needed of it into this repository.',
  );
});

test.each<[string, Page, string]>([
  ['no answer', () => undefined, 'the mirror of files.example sends nothing for 0.3 seconds'],
  [
    'half an answer',
    (response) => void response.write('x'),
    'the mirror of files.example sends nothing for 0.3 seconds',
  ],
  [
    'a byte now and then',
    (response) => void setInterval(() => response.write('x'), 50).unref(),
    'it took longer than 2 seconds',
  ],
])('too slow: %s', async (_, page, message) => {
  expect(await outcomeOf({ '/a.yaml': page }, A, LIMITS)).toBe(`too-slow: ${message}; Try again later.`);
});

test('a connection that nobody accepts, and one that speaks no TLS', async () => {
  const server = createTcpServer((socket) =>
    socket.on('error', () => undefined).end('hello\r\n', () => socket.destroy()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const ask = () => outcome(downloadsFrom(`https://127.0.0.1:${port}/`), A);
  expect(await ask()).toMatch(
    /^untrusted: the mirror of files.example has no certificate that is trusted here \(\w+\)/,
  );
  await new Promise((resolve) => server.close(resolve));
  expect(await ask()).toBe('unreachable: the mirror of files.example does not answer (ECONNREFUSED); Try again later.');
});

test('no more than four connections go to a host at once', async () => {
  let now = 0;
  let most = 0;
  const page: Page = (response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end('x');
    }, 20);
  };
  const host = await startHttpHost({ '/a.yaml': page });
  open.push(host.close);
  const downloads = downloadsFrom(host.url);
  await Promise.all(Array.from({ length: 20 }, () => downloads.get(A)));
  expect([host.requests.length, most]).toEqual([20, 4]);
});

test.each([
  [{ FETCH: 'off' }, A, 'off: nothing is fetched here; Set FETCH=on to fetch it.'],
  [
    { FETCH_HOSTS: 'github.com' },
    'https://gist.github.com/x',
    'host-not-listed: gist.github.com is not in FETCH_HOSTS; Add it there if it may be asked.',
  ],
  [
    {},
    'ssh://git@github.com/acme/app',
    'scheme: nothing is fetched by ssh; Refer to it by https, or add a mirror of it to FETCH_MIRRORS.',
  ],
  [
    {},
    'https://user:secret@github.com/x',
    'bad-address: the address holds credentials; Remove everything before the @.',
  ],
])('%j keeps %s from being fetched', async (settings, address, expected) => {
  const host = await startHttpHost({});
  open.push(host.close);
  expect([await outcome(downloadsFrom(host.url, settings), address), host.connections()]).toEqual([expected, 0]);
});

test('no proxy of the environment is used', async () => {
  const host = await startHttpHost({ '/a.yaml': 'kind: List' });
  const proxy = await startHttpHost(() => 'kind: Proxied');
  open.push(host.close, proxy.close);
  const before = { ...process.env };
  Object.assign(process.env, { http_proxy: proxy.url, https_proxy: proxy.url, NODE_USE_ENV_PROXY: '1' });
  open.push(() => {
    for (const name of ['http_proxy', 'https_proxy', 'NODE_USE_ENV_PROXY']) delete process.env[name];
    Object.assign(process.env, before);
  });
  expect([await outcome(downloadsFrom(host.url), A), proxy.connections()]).toEqual(['kind: List', 0]);
});

test('a host that has just failed is not asked again for what else it has; one that has not something is', async () => {
  const host = await startHttpHost({ '/c.yaml': 'kind: C', '/slow.yaml': () => undefined });
  open.push(host.close);
  const downloads = downloadsFrom(host.url);
  const ask = (path: string) => outcome(downloads, `https://files.example/${path}`, LIMITS);
  expect([await ask('none.yaml'), await ask('c.yaml')]).toEqual([
    'not-found: the mirror of files.example does not have it (404); Check the address.',
    'kind: C',
  ]);
  const slow = 'too-slow: the mirror of files.example sends nothing for 0.3 seconds; Try again later.';
  expect([await ask('slow.yaml'), await ask('c.yaml')]).toEqual([slow, slow]);
  expect(host.requests).toEqual(['GET /none.yaml', 'GET /c.yaml', 'GET /slow.yaml']);
});

test('a host that was asked too often is not asked more; one that nobody waited for is', async () => {
  const often: Page = (response) => response.writeHead(429, { 'retry-after': '9' }).end();
  const host = await startHttpHost({ '/a.yaml': often, '/b.yaml': 'kind: B', '/slow.yaml': () => undefined });
  open.push(host.close);
  const limited = 'rate-limited: the mirror of files.example was asked too often (429); Try again in 9 seconds.';
  const downloads = downloadsFrom(host.url);
  expect([await outcome(downloads, A), await outcome(downloads, 'https://files.example/b.yaml')]).toEqual([
    limited,
    limited,
  ]);
  const others = downloadsFrom(host.url);
  const limits = { ...FILE_LIMITS, signal: AbortSignal.timeout(50) };
  expect(await outcome(others, 'https://files.example/slow.yaml', limits)).toMatch(/^too-slow/);
  expect(await outcome(others, 'https://files.example/b.yaml')).toBe('kind: B');
});
