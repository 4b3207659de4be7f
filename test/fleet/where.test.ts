import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { where } from '../../src/fleet/where/where.ts';
import { articleRepo, loadFleet } from '../fixtures/fleets/load-fleet.ts';
import { cluster, deployment, flux } from '../review/small-fleet.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const article = memoryTree(
  Object.fromEntries([...loadFleet(articleRepo)].map(([path, content]) => [path, String(content)])),
);
const ask = (asked?: string) => where(snapshotOf(article, defaultConfig), asked);

/** The article's “Expected result”, line by line, absences included. */
test.each([
  ['Namespace/team-x', ['dev', 'test', 'prod']],
  ['Namespace/foo', ['test']],
  ['Deployment/podinfo', ['dev', 'test', 'prod']],
  ['Deployment/foo-app', ['test']],
])('%s runs in %j and nowhere else', (asked, clusters) => {
  expect(ask(asked).objects.map((object) => object.clusters)).toEqual([clusters]);
});

/** What the article's lists and sets say runs where, beyond that. */
test('every unit of the article’s fleet is where its lists say', () => {
  const everywhere = ['dev', 'test', 'prod'];
  expect(ask().units.map(({ unit, clusters }) => ({ unit, clusters }))).toEqual([
    { unit: 'external-secrets', clusters: everywhere },
    { unit: 'foo-app', clusters: ['test'] },
    { unit: 'kyverno', clusters: everywhere },
    { unit: 'kyverno/prod', clusters: ['prod'] },
    { unit: 'kyverno/shared', clusters: everywhere },
    { unit: 'kyverno/test-only', clusters: ['test'] },
    { unit: 'namespaces/common', clusters: everywhere },
    { unit: 'namespaces/test-only', clusters: ['test'] },
    { unit: 'podinfo', clusters: everywhere },
    { unit: 'policy-reporter', clusters: everywhere },
    { unit: 'team-x', clusters: everywhere },
  ]);
});

test('the clusters stand in promotion order, each rendered whole', () => {
  expect(ask().clusters).toEqual([
    { name: 'dev', path: 'clusters/dev', problems: [], external: 0 },
    { name: 'test', path: 'clusters/test', problems: [], external: 0 },
    { name: 'prod', path: 'clusters/prod', problems: [], external: 0 },
  ]);
});

test('what stands still with its source is suspended, as what stands in a suspended root', () => {
  const own = cluster('prod');
  const source = 'clusters/prod/flux-system/gotk-sync.yaml';
  const files = {
    ...{ 'clusters/prod/apps.yaml': flux('apps', 'apps'), 'apps/web.yaml': deployment('web') },
    ...cluster('dev'),
    'clusters/dev/apps.yaml': flux('apps', 'apps'),
    [source]: (own[source] ?? '').replace('ref: {', 'suspend: true, ref: {'),
  };
  const { objects } = where(snapshotOf(memoryTree(files), defaultConfig), 'Deployment/web');
  const runs = objects.flatMap((object) => object.runs.map((run) => [run.cluster, run.suspended]));
  expect(runs).toEqual([
    ['dev', false],
    ['prod', true],
  ]);
});
