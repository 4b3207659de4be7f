import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import { chartArchive } from '../fake-sources/chart-archive.ts';
import { startHttpHost } from '../fake-sources/http-host.ts';
import { CHART_LAYER, type FakeRegistry, type RegistryManners, startRegistry } from '../fake-sources/registry.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { chartAt, chartIn, resolveOne, sourcesAt, versionOf } from './sources-at.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

afterAll(removeTempFolders);

const VERSIONS = ['1.0.0', '1.1.0', '1.10.0', '2.0.0-rc.1', '1.2.0_build.1', 'latest'];

async function registryWith(manners: RegistryManners = {}): Promise<FakeRegistry> {
  const registry = await startRegistry('acme/charts/app', manners);
  closing.push(registry.close);
  for (const tag of VERSIONS) {
    registry.push(tag, [
      { type: 'application/vnd.cncf.helm.chart.provenance.v1.prov', bytes: Buffer.from('signed') },
      { type: CHART_LAYER, bytes: chartArchive('app', tag.replaceAll('_', '+')) },
    ]);
  }
  return registry;
}

const ask = (
  registry: FakeRegistry,
  version: string,
  { repository = 'oci://here.example/acme/charts', directory = tempFolder(), freshFor = 60_000 } = {},
): Promise<Resolved> => resolveOne(sourcesAt({ url: registry.url, directory, freshFor }), chartAt(repository, version));

async function shown(chart: Resolved): Promise<string> {
  if (chart.kind !== 'unavailable') return `${chart.revision} is ${(await chartIn(chart)).metadata.version}`;
  return versionOf(chart);
}

test.each([
  ['', '1.10.0 is 1.10.0'],
  ['~1.1', '1.1.0 is 1.1.0'],
  ['1.0.0', '1.0.0 is 1.0.0'],
  ['>=2.0.0-0', '2.0.0-rc.1 is 2.0.0-rc.1'],
  ['1.2.0+build.1', '1.2.0+build.1 is 1.2.0+build.1'],
  ['1.2.x', '1.2.0+build.1 is 1.2.0+build.1'],
  ['3.x', 'gone: acme/charts/app has no version within "3.x"; Choose one that it has.'],
  ['3.0.0', 'gone: acme/charts/app does not have a tag "3.0.0"; Check its spelling.'],
])('of a registry "%s" is %s', async (wanted, expected) => {
  expect(await shown(await ask(await registryWith(), wanted))).toBe(expected);
});

test('tags that come page by page are all read', async () => {
  const registry = await registryWith({ page: 2 });
  expect(await shown(await ask(registry, '1.2.x'))).toBe('1.2.0+build.1 is 1.2.0+build.1');
  expect(registry.requests.filter((request) => request.includes('/tags/'))).toHaveLength(3);
});

test('a registry that asks for a token gives one, which goes to nobody else', async () => {
  const store = await startHttpHost((path) => (response) => {
    const [, digest] = /^\/(sha256:.*)$/.exec(path) ?? [];
    response.end(digest === undefined ? '' : chartArchive('app', '1.0.0'));
  });
  closing.push(store.close);
  const registry = await registryWith({ token: 'given', blobsAt: store.url });
  const allowed = sourcesAt({
    url: registry.url,
    settings: {
      FETCH_ALLOW: 'this-machine.example 127.0.0.1',
      FETCH_MIRRORS: `https://here.example/=${registry.url} https://store.example/=${store.url}`,
    },
  });
  const chart = await resolveOne(allowed, chartAt('oci://here.example/acme/charts', '1.0.0'));
  expect(await shown(chart)).toBe('1.0.0 is 1.0.0');
  expect(registry.authorizations.map((line) => line.replace(/sha256:\w+/, 'DIGEST'))).toEqual([
    '- /v2/acme/charts/app/manifests/1.0.0',
    '- /token?scope=repository%3Aacme%2Fcharts%2Fapp%3Apull&service=registry.example',
    'Bearer abc /v2/acme/charts/app/manifests/1.0.0',
    'Bearer abc /v2/acme/charts/app/blobs/DIGEST',
  ]);
  expect(store.requests).toHaveLength(1);
});

