import { createHash } from 'node:crypto';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { readIndex } from '../../src/sources/charts/read-index.ts';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import { chartArchive } from '../fake-sources/chart-archive.ts';
import { type HttpHost, type Page, startHttpHost } from '../fake-sources/http-host.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { broughtBy, bytesOf, chartAt, chartIn, resolveOne, sourcesAt, versionOf } from './sources-at.ts';

const hosts: HttpHost[] = [];

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

afterAll(removeTempFolders);

const REPOSITORY = 'https://here.example/charts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const archive = chartArchive('app', '1.2.0');
const file: Page = (response) => response.end(archive);

/** An index as Helm writes it. */
function indexOf(versions: readonly string[], more = ''): string {
  const entries = versions.map(
    (version) =>
      `  - apiVersion: v2\n    created: "2024-01-01T00:00:00Z"\n    description: |\n      app: not a key\n    name: app\n    urls:\n    - app-${version}.tgz\n    version: ${version}\n`,
  );
  return `apiVersion: v1\nentries:\n  ahead:\n  - name: ahead\n    version: 9.9.9\n  app:\n${entries.join('')}${more}  behind:\n  - name: behind\n    version: 0.1.0\ngenerated: "2024-01-01T00:00:00Z"\n`;
}

async function chartFrom(
  pages: Readonly<Record<string, Page>>,
  version = '',
  options: { readonly name?: string; readonly repository?: string } = {},
): Promise<Resolved> {
  const host = await startHttpHost(pages);
  hosts.push(host);
  const sources = sourcesAt({ url: host.url });
  const { name = 'app', repository = REPOSITORY } = options;
  const chart = await resolveOne(sources, chartAt(repository, version, name));
  sources.close();
  return chart;
}

const VERSIONS = ['1.2.0', '2.0.0-rc.1', '1.10.0', '1.1.0', 'v0.9.0', '1.2', 'latest', '3.0.0+1', '3.0.0+2'];
const archives = Object.fromEntries(VERSIONS.map((version) => [`/charts/app-${version}.tgz`, file]));

test.each([
  ['', '3.0.0+1'],
  ['*', '3.0.0+1'],
  ['1.x', '1.10.0'],
  ['~1.2', '1.2.0'],
  ['1.2', '1.2'],
  ['1.2.0', '1.2.0'],
  ['>=1.0.0-0 <3', '2.0.0-rc.1'],
  ['0.9.x', 'v0.9.0'],
  ['1.1.x || ~1.10', '1.10.0'],
  ['latest', 'latest'],
  ['>4', 'gone: here.example has no version of "app" within ">4"; Choose one that it has.'],
  ['newest', 'gone: "newest" is not a range of versions; Write it as 1.2.3, 1.2.x or ">=1.2 <2".'],
])('of a repository "%s" is %s', async (wanted, expected) => {
  expect(versionOf(await chartFrom({ '/charts/index.yaml': indexOf(VERSIONS), ...archives }, wanted))).toBe(expected);
});

test('a chart is given as it is in its repository', async () => {
  const pages = { '/charts/index.yaml': indexOf(['1.2.0']), '/charts/app-1.2.0.tgz': file };
  const chart = await chartFrom(pages, '1.2.0');
  const id = createHash('sha1').update(`blob ${archive.length}\0`).update(archive).digest('hex');
  expect(chart).toEqual({ kind: 'file', id, revision: '1.2.0', gitDirectory: expect.any(String) });
  expect(Buffer.from(await bytesOf(chart))).toEqual(archive);
  expect((await chartIn(chart)).metadata).toMatchObject({ name: 'app', version: '1.2.0' });
});

test.each([
  ['', 'the newest version'],
  ['1.x', 'versions 1.x'],
  ['1.2', 'versions 1.2'],
  ['1.2.0', undefined],
])('whoever asks for "%s" follows %s', async (version, follows) => {
  const resolved = await chartFrom({ '/charts/index.yaml': indexOf(['1.2.0']), ...archives }, version);
  expect(resolved).toMatchObject({ kind: 'file', revision: '1.2.0' });
  expect(resolved.kind === 'file' ? resolved.follows : '').toBe(follows);
});

test.each<[string, string]>([
  ['in JSON', JSON.stringify({ apiVersion: 'v1', entries: { app: [{ version: '1.2.0', urls: ['app-1.2.0.tgz'] }] } })],
  ['with a list that is not indented', 'entries:\n  app:\n  - urls: [app-1.2.0.tgz]\n    version: "1.2.0"\n'],
  [
    'with a list that is indented',
    "entries:\n    'app':\n        - version: '1.2.0'\n          urls: [app-1.2.0.tgz]\n",
  ],
  ['without indentation', 'entries:\n  app:\n  - version: 1.2.0\n    urls:\n    - app-1.2.0.tgz'],
  [
    'with comments and line ends of Windows',
    '# Hi\r\nentries:\r\n  # ours\r\n  "app":\r\n  - version: 1.2.0 # it\r\n    urls:\r\n      - app-1.2.0.tgz\r\n',
  ],
  ['with versions in one line', 'entries:\n  app:\n  - {version: 1.2.0, urls: [app-1.2.0.tgz]}\n  other: []\n'],
])('an index %s', async (_, index) => {
  expect(versionOf(await chartFrom({ '/charts/index.yaml': index, '/charts/app-1.2.0.tgz': file }))).toBe('1.2.0');
});

