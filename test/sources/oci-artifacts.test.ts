import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import type { Sources } from '../../src/sources/sources.ts';
import type { OciFollows } from '../../src/tree/sources/source-ref.ts';
import { archiveOf, archiveWith, type PackedEntry } from '../fake-sources/chart-archive.ts';
import { type FakeRegistry, type RegistryManners, startRegistry } from '../fake-sources/registry.ts';
import { readFiles } from '../git/read-files.ts';
import { removeTempFolders } from '../git/temp-repository.ts';
import { resolveOne, sourcesAt } from './sources-at.ts';

const NAME = 'acme/app';
const LAYER = 'application/vnd.cncf.flux.content.v1.tar+gzip';

const running: { readonly close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
  removeTempFolders();
});

async function start(
  manners?: RegistryManners,
): Promise<{ readonly registry: FakeRegistry; readonly sources: Sources }> {
  const registry = await startRegistry(NAME, manners);
  const settings = {
    FETCH_ALLOW: 'this-machine.example 127.0.0.1',
    FETCH_MIRRORS: `https://here.example/=${registry.url}`,
  };
  const sources = sourcesAt({ url: registry.url, settings });
  running.push(registry, sources);
  return { registry, sources };
}

interface Asked {
  readonly kind?: OciFollows['kind'];
  readonly filter?: string;
  readonly mediaType?: string;
  readonly format?: 'sha1' | 'sha256';
}

function get(
  sources: Sources,
  value: string,
  { kind = 'tag', filter = '', mediaType = '', format }: Asked = {},
): Promise<Resolved> {
  const source = {
    kind: 'oci',
    url: `oci://here.example/${NAME}`,
    follows: { kind, value, filter },
    mediaType,
  } as const;
  return resolveOne(sources, source, format);
}

async function filesOf(resolved: Resolved, format: 'sha1' | 'sha256' = 'sha1'): Promise<unknown> {
  if (resolved.kind === 'unavailable') return `${resolved.reason}; ${resolved.remedy}`;
  const repository = new GitRepository(resolved.gitDirectory, format);
  try {
    return await readFiles(repository, resolved.id);
  } finally {
    await repository.close();
  }
}

const pack = (files: Readonly<Record<string, string>>, type = LAYER) => [{ type, bytes: archiveOf(files) }];

test('an artifact is a tree of files, asked for once, with the token that everybody gets', async () => {
  const { registry, sources } = await start({ token: 'given' });
  const digest = registry.push(
    'v1',
    pack({ './deploy/web.yaml': 'a: 1\n', 'deploy.yaml': 'b: 1\n', 'a/b/c.yaml': 'c: 1\n' }),
  );
  const resolved = await get(sources, 'v1');
  expect(resolved).toMatchObject({ kind: 'directory', revision: `v1@${digest}`, follows: 'tag v1' });
  const files = { 'a/b/c.yaml': 'c: 1\n', 'deploy.yaml': 'b: 1\n', 'deploy/web.yaml': 'a: 1\n' };
  expect(await filesOf(resolved)).toEqual(files);
  const asked = registry.requests.length;
  expect(await get(sources, 'v1')).toEqual(resolved);
  expect(registry.requests.length).toBe(asked);
  expect(await filesOf(await get(sources, 'v1', { format: 'sha256' }), 'sha256')).toEqual(files);
  expect(await get(sources, digest, { kind: 'digest' })).toMatchObject({ revision: digest });
  expect(await get(sources, digest, { kind: 'digest' })).not.toHaveProperty('follows');
});

test('of a range, the newest tag that the filter lets through', async () => {
  const { registry, sources } = await start({ page: 2 });
  for (const tag of ['1.0.0', '1.1.0', '1.2.0-rc.1', 'latest', '2.0.0']) registry.push(tag, pack({ 'a.yaml': tag }));
  const revisionOf = async (value: string, filter = '') => {
    const resolved = await get(sources, value, { kind: 'semver', filter });
    return resolved.kind === 'unavailable' ? [resolved.reason, resolved.isGone] : resolved.revision.replace(/@.*/, '');
  };
  expect(await revisionOf('1.x')).toBe('1.1.0');
  expect(await revisionOf('>=1.0.0-0', '.*-rc.*')).toBe('1.2.0-rc.1');
  expect(await revisionOf('>=3')).toEqual(['acme/app has no tag within ">=3"', true]);
  expect(await revisionOf('1.x', '^v')).toEqual(['acme/app has no tag within "1.x" that matches "^v"', true]);
  expect(await revisionOf('1.x', '(')).toEqual(['"(" is not a regular expression of Go', true]);
});

