import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChartHost, startChartHost } from '../../fake-sources/chart-host.ts';
import { loadCharts } from '../../fixtures/fleets/load-charts.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../../fixtures/fleets/load-fleet.ts';
import { openStory } from '../open-story.ts';
import { type StartedApp, startApp } from '../start-app.ts';

let charts: ChartHost;
let app: StartedApp;

beforeAll(async () => {
  charts = await startChartHost(loadCharts(join(articleRepo, '../charts')));
  const here = { FETCH_HOSTS: '127.0.0.1', FETCH_ALLOW: '127.0.0.1' };
  app = await startApp({ FETCH: 'on', ...here, FETCH_MIRRORS: charts.mirrors });
});

afterAll(async () => {
  await app.close();
  await charts.close();
});

test('a new version of a chart shows what it changes in each cluster, and the next review asks nobody', async () => {
  const files = Object.fromEntries(loadFleet(articleRepo));
  const repository = await app.github.createRepository({ owner: 'acme', name: 'fleet', organization: true, files });
  const play = async (name: string) => {
    const story = loadStories(articleStories).find((each) => each.name === name);
    if (story === undefined) throw new Error(`there is no story ${name}`);
    const pull = await openStory(repository, story, repository.sha('main'));
    await app.quiet();
    return pull;
  };
  const bumped = await play('10-kyverno-chart-version');
  expect(bumped.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  const body = bumped.comments[0]?.body ?? '';
  expect(body).toContain('ConfigMap `kyverno/kyverno-metrics` is deleted');
  expect(body).toContain('CustomResourceDefinition `clusterpolicies.kyverno.io` stays as it is');
  expect(body).toContain(
    'Job `kyverno/kyverno-migrate-resources` · image `ghcr.io/kyverno/kyverno-cli:v1.15.2` · runs as a hook: after each upgrade',
  );
  expect(body).toContain('- 128Mi\n+ 256Mi');
  expect(body).toContain('9 releases rendered');
  expect([...charts.requests].sort()).toEqual([
    'GET /0/external-secrets-0.18.2.tgz',
    'GET /0/index.yaml',
    'GET /1/index.yaml',
    'GET /1/kyverno-3.4.4.tgz',
    'GET /1/kyverno-3.5.2.tgz',
    'GET /2/index.yaml',
    'GET /2/policy-reporter-3.3.2.tgz',
  ]);
  const before = charts.requests.length;
  const other = await play('06-podinfo-replicas-in-prod');
  expect(other.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(charts.requests.length).toBe(before);
});
