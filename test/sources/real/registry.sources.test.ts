import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GitRepository } from '../../../src/git/repository/git-repository.ts';
import { ANYBODY, type Asker, PERSON } from '../../../src/sources/settings/asker.ts';
import type { NameFilter, OciFollows } from '../../../src/tree/sources/source-ref.ts';
import { chartArchive } from '../../fake-sources/chart-archive.ts';
import { readFiles } from '../../git/read-files.ts';
import { removeTempFolders, tempFolder } from '../../git/temp-repository.ts';
import { bytesOf, chartAt, resolveOne, settingsAt, sourcesAt, whyNot } from '../sources-at.ts';
import { type DockerRegistry, startDockerRegistry } from './start-docker-registry.ts';

let registry: DockerRegistry;
let digest: string;
let archive: string;

beforeAll(async () => {
  registry = await startDockerRegistry();
  const folder = tempFolder();
  mkdirSync(join(folder, 'deploy'));
  writeFileSync(join(folder, 'deploy', 'web.yaml'), 'kind: Web\n');
  for (const tag of ['v1.0.0', 'v1.1.0', 'v2.0.0-rc.1', 'latest']) {
    digest = registry.push('artifact', `team/manifests:${tag}`, folder).replace(/^.*@/, '');
  }
  archive = join(tempFolder(), 'app-1.2.3.tgz');
  writeFileSync(archive, chartArchive('app', '1.2.3+build.1'));
  registry.push('chart', 'team/charts/app:1.2.3+build.1', archive);
});

afterAll(() => {
  registry.close();
  removeTempFolders();
});

function given(auths: unknown) {
  const folder = tempFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(auths));
  const settings = { DOCKER_CONFIG: folder, FETCH_GRANTS: 'acme/fleet -> here.example/team/*' };
  return { url: `http://localhost:${registry.port}/`, settings };
}

function withLogin() {
  const auth = Buffer.from(`${registry.login.name}:${registry.login.password}`).toString('base64');
  return given({ auths: { [`this-machine.example:${registry.port}`]: { auth } } });
}

function artifact(kind: OciFollows['kind'], value: string, filter = '') {
  const follows = { kind, value, filter };
  return { kind: 'oci', url: 'oci://here.example/team/manifests', follows, mediaType: '' } as const;
}

async function ask(kind: OciFollows['kind'], value: string, asker: Asker = PERSON, at = withLogin()): Promise<unknown> {
  const sources = sourcesAt(at);
  const resolved = await resolveOne(sources, artifact(kind, value), 'sha1', asker);
  sources.close();
  if (resolved.kind === 'unavailable') return whyNot(resolved);
  const repository = new GitRepository(resolved.gitDirectory, 'sha1');
  const files = await readFiles(repository, resolved.id);
  await repository.close();
  return [resolved.revision.replace(/@.*/, ''), files];
}

test('what Flux has pushed is fetched by a tag, a range and a digest, with the name and the password of the operator', async () => {
  const files = { 'deploy/web.yaml': 'kind: Web\n' };
  expect([await ask('tag', 'v1.0.0'), await ask('semver', '>=1.0.0'), await ask('digest', digest)]).toEqual([
    ['v1.0.0', files],
    ['v1.1.0', files],
    [digest, files],
  ]);
  expect(await ask('tag', 'v9')).toContain('does not have a tag "v9"');
  expect(await ask('semver', '>=9')).toContain('has no tag within ">=9"');
});

test('its tags are listed with the digests that it tells without being pulled from', async () => {
  const sources = sourcesAt(withLogin());
  const filter = { include: '', exclude: '', semver: '', limit: 1 };
  const source = { kind: 'names', url: 'oci://here.example/team/manifests', of: 'tags', filter } as const;
  const ask = async (filter: Partial<NameFilter>) => {
    const listed = await resolveOne(sources, { ...source, filter: { ...source.filter, ...filter } }, 'sha1', PERSON);
    return Buffer.from(await bytesOf(listed))
      .toString('utf8')
      .replace(/sha256:[0-9a-f]{64}/g, (id) => (id === digest ? 'the last' : 'another'));
  };
  expect(await ask({ semver: '>=1.0.0', limit: 2 })).toMatch(
    /^(?:another|the last) v1\.1\.0\n(?:another|the last) v1\.0\.0\n$/,
  );
  expect(await ask({ include: 'latest' })).toBe('the last latest\n');
  sources.close();
});

test('what Helm has pushed is the archive that it was given', async () => {
  const sources = sourcesAt(withLogin());
  const chart = await resolveOne(sources, chartAt('oci://here.example/team/charts', '1.x'), 'sha1', PERSON);
  expect(chart).toMatchObject({ kind: 'file', revision: '1.2.3+build.1', follows: 'versions 1.x' });
  expect(Buffer.from(await bytesOf(chart))).toEqual(readFileSync(archive));
  sources.close();
});

test('who is granted nothing gets nothing, and neither does a name with another password', async () => {
  const granted = settingsAt('http://x:1/', withLogin().settings).grants;
  const asker = (repository: string) => granted.askerFor({ installation: 7, repository });
  const other = { auths: { [`this-machine.example:${registry.port}`]: { username: 'robot', password: 'wrong' } } };
  expect([
    await ask('tag', 'v1.0.0', asker('acme/fleet')),
    await ask('tag', 'v1.0.0', asker('acme/other')),
    await ask('tag', 'v1.0.0', ANYBODY),
    await ask('tag', 'v1.0.0', PERSON, given(other)),
    await ask(
      'tag',
      'v1.0.0',
      PERSON,
      given({ auths: {}, credHelpers: { [`this-machine.example:${registry.port}`]: 'x' } }),
    ),
  ]).toEqual([
    ['v1.0.0', { 'deploy/web.yaml': 'kind: Web\n' }],
    'here.example does not give it to everybody (401); Use what everybody may read, or set up credentials.',
    'here.example does not give it to everybody (401); Use what everybody may read, or set up credentials.',
    'here.example does not accept these credentials (401); Check these.',
    expect.stringContaining('to a program, which is not run'),
  ]);
});