test.each<[string, string, Readonly<Record<string, Page>>, string]>([
  ['an absolute address', 'https://here.example/elsewhere/a.tgz', { '/elsewhere/a.tgz': file }, '1.2.0'],
  ['an address from the root', '/a.tgz', { '/a.tgz': file }, '1.2.0'],
  [
    'another scheme',
    'http://here.example/a.tgz',
    { '/a.tgz': file },
    'nothing is fetched by http; Refer to it by https.',
  ],
  [
    'the metadata of a cloud',
    'https://169.254.169.254/a.tgz',
    {},
    '169.254.169.254 has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
  ],
  ['a file', 'file:///etc/passwd', {}, 'it is not an address; Write it as https://host/path.'],
  ['nothing', '', {}, 'the mirror of here.example does not have it (404); Check the address.'],
])('an archive at %s', async (_, url, pages, expected) => {
  const index = `entries:\n  app:\n  - version: 1.2.0\n    urls: [${JSON.stringify(url)}]\n`;
  expect(versionOf(await chartFrom({ '/charts/index.yaml': index, ...pages }))).toBe(expected);
});

test('an archive with the digest that the index tells of is taken, another one is not', async () => {
  const pages = (digest: string) => ({
    '/charts/index.yaml': `entries:\n  app:\n  - version: 1.2.0\n    urls: [app.tgz]\n    digest: ${digest}\n`,
    '/charts/app.tgz': file,
  });
  expect(versionOf(await chartFrom(pages(sha256(archive))))).toBe('1.2.0');
  expect(versionOf(await chartFrom(pages(`sha256:${sha256(archive)}`)))).toBe('1.2.0');
  expect(versionOf(await chartFrom(pages('0'.repeat(64))))).toBe(
    'the archive of app 1.2.0 does not match the digest in its repository’s index; Do not use it before it is known why.',
  );
});

const NO_INDEX = 'the index is not one; Check the address.';
const UNREADABLE = 'the index is written in a form that is not read here; Write it as Helm does.';

test.each<[string, Readonly<Record<string, Page>>, string]>([
  ['no index', {}, 'the mirror of here.example does not have it (404); Check the address.'],
  [
    'no such chart',
    { '/charts/index.yaml': 'entries:\n  other: []\n' },
    'gone: here.example has no chart "app"; Check its spelling.',
  ],
  [
    'no versions',
    { '/charts/index.yaml': 'entries:\n  app: []\n' },
    'gone: here.example has no chart "app"; Check its spelling.',
  ],
  [
    'no charts',
    { '/charts/index.yaml': 'apiVersion: v1\nentries: {} # yet\n' },
    'gone: here.example has no chart "app"; Check its spelling.',
  ],
  ['a page for people', { '/charts/index.yaml': '<html>\nLog in\n</html>\n' }, NO_INDEX],
  ['an empty index', { '/charts/index.yaml': '' }, NO_INDEX],
  ['an index in one line', { '/charts/index.yaml': 'entries: {app: [{version: 1.2.0}]}\n' }, UNREADABLE],
  ['a key that is a node', { '/charts/index.yaml': 'entries:\n  ? app\n  : - version: 1.2.0\n' }, UNREADABLE],
  ['what is merged', { '/charts/index.yaml': 'entries:\n  <<: *all\n' }, UNREADABLE],
  ['an alias', { '/charts/index.yaml': 'entries:\n  app : *all\n' }, UNREADABLE],
  [
    'a host that fails',
    { '/charts/index.yaml': (response) => response.writeHead(503).end() },
    'the mirror of here.example answers with status 503; Try again later.',
  ],
  [
    'no archive of a version',
    { '/charts/index.yaml': indexOf(['1.2.0']) },
    'the mirror of here.example does not have it (404); Check the address.',
  ],
  [
    'no address',
    { '/charts/index.yaml': 'entries:\n  app:\n  - version: 1.2.0\n' },
    'the index does not say where the chart is; Tell who runs the repository.',
  ],
  [
    'a broken index',
    { '/charts/index.yaml': 'entries:\n  app:\n  - version: 1.2.0\n    urls: [\n' },
    'the index does not say where the chart is; Tell who runs the repository.',
  ],
])('%s', async (_, pages, expected) => {
  expect(versionOf(await chartFrom(pages))).toBe(expected);
});

test('the query of a repository goes along with what is relative to it', async () => {
  const pages: Record<string, Page> = {
    '/charts/index.yaml?token=1': indexOf(['1.2.0']),
    '/charts/app-1.2.0.tgz?token=1': file,
  };
  expect(versionOf(await chartFrom(pages, '', { repository: `${REPOSITORY}/?token=1` }))).toBe('1.2.0');
});

