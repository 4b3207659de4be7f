import { expect, test } from '@jest/globals';
import { toJson } from '../../src/report/json/to-json.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { sourceKey } from '../../src/tree/sources/source-ref.ts';
import { archiveOf } from '../fake-sources/chart-archive.ts';
import { reviewedWith, type Table } from '../review/elsewhere/elsewhere-fleet.ts';
import { type Layout, reviewOf } from '../review/review-of.ts';
import { REPOSITORY, release, shopChart, shopFleet } from './charts/shop-charts.ts';
import { clusterOf, reviewOf as reviewWith } from './review-builder.ts';

const MIRROR = 'https://mirror.example.com/';
const repository = (url: string) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: stable, namespace: flux-system }\nspec: { url: "${url}", interval: 1h }\n`;
const key = (version: string, url = REPOSITORY) => sourceKey({ kind: 'chart', url, name: 'shop', version });
const refused = { reason: 'charts.example.com is not among the hosts that are allowed', remedy: 'Allow it.' };
const fleet = (version: string, url = REPOSITORY): Layout =>
  shopFleet({ 'shop.yaml': release(version), 'apps/shop/repository.yaml': repository(url) }, ['prod']);
const WHY =
  'not rendered, as its chart is not fetched: charts.example.com is not among the hosts that are allowed; allow it';

/** The lines that tell what becomes of the release. */
const told = (review: Review) =>
  toText(review)
    .split('\n')
    .filter((line) => line.includes('HelmRelease') && !line.includes('prod:'));

const refusedAll: Table = { [key('1.0.0')]: refused, [key('1.1.0')]: refused, [key('1.0.0', MIRROR)]: refused };

test('why the chart of a release that changes is not rendered stands in its entry', () => {
  const review = reviewedWith(fleet('1.0.0'), fleet('1.1.0'), refusedAll);
  expect(told(review)).toEqual([
    `    ~ HelmRelease shop/shop is updated · chart shop 1.0.0 → 1.1.0 (minor) · ${WHY}  apps/shop/shop.yaml:9 ✎`,
  ]);
  expect(toMarkdown(review)).toContain('not rendered, as its chart is not fetched');
});

test('and of one that comes, or that only its repository reaches', () => {
  const none = shopFleet({ 'apps/shop/repository.yaml': repository(REPOSITORY) }, ['prod']);
  const [gained = ''] = told(reviewedWith(none, fleet('1.0.0'), refusedAll));
  expect(gained).toContain(`+ HelmRelease shop/shop is created · chart shop 1.0.0 · ${WHY}`);
  const [reached = ''] = told(reviewedWith(fleet('1.0.0'), fleet('1.0.0', MIRROR), refusedAll));
  expect(reached).toContain(`; ${WHY}`);
});

test('and where its chart is had after the merge alone', () => {
  const packed = Object.fromEntries(Object.entries(shopChart('1.1.0')).map(([path, text]) => [`shop/${path}`, text]));
  const had = { [key('1.1.0')]: archiveOf(packed) };
  const review = reviewedWith(fleet('1.0.0'), fleet('1.1.0'), { [key('1.0.0')]: refused, ...had });
  expect(told(review)).toEqual([
    `    ~ HelmRelease shop/shop is updated · chart shop 1.0.0 → 1.1.0 (minor) · not compared, as before the merge its chart is not fetched: charts.example.com is not among the hosts that are allowed  apps/shop/shop.yaml:9 ✎`,
  ]);
  expect(review.clusters.prod?.releases).toMatchObject({ compared: 1 });
});

test('where nothing is fetched at all, it is counted once, and told by no release', () => {
  const review = reviewOf(fleet('1.0.0'), fleet('1.1.0'));
  const [line = '', ...others] = told(review);
  expect(others).toEqual([]);
  expect(line).not.toContain('not rendered');
  expect(toText(review)).toContain('1 release compared by inputs');
  expect(JSON.parse(toJson(review)).clusters.prod.releases.unrendered[0]).toMatchObject({ off: true });
});

test('what an alert says already is not said again', () => {
  const gone = { reason: 'it has no version 1.1.0 of shop', remedy: 'Choose another.', isGone: true } as const;
  const text = toText(reviewedWith(fleet('1.0.0'), fleet('1.1.0'), { [key('1.0.0')]: refused, [key('1.1.0')]: gone }));
  expect(text).toContain('prod cannot install a release');
  expect(text).not.toContain('not rendered');
});

test('what keeps many releases of a cluster from being rendered is told once', () => {
  const unrendered = ['a', 'b', 'c', 'd'].map((name) => {
    const reason = `OCIRepository \`apps/${name}\` is not fetched: ghcr.io does not answer`;
    return { release: `apps/${name}`, reason, fix: 'Try again.', path: `apps/${name}.yaml` };
  });
  const changed = {
    ...{ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', namespace: 'apps', name: 'a' },
    ...{ root: 'apps', effect: 'updated' as const, chain: [], fields: [] },
  };
  const cluster = clusterOf('prod', { changed: [changed], releases: { compared: 4, floating: 0, unrendered } });
  const text = toText(reviewWith({ clusters: { prod: cluster } }));
  expect(text).toContain('~ HelmRelease apps/a is updated · not rendered\n');
  expect(text).toContain('not rendered: 4 releases, as ghcr.io does not answer; try again');
});