test.each<[string, RegistryManners, string]>([
  [
    'a token that is not accepted',
    { token: 'wrong' },
    'here.example does not give it to everybody (401); Use what everybody may read, or set up credentials.',
  ],
  ['no token', { token: 'none' }, 'the registry gives no token; Check the address.'],
  [
    'a password',
    { isPrivate: true },
    'here.example does not give it to everybody (401); Use what everybody may read, or set up credentials.',
  ],
  [
    'other blobs',
    { spoils: 'blobs' },
    'the registry gives another blob than was asked for; Do not use it before it is known why.',
  ],
  ['tags without end', { isEndless: true }, 'the registry has more tags than are read; Refer to one of them.'],
  [
    'blobs inside the network',
    { blobsAt: 'https://169.254.169.254/' },
    'what the mirror of here.example redirects to has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
  ],
])('a registry with %s', async (_, manners, expected) => {
  const registry = await registryWith(manners);
  const settings = {
    FETCH_ALLOW: 'this-machine.example 127.0.0.1',
    FETCH_MIRRORS: `https://here.example/=${registry.url}`,
  };
  const sources = sourcesAt({ url: registry.url, settings });
  const version = manners.isEndless === true ? '1.x' : '1.0.0';
  const chart = await resolveOne(sources, chartAt('oci://here.example/acme/charts', version));
  expect((await shown(chart)).replaceAll('127.0.0.1', 'this-machine.example')).toBe(expected);
});

test('a version is only known not to be there where the registry lists what is', async () => {
  const silent = await startHttpHost({});
  closing.push(silent.close);
  const chart = await resolveOne(sourcesAt({ url: silent.url }), chartAt('oci://here.example/acme/charts', '1.0.0'));
  expect(await shown(chart)).toBe('the mirror of here.example does not have it (404); Check the address.');
});

test('of a list for several platforms the one for Linux is taken, and it must be what the list says', async () => {
  const registry = await registryWith();
  const digest = registry.push('inner', [{ type: CHART_LAYER, bytes: chartArchive('app', '5.0.0') }]);
  registry.pushIndex('5.0.0', { 'windows/amd64': `sha256:${'0'.repeat(64)}`, 'linux/amd64': digest });
  registry.pushIndex('5.0.1', { 'linux/arm64': digest });
  expect(await shown(await ask(registry, '5.0.0'))).toBe('5.0.0 is 5.0.0');
  const spoilt = await registryWith({ spoils: 'manifests' });
  spoilt.pushIndex('5.0.0', { 'linux/amd64': spoilt.push('inner', []) });
  expect(await shown(await ask(spoilt, '5.0.0'))).toBe(
    'the registry gives another manifest than was asked for; Do not use it before it is known why.',
  );
  expect(await shown(await ask(registry, '5.0.1'))).toBe(
    'it has no manifest that can be read; Check what was pushed there.',
  );
});

test.each([
  ['oci://user:secret@here.example/acme', 'it is not a repository of a registry; Write it as oci://host/path.'],
  ['oci://here.example/../v2', 'it is not a repository of a registry; Write it as oci://host/path.'],
  [
    'oci://169.254.169.254/acme',
    '169.254.169.254 has no public address; If it is a host of yours, add it to FETCH_ALLOW.',
  ],
  ['oci://127.0.0.1:1/acme', '127.0.0.1 has no public address; If it is a host of yours, add it to FETCH_ALLOW.'],
])('%s is not asked', async (repository, expected) => {
  const registry = await registryWith();
  const chart = await ask(registry, '1.0.0', { repository });
  expect([await shown(chart), registry.connections()]).toEqual([expected, 0]);
});

test('a whole version is not asked for again, and what the disk has changed is fetched again', async () => {
  const registry = await registryWith();
  const directory = tempFolder();
  const first = await ask(registry, '1.0.0', { directory });
  const asked = registry.requests.length;
  expect(await ask(registry, '1.0.0', { directory })).toEqual(first);
  expect(registry.requests.length).toBe(asked);
  if (first.kind === 'file')
    writeFileSync(join(first.gitDirectory, 'objects', first.id.slice(0, 2), first.id.slice(2)), 'other');
  expect(await shown(await ask(registry, '1.0.0', { directory }))).toBe('1.0.0 is 1.0.0');
});
