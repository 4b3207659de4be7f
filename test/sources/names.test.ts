import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ListedPull } from '../../src/sources/credentials/github-tokens.ts';
import { ANYBODY } from '../../src/sources/settings/asker.ts';
import type { Sources } from '../../src/sources/sources.ts';
import type { NameFilter, PullFilter, SourceRef } from '../../src/tree/sources/source-ref.ts';
import { type FakeRegistry, startRegistry } from '../fake-sources/registry.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { bytesOf, resolveOne, settingsAt, sourcesAt, whyNot } from './sources-at.ts';

let server: GitServer;
let registry: FakeRegistry;
let sources: Sources;
let ofRegistry: Sources;
let first: string;
let second: string;
const digests: Record<string, string> = {};

beforeAll(async () => {
  const folder = tempFolder();
  const app = tempRepository(['--bare']);
  symlinkSync(app.path, join(folder, 'app.git'));
  first = app.commit({ 'a.yaml': 'one\n' });
  for (const tag of ['v1.9.0', 'v1.10.0', 'v2.0.0-rc.1', 'latest']) app.git('tag', tag, first);
  for (const name of ['feat/a', 'feat/b']) app.git('branch', name, first);
  second = app.commit({ 'a.yaml': 'two\n' });
  app.git('tag', '-a', 'v2.0.0', '-m', 'annotated', second);
  app.git('tag', 'v3', second);
  server = await startGitServer(folder);
  sources = sourcesAt({ url: server.url });
  registry = await startRegistry('acme/app');
  const layer = { type: 'text/plain', bytes: Buffer.from('a') };
  for (const tag of ['1.0.0', '1.1.0', '1.1.0-alpine', 'latest'])
    digests[tag] = registry.push(tag, [{ ...layer, type: tag }]);
  digests.list = registry.pushIndex('list', { 'linux/amd64': digests['1.0.0'] ?? '' });
  ofRegistry = sourcesAt({ url: registry.url });
});

afterAll(async () => {
  sources.close();
  ofRegistry.close();
  await server.close();
  await registry.close();
  removeTempFolders();
});

const ALL: NameFilter = { include: '', exclude: '', semver: '', limit: 100 };

async function found(of: 'branches' | 'tags', filter: Partial<NameFilter>, url = 'https://here.example/app.git') {
  const source: SourceRef = { kind: 'names', url, of, filter: { ...ALL, ...filter } };
  const resolved = await resolveOne(url.startsWith('oci:') ? ofRegistry : sources, source);
  if (resolved.kind === 'unavailable') return [whyNot(resolved), ...(resolved.isGone === true ? ['gone'] : [])];
  const lines = Buffer.from(await bytesOf(resolved)).toString('utf8');
  return lines.split('\n').slice(0, -1);
}

test('tags are listed by version, or backwards by their names, with the commits that annotated ones are of', async () => {
  expect(await found('tags', { semver: '>=1.0.0 <3' })).toEqual([
    `${second} v2.0.0`,
    `${first} v1.10.0`,
    `${first} v1.9.0`,
  ]);
  expect(await found('tags', { semver: '>=1.0.0-0 <3', limit: 2 })).toEqual([
    `${second} v2.0.0`,
    `${first} v2.0.0-rc.1`,
  ]);
  expect(await found('tags', { include: '^v1', limit: 1 })).toEqual([`${first} v1.9.0`]);
  expect(await found('tags', { include: '^v', exclude: '^v[23]' })).toEqual([`${first} v1.9.0`, `${first} v1.10.0`]);
  expect(await found('tags', { semver: '>=9' })).toEqual([]);
});

test('branches are listed that match, or none where nothing tells which', async () => {
  expect(await found('branches', { include: '^feat/' })).toEqual([`${first} feat/a`, `${first} feat/b`]);
  expect(await found('branches', { exclude: '/' })).toEqual([`${second} main`]);
  expect(await found('branches', { limit: 2 })).toEqual([
    'the mirror of here.example has 3 branches that match, and nothing tells which 2 of them are taken; Let spec.filter match fewer, or raise its limit.',
  ]);
});