test('one index serves all charts that are asked for at once, and what is here is not asked for again', async () => {
  const host = await startHttpHost({ '/charts/index.yaml': indexOf(VERSIONS), ...archives });
  hosts.push(host);
  const directory = tempFolder();
  const ask = async (freshFor: number): Promise<number> => {
    const before = host.requests.length;
    const sources = sourcesAt({ url: host.url, directory, freshFor });
    const wanted = ['1.2.0', '1.1.0', '1.x'];
    const references = new Map(wanted.map((version) => [version, chartAt(REPOSITORY, version)]));
    const charts = [...(await sources.resolve(references, { format: 'sha1' })).values()].map(broughtBy);
    expect(charts.map(versionOf).sort()).toEqual(['1.1.0', '1.10.0', '1.2.0']);
    for (const chart of charts) expect((await chartIn(chart)).metadata.name).toBe('app');
    return host.requests.length - before;
  };
  expect([await ask(60_000), await ask(60_000)]).toEqual([4, 0]);
});

/** A repository that counts what it is asked, and knows its index by a tag. */
async function countingHost(index: () => string, etag = () => '"one"') {
  const bodies: string[] = [];
  const host = await startHttpHost({
    '/charts/index.yaml': (response, request) => {
      const isKnown = request.headers['if-none-match'] === etag();
      bodies.push(isKnown ? 'known' : 'index');
      if (isKnown) response.writeHead(304).end();
      else response.writeHead(200, { etag: etag() }).end(index());
    },
    ...archives,
  });
  hosts.push(host);
  const directory = tempFolder();
  const ask = async (freshFor: number, ...versions: readonly string[]) => {
    const before = bodies.length;
    const sources = sourcesAt({ url: host.url, directory, freshFor });
    const wanted = new Map(versions.map((version) => [version, chartAt(REPOSITORY, version)]));
    const charts = await sources.resolve(wanted, { format: 'sha1' });
    sources.close();
    return [...versions.map((version) => charts.get(version)?.kind), ...bodies.slice(before)];
  };
  return { ask, requests: host.requests };
}

test('a version that was found is not asked for again the next minute, a range is', async () => {
  const { ask, requests } = await countingHost(() => indexOf(VERSIONS));
  expect(await ask(1, '1.2.0', '1.x')).toEqual(['file', 'file', 'index']);
  const asked = requests.length;
  expect(await ask(1, '1.2.0')).toEqual(['file']);
  expect(requests.length).toBe(asked);
  expect(await ask(1, '1.x')).toEqual(['file', 'known']);
});

test('who asks for what is new gets it, of one index however many charts there are', async () => {
  const { ask } = await countingHost(() => indexOf(VERSIONS));
  const many = Array.from({ length: 30 }, (_, index) => `>=0.${index}.0-0`);
  expect((await ask(0, ...many)).slice(30)).toEqual(['index']);
  expect((await ask(0, ...many, '1.2.0')).slice(31)).toEqual(['known']);
});

test('an index that has changed is read anew', async () => {
  let versions = ['1.1.0'];
  const { ask } = await countingHost(
    () => indexOf(versions),
    () => JSON.stringify(versions.length),
  );
  expect(await ask(0, '1.2.0')).toEqual(['unavailable', 'index']);
  versions = ['1.1.0', '1.2.0'];
  expect(await ask(0, '1.2.0')).toEqual(['file', 'index']);
});

test('an index that is larger than Flux takes is refused', async () => {
  const { ask } = await countingHost(() => `${indexOf(VERSIONS)}# ${'x'.repeat(50 * 1024 * 1024)}\n`);
  expect(await ask(0, '1.2.0')).toEqual(['unavailable', 'index']);
});

test('50 MiB of an index are read within the time and memory of a large one', async () => {
  const other = (index: number): string =>
    `  chart-${index}:\n${Array.from({ length: 100 }, (_, patch) => `  - apiVersion: v2\n    description: A chart that nobody looks for, with a sentence of usual length\n    digest: ${'0'.repeat(64)}\n    name: chart-${index}\n    urls:\n    - https://here.example/charts/chart-${index}-1.0.${patch}.tgz\n    version: 1.0.${patch}\n`).join('')}`;
  const size = other(1).length;
  const chunks = function* (): Generator<Buffer> {
    yield Buffer.from('apiVersion: v1\nentries:\n');
    for (let index = 0; index < (50 * 1024 * 1024) / size; index += 1) yield Buffer.from(other(index));
    yield Buffer.from('  z:\n  - version: 1.2.0\n    urls: [z.tgz]\n');
  };
  const whole = Buffer.concat([...chunks()]);
  const stream = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < whole.length; at += 65_536) yield whole.subarray(at, at + 65_536);
  };
  const before = process.cpuUsage();
  const memory = process.memoryUsage().rss;
  const entries = await readIndex(stream(), 'z');
  const { user, system } = process.cpuUsage(before);
  expect(entries?.map(({ version }) => version)).toEqual(['1.2.0']);
  expect((user + system) / 1e6).toBeLessThan(2);
  expect((process.memoryUsage().rss - memory) / 1024 ** 2).toBeLessThan(100);
});
