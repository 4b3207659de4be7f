import { afterAll, afterEach, expect, test } from '@jest/globals';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import { type HttpHost, type Page, startHttpHost } from '../fake-sources/http-host.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { bytesOf, resolveOne, sourcesAt, whyNot } from './sources-at.ts';

const hosts: HttpHost[] = [];

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

afterAll(removeTempFolders);

async function host(pages: Readonly<Record<string, Page>>): Promise<HttpHost> {
  const started = await startHttpHost(pages);
  hosts.push(started);
  return started;
}

const at = (path: string) => ({ kind: 'file', url: `https://here.example/${path}` }) as const;

async function textOf(resolved: Resolved): Promise<string> {
  return resolved.kind === 'file' ? Buffer.from(await bytesOf(resolved)).toString() : whyNot(resolved);
}

test.each([
  ['sha1', 'ce013625030ba8dba906f756967f9e9ca394464a'],
  ['sha256', '2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4'],
] as const)('a file is an object of a repository that names them by %s', async (format, id) => {
  const { url } = await host({ '/install.yaml': 'hello\n' });
  const resolved = await resolveOne(sourcesAt({ url }), at('install.yaml'), format);
  expect(resolved).toEqual({
    kind: 'file',
    id,
    revision: 'sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
    follows: 'whatever is there',
    gitDirectory: expect.any(String),
  });
  expect(await textOf(resolved)).toBe('hello\n');
});

test('a file is asked for again after a while, one at a commit never, by another process neither', async () => {
  const commit = 'a'.repeat(40);
  let version = 0;
  const page: Page = (response) => {
    version += 1;
    response.end(`version: ${version}\n`);
  };
  const { url } = await host({ '/install.yaml': page, [`/${commit}/install.yaml`]: 'pinned\n' });
  const directory = tempFolder();
  const read = async (path: string, freshFor: number): Promise<string> =>
    textOf(await resolveOne(sourcesAt({ url, directory, freshFor }), at(path)));
  expect([await read('install.yaml', 60_000), await read('install.yaml', 60_000)]).toEqual([
    'version: 1\n',
    'version: 1\n',
  ]);
  expect([await read('install.yaml', 0), version]).toEqual(['version: 2\n', 2]);
  expect(await read(`${commit}/install.yaml`, 0)).toBe('pinned\n');
  await hosts.splice(0)[0]?.close();
  expect(await read(`${commit}/install.yaml`, 0)).toBe('pinned\n');
});

test.each<[string, Page | undefined, string]>([
  ['what is not there', undefined, 'the mirror of here.example does not have it (404); Check the address.'],
  [
    'a page for people',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'here.example has a page for people there; Check the address.',
  ],
])('%s is no file', async (_, page, expected) => {
  const { url } = await host(page === undefined ? {} : { '/a.yaml': page });
  expect(whyNot(await resolveOne(sourcesAt({ url }), at('a.yaml')))).toBe(expected);
});

test('many references are fetched side by side, each once, and what fails says so for itself', async () => {
  const pages = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`/${index}.yaml`, `n: ${index}\n`]));
  const { url, requests } = await host(pages);
  const sources = sourcesAt({ url });
  const wanted = new Map(Array.from({ length: 31 }, (_, index) => [`key ${index}`, at(`${index}.yaml`)]));
  const resolved = await sources.resolve(wanted, { format: 'sha1' });
  expect([...resolved.values()].filter(({ kind }) => kind === 'file')).toHaveLength(30);
  expect(resolved.get('key 30')).toMatchObject({ kind: 'unavailable' });
  expect(requests).toHaveLength(31);
  sources.close();
});

test('two hosts of one mirror that fails are told of by their own names, and it is asked once', async () => {
  const { url, connections } = await host({ '/a.yaml': (response) => void response.destroy() });
  const settings = {
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: `https://here.example/=${url} https://there.example/=${url}`,
  };
  const sources = sourcesAt({ url, settings });
  const reasons = [];
  for (const name of ['here', 'there']) {
    reasons.push(whyNot(await resolveOne(sources, { kind: 'file', url: `https://${name}.example/a.yaml` })));
  }
  expect(reasons).toEqual([
    'the mirror of here.example ended the connection (ECONNRESET); Try again later.',
    'the mirror of there.example ended the connection (ECONNRESET); Try again later.',
  ]);
  expect(connections()).toBe(1);
  sources.close();
});

test('what nobody waits for any more is given up', async () => {
  const { url } = await host({ '/a.yaml': () => undefined });
  const sources = sourcesAt({ url });
  const wanted = new Map([['it', at('a.yaml')]]);
  const start = performance.now();
  const resolved = await sources.resolve(wanted, { format: 'sha1', signal: AbortSignal.timeout(100) });
  expect(resolved.get('it')).toMatchObject({ kind: 'unavailable' });
  expect(performance.now() - start).toBeLessThan(10_000);
  sources.close();
});
