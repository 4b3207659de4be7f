import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { OnlyHosts } from '../../src/sources/contract/only-hosts.ts';
import type { Sources } from '../../src/sources/sources.ts';
import type { SourceRef } from '../../src/tree/sources/source-ref.ts';
import { chartArchive } from '../fake-sources/chart-archive.ts';
import { type HttpHost, type Page, startHttpHost } from '../fake-sources/http-host.ts';
import { CHART_LAYER, startRegistry } from '../fake-sources/registry.ts';
import { broughtBy, chartAt, resolveOne, sourcesAt, whyNot } from './sources-at.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const CHARTS = 'https://here.example';

const archive =
  (version: string): Page =>
  (response) =>
    response.end(chartArchive('app', version));

/** An index with versions of a chart whose archives are on other hosts. */
function indexWith(urls: Readonly<Record<string, string>>): string {
  const entries = Object.entries(urls).map(([version, url]) => `  - version: ${version}\n    urls: [${url}]\n`);
  return `entries:\n  app:\n${entries.join('')}`;
}

interface Scene {
  readonly sources: Sources;
  readonly store: HttpHost;
}

/** A repository of charts at `here.example`, whose archives are at `store.example`. */
async function scene(): Promise<Scene> {
  const store = await startHttpHost({ '/app-1.tgz': archive('1.0.0'), '/app-2.tgz': archive('2.0.0') });
  const charts = await startHttpHost({
    '/index.yaml': indexWith({
      '1.0.0': 'https://store.example/app-1.tgz',
      '2.0.0': 'https://store.example/app-2.tgz',
      '3.0.0': 'https://evil.example/app-3.tgz',
    }),
  });
  const settings = {
    FETCH_ALLOW: '127.0.0.1',
    FETCH_MIRRORS: `${CHARTS}/=${charts.url} https://store.example/=${store.url} https://evil.example/=${store.url}`,
  };
  const sources = sourcesAt({ url: charts.url, settings });
  closing.push(() => sources.close(), store.close, charts.close);
  return { sources, store };
}

/** Asks as for a pull request from a fork, over a base that refers to something. */
async function asFork(sources: Sources, base: readonly SourceRef[], wanted: SourceRef): Promise<string> {
  for (const each of base) expect(whyNot(await resolveOne(sources, each))).toMatch(/^file /);
  const only: OnlyHosts = { hosts: await sources.hostsOf(base), whose: 'a pull request from a fork' };
  return whyNot(broughtBy((await sources.resolve(new Map([['it', wanted]]), { format: 'sha1', only })).get('it')));
}

const isNew = (host: string): string =>
  `it is not looked at: ${host} is a new host in a pull request from a fork; Refer to that host in the base branch first, or have it listed in FETCH_HOSTS.`;

test('a repository of charts that is new in the change of others is not asked', async () => {
  const { sources, store } = await scene();
  expect(await asFork(sources, [], chartAt(CHARTS, '1.0.0'))).toBe(isNew('here.example'));
  expect(store.connections()).toBe(0);
});

test('another version comes from where the base has its own from, and from nowhere else', async () => {
  const { sources, store } = await scene();
  const base = [chartAt(CHARTS, '1.0.0')];
  expect(await asFork(sources, base, chartAt(CHARTS, '2.0.0'))).toBe('file 2.0.0');
  const requests = store.requests.length;
  expect(await asFork(sources, base, chartAt(CHARTS, '3.0.0'))).toBe(isNew('evil.example'));
  expect(store.requests.length).toBe(requests);
});

test('where archives are is known also of a chart whose index was here already', async () => {
  const { sources } = await scene();
  await resolveOne(sources, chartAt(CHARTS, '9.x'));
  expect(await asFork(sources, [chartAt(CHARTS, '1.0.0')], chartAt(CHARTS, '2.0.0'))).toBe('file 2.0.0');
});

test('a host of files is new for charts', async () => {
  const { sources } = await scene();
  const base: SourceRef = { kind: 'file', url: `${CHARTS}/index.yaml` };
  expect(await asFork(sources, [base], chartAt(CHARTS, '1.0.0'))).toBe(isNew('here.example'));
});

test('charts of a registry come from registries that the base refers to', async () => {
  const registry = await startRegistry('acme/charts/app');
  closing.push(registry.close);
  for (const version of ['1.0.0', '2.0.0'])
    registry.push(version, [{ type: CHART_LAYER, bytes: chartArchive('app', version) }]);
  const sources = sourcesAt({ url: registry.url });
  const url = 'oci://here.example/acme/charts';
  expect(await asFork(sources, [], chartAt(url, '2.0.0'))).toBe(isNew('here.example'));
  expect(registry.connections()).toBe(0);
  expect(await asFork(sources, [chartAt(url, '1.0.0')], chartAt(url, '2.0.0'))).toBe('file 2.0.0');
});

test('an index that nobody waits for any more where it was asked for first still comes for others', async () => {
  let requests = 0;
  const charts = await startHttpHost({
    '/index.yaml': (response) => {
      requests += 1;
      if (requests > 1) response.end(indexWith({ '1.0.0': 'app.tgz' }));
    },
    '/app.tgz': archive('1.0.0'),
  });
  const sources = sourcesAt({ url: charts.url });
  closing.push(() => sources.close(), charts.close);
  const impatient = new AbortController();
  const wanted = new Map([['it', chartAt(CHARTS, '1.0.0')]]);
  const first = sources.resolve(wanted, { format: 'sha1', signal: impatient.signal });
  while (requests === 0) await setTimeout(1);
  const second = sources.resolve(wanted, { format: 'sha1' });
  impatient.abort();
  expect((await first).get('it')).toMatchObject({ kind: 'unavailable' });
  expect((await second).get('it')).toMatchObject({ kind: 'file', revision: '1.0.0' });
});