test('the layer is the first one, or the first of its type', async () => {
  const { registry, sources } = await start();
  registry.push('v1', [...pack({ 'a.yaml': 'a' }, 'text/a'), ...pack({ 'b.yaml': 'b' }, 'text/b')]);
  expect(await filesOf(await get(sources, 'v1'))).toEqual({ 'a.yaml': 'a' });
  expect(await filesOf(await get(sources, 'v1', { mediaType: 'text/b' }))).toEqual({ 'b.yaml': 'b' });
  expect(await get(sources, 'v1', { mediaType: 'text/c' })).toMatchObject({
    reason: 'what is there does not have a layer of the type "text/c"',
    isGone: true,
  });
});

test('a tag that is not there is gone for all; what a registry does not give to everybody is not', async () => {
  const { registry, sources } = await start();
  registry.push('v1', pack({ 'a.yaml': 'a' }));
  expect(await get(sources, 'v2')).toMatchObject({ reason: 'acme/app does not have a tag "v2"', isGone: true });
  const locked = await start({ isPrivate: true });
  const refused = await get(locked.sources, 'v1');
  expect(refused).toMatchObject({ kind: 'unavailable' });
  expect(refused).not.toHaveProperty('isGone');
});

test('other bytes than those of the digest are refused', async () => {
  for (const spoils of ['manifests', 'blobs'] as const) {
    const { registry, sources } = await start({ spoils });
    const digest = registry.push('v1', pack({ 'a.yaml': 'a' }));
    expect(await get(sources, digest, { kind: 'digest' })).toMatchObject({ code: 'wrong-digest' });
  }
});

const file: PackedEntry = { path: 'a.yaml', text: 'a' };

test.each<readonly [string, readonly PackedEntry[], unknown]>([
  ['a symbolic link is left out', [file, { path: 'l', type: '2' }, { path: 'd', type: '5' }], { 'a.yaml': 'a' }],
  ['a hard link', [file, { path: 'l', type: '1' }], 'it holds a hard link, "l"'],
  ['a device', [{ path: 'dev', type: '3' }], 'it holds a device, "dev"'],
  ['a pipe', [{ path: 'pipe', type: '6' }], 'it holds a device, "pipe"'],
  ['an absolute path', [{ path: '/etc/passwd' }], 'it holds the path "/etc/passwd"'],
  ['a way out', [{ path: 'a/../../b' }], 'it holds the path "a/../../b"'],
  ['no name', [{ path: './', type: '0' }], 'it holds the path "./"'],
  ['a way out on other systems', [{ path: '..\\b' }], 'it holds the path "..\\\\b"'],
  ['names that differ by case', [file, { path: 'A.yaml' }], 'it holds both a.yaml and A.yaml'],
  ['folders that differ by case', [{ path: 'a/b' }, { path: 'A/c' }], 'it holds both a/ and A/'],
  ['a file in a file', [{ path: 'a' }, { path: 'a/b' }], 'it holds both a and a/'],
])('an archive with %s', async (_, entries, expected) => {
  const { registry, sources } = await start();
  registry.push('v1', [{ type: LAYER, bytes: archiveWith(entries) }]);
  const why = (text: unknown) => `what is there is refused: ${text}; Push it again, by \`flux push artifact\`.`;
  expect(await filesOf(await get(sources, 'v1'))).toEqual(typeof expected === 'string' ? why(expected) : expected);
});

test('what is no archive, or a bomb, is refused', async () => {
  const { registry, sources } = await start();
  registry.push('text', [{ type: LAYER, bytes: Buffer.from('kind: ConfigMap\n') }]);
  registry.push('bomb', [{ type: LAYER, bytes: gzipSync(Buffer.alloc(65 * 1024 * 1024)) }]);
  registry.push('junk', [{ type: LAYER, bytes: gzipSync(Buffer.alloc(600, 'x')) }]);
  const many = Array.from({ length: 10_001 }, (_, index) => ({ path: `f${index}` }));
  registry.push('many', [{ type: LAYER, bytes: archiveWith(many) }]);
  registry.push('deepest', [{ type: LAYER, bytes: archiveWith([{ path: `${'a/'.repeat(63)}b`, text: 'b' }]) }]);
  registry.push('deep', [{ type: LAYER, bytes: archiveWith([{ path: `${'a/'.repeat(64)}b` }]) }]);
  expect(await filesOf(await get(sources, 'text'))).toMatch(/it is not compressed by gzip, as Flux has it/);
  expect(await filesOf(await get(sources, 'bomb'))).toMatch(/has more than 67108864 bytes/);
  expect(await filesOf(await get(sources, 'junk'))).toMatch(/it is not an archive that can be read/);
  expect(await filesOf(await get(sources, 'many'))).toMatch(/has more than 10000 files/);
  expect(await filesOf(await get(sources, 'deepest'))).toEqual({ [`${'a/'.repeat(63)}b`]: 'b' });
  expect(await filesOf(await get(sources, 'deep'))).toMatch(/has more than 64 folders in each other/);
});