test('what the operator fails by, nobody gets; what only it can tell is not known', async () => {
  expect(await found('tags', { include: '(' })).toEqual([
    '"(" is not a regular expression of Go; Correct spec.filter.',
    'gone',
  ]);
  expect(await found('tags', { semver: 'none' })).toEqual([
    '"none" is not a range of versions; Write it as 1.2.3, 1.2.x or ">=1.2 <2".',
    'gone',
  ]);
  expect(await found('tags', { semver: '>=1' })).toEqual([
    'of the mirror of here.example, nothing tells whether v3 is a version to it; Let spec.filter.includeTag match one of them alone.',
  ]);
});

test('tags of a registry are listed with their own digests, without anything being pulled', async () => {
  const url = 'oci://here.example/acme/app';
  expect(await found('tags', { semver: '>=1.0.0' }, url)).toEqual([
    `${digests['1.1.0']} 1.1.0`,
    `${digests['1.0.0']} 1.0.0`,
  ]);
  expect(await found('tags', { include: '^(latest|list)$' }, url)).toEqual([
    `${digests.list} list`,
    `${digests.latest} latest`,
  ]);
  const asked = registry.authorizations.length;
  expect(await found('tags', { semver: '>=1.0.0' }, url)).toHaveLength(2);
  expect(registry.authorizations).toHaveLength(asked);
});

describe('Open pull requests are listed by the App, where the repository is granted', () => {
  const pull = (number: number, branch: string, ...labels: readonly string[]): ListedPull => {
    return { number, branch, labels, sha: `${number}`.repeat(40), author: 'walt', title: `The ${number}th` };
  };
  const OPEN = [
    pull(1, 'feat/a', 'deploy'),
    pull(2, 'fix/b', 'deploy', 'paused'),
    pull(3, 'feat/c'),
    pull(4, 'feat/d', 'deploy'),
  ];
  const grants = { FETCH_GRANTS: 'acme/fleet -> here.example/acme/app' };

  async function listed(filter: Partial<PullFilter>, repository = 'acme/fleet', url = 'https://here.example/acme/app') {
    const { port } = new URL(server.url);
    let asked = 0;
    const ofApp = sourcesAt({
      url: server.url,
      settings: grants,
      github: {
        origin: `http://this-machine.example:${port}`,
        token: async () => undefined,
        openPulls: async (name) => {
          asked += 1;
          return name === 'acme/app' ? OPEN : undefined;
        },
      },
    });
    const asker =
      repository === '' ? ANYBODY : settingsAt(server.url, grants).grants.askerFor({ installation: 7, repository });
    const all = { include: '', exclude: '', limit: 100, labels: [], skip: [], ...filter };
    const resolved = await resolveOne(ofApp, { kind: 'pulls', url, filter: all }, 'sha1', asker);
    ofApp.close();
    if (resolved.kind === 'unavailable') return [whyNot(resolved).split(';')[0], asked];
    const pulls: unknown = JSON.parse(Buffer.from(await bytesOf(resolved)).toString('utf8'));
    return Array.isArray(pulls) ? pulls : [];
  }

  test('those that the filter takes, the newest first', async () => {
    expect(await listed({ labels: ['deploy'], exclude: '^fix' })).toEqual(
      [4, 1].map((id) => ({
        id: `${id}`,
        sha: `${id}`.repeat(40),
        branch: id === 4 ? 'feat/d' : 'feat/a',
        author: 'walt',
        title: `The ${id}th`,
      })),
    );
    expect(await listed({ include: '^none' })).toEqual([]);
  });

  test('not where nothing tells which are taken', async () => {
    expect(await listed({ labels: ['deploy', 'paused'] })).toEqual([
      'a pull request has one of the labels and not all, and nothing tells whether it is taken',
      1,
    ]);
    expect(await listed({ labels: ['deploy'], skip: ['paused'] })).toEqual([
      'what it has of #2 stays as it was, by a label',
      1,
    ]);
    expect(await listed({ skip: ['!deploy'] })).toEqual(['what it has of #3 stays as it was, by a label', 1]);
    expect(await listed({ limit: 3 })).toEqual([
      '4 pull requests match, and nothing tells which 3 of them are taken',
      1,
    ]);
  });

  test('nobody else is shown any, and nothing is asked for them', async () => {
    const denied =
      'only the App asks for pull requests, of repositories of its GitHub where it is installed, and by a grant';
    expect(await listed({}, 'acme/other')).toEqual([denied, 0]);
    expect(await listed({}, '')).toEqual([denied, 0]);
    expect(await listed({}, 'acme/fleet', 'https://here.example/acme/secret')).toEqual([denied, 0]);
  });
});
