import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../fake-github/handles/repository-handle.ts';
import { archiveOf } from '../../fake-sources/chart-archive.ts';
import type { Page } from '../../fake-sources/http-host.ts';
import { openScene, type Scene, said } from './scene.ts';

const VERSIONS = ['1.0.0', '2.0.0'];

function chart(version: string): Page {
  const archive = archiveOf({
    'web/Chart.yaml': `apiVersion: v2\nname: web\nversion: ${version}\n`,
    'web/templates/settings.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { version: "{{ .Chart.Version }}" }\n',
  });
  return (response) => response.end(archive);
}

let scene: Scene;

beforeAll(async () => {
  const entries = VERSIONS.map((version) => `  - version: ${version}\n    urls: [web-${version}.tgz]\n`);
  scene = await openScene({
    '/charts/index.yaml': `apiVersion: v1\nentries:\n  web:\n${entries.join('')}  - version: 3.0.0\n    urls: [https://other.example/web-3.0.0.tgz]\n`,
    ...Object.fromEntries(VERSIONS.map((version) => [`/charts/web-${version}.tgz`, chart(version)])),
  });
});

afterAll(() => scene.close());

/** @returns a release of a chart, and the repository that it is from */
const release = (version: string, url = 'https://files.example/charts') => ({
  'apps/web/release.yaml': [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    'kind: HelmRepository',
    'metadata: { name: charts, namespace: default }',
    `spec: { url: "${url}" }`,
    '---',
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: web, namespace: default }',
    'spec:',
    '  interval: 1h',
    `  chart: { spec: { chart: web, version: ${version}, sourceRef: { kind: HelmRepository, name: charts } } }`,
    '',
  ].join('\n'),
});

const fleet = (): Promise<RepositoryHandle> =>
  scene.fleet(['release.yaml'], {
    ...release('1.0.0'),
    '.github/blast-radius.yml': 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod }\n',
  });

async function fromFork(repository: RepositoryHandle, write: Record<string, string>): Promise<PullHandle> {
  const fork = await repository.fork('walt');
  await fork.commit('change', { write, as: 'walt' });
  const pull = await repository.openPull({ head: 'walt:change', author: 'walt' });
  await scene.app.quiet();
  return pull;
}

test('a fork may have another version of a chart of a repository that the base refers to', async () => {
  const pull = await fromFork(await fleet(), release('2.0.0'));
  expect(said(pull)).toEqual([['success', 'web 1.0.0 → 2.0.0 (major): prod ~2 · dev unchanged']]);
});

test('a repository of charts that is new in the pull request of a fork is not contacted', async () => {
  const connections = scene.other.connections();
  const pull = await fromFork(await fleet(), release('1.0.0', 'https://other.example/charts'));
  expect(scene.other.connections()).toBe(connections);
  expect(pull.comments[0]?.body).toContain('1 release compared by inputs');
});

test('an index leads a fork to no host that is new', async () => {
  const connections = scene.other.connections();
  const pull = await fromFork(await fleet(), release('3.0.0'));
  expect(scene.other.connections()).toBe(connections);
  expect(pull.comments[0]?.body).toContain('1 release compared by inputs');
});
