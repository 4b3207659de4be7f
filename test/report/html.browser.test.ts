import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { whyView } from '../../src/report/html/made-view.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { reviewStory } from '../fixtures/fleets/review-story.ts';
import { chartFleet, chartYaml } from '../review/charts/chart-fleet.ts';
import { reviewOf as reviewOfCharts } from '../review/review-of.ts';
import { openReport, startBrowser } from './browser.ts';
import { exampleLink } from './golden.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import * as reviews from './reviews.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const madeByChart = {
  'Chart.yaml': chartYaml(),
  'templates/cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ .Values.size }}"
  {{- with .Values.more }}
  more: {{ . | quote }}
  {{- end }}
`,
};
const chartSides = {
  before: chartFleet(madeByChart, ['values: { size: 1 }']),
  after: chartFleet(madeByChart, ['values:', '  { size: 2, more: x }']),
};

const openAll = (page: Page) =>
  page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true;");

/** Names without a place to break at, as long as GitHub and Kubernetes allow. */
const unbroken = { title: 'T'.repeat(256), file: `apps/${'d'.repeat(200)}/web.yaml`, name: 'n'.repeat(253) };
const metObject = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'web', name: unbroken.name };

const met = reviewOf({
  clusters: { prod: clusterOf('prod', { changed: reviews.imageInBase.clusters.prod?.changed ?? [] }) },
  meets: [
    { with: '#7', title: unbroken.title, head: '7'.repeat(40), conflicts: [unbroken.file], effects: [] },
    {
      ...{ with: `feature/${unbroken.title}`, head: '8'.repeat(40), conflicts: [] },
      effects: [
        { kind: 'overridden', clusters: ['prod'], objects: [metObject], stays: 'other' },
        { kind: 'together', clusters: ['prod'], objects: [], problem: `it needs ${unbroken.name}` },
      ],
    },
  ],
  alsoMeets: 3,
});

const { gainedInProd, conflict, imageInBase: image, typoInProd, unchanged, hostileNames } = reviews;
const pages = Object.entries({ gainedInProd, conflict, image, typoInProd, unchanged, met, hostileNames });
const looks = pages.flatMap(([name, review]) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1200, 390].map((width) => [name, colorScheme, width, review] as const),
  ),
);

test.each(looks)('axe finds nothing wrong with %s in %s at %i pixels', async (_, colorScheme, width, review) => {
  const { page, complaints } = await openReport(browser, review, {
    colorScheme,
    viewport: { width, height: 900 },
  });
  await openAll(page);
  // What is evaluated from here is not bound by the page's policy, which allows no script but its own.
  await page.evaluate(axe.source);
  const violations = await violationsOf(page);
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

async function violationsOf(page: Page): Promise<unknown> {
  return await page.evaluate(
    'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
  );
}

test('a page is no wider than a phone, whatever names stand on it', async () => {
  const { notJudged, nothingJudged, firstReview } = reviews;
  for (const [name, review] of [...pages, ...Object.entries({ notJudged, nothingJudged, firstReview })]) {
    const { page } = await openReport(browser, review, { viewport: { width: 390, height: 800 } });
    await openAll(page);
    expect([name, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([name, true]);
    await page.context().close();
  }
});

test('where nothing is listed there is nothing to filter', async () => {
  const { page } = await openReport(browser, reviews.nothingJudged);
  expect(await page.locator('#filters').count()).toBe(0);
  await page.context().close();
});

const [imageInBase] = loadStories(articleStories).filter(({ name }) => name === '07-podinfo-image-in-base');
const [pointedAtDev] = loadStories(articleStories).filter(({ name }) => name === '12-test-pointed-at-dev');

test('a reader opens the report, filters to prod, opens a diff and follows its chain', async () => {
  if (imageInBase === undefined) throw new Error('the story is not there');
  const { page, complaints } = await openReport(browser, reviewStory(loadFleet(articleRepo), imageInBase));
  expect(await page.locator('h1').textContent()).toBe(
    'podinfo 6.9.0 → 6.9.1 (patch): prod changes 1 object · test changes 1 · dev changes 1',
  );
  expect(await page.locator('.matrix tbody th, .matrix tbody [aria-hidden]').allTextContents()).toEqual([
    'podinfo',
    '~1',
    '~1',
    '~1',
  ]);

  await page.getByLabel('prod', { exact: true }).check();
  expect(await page.locator('#count').textContent()).toBe('1 of 1 shown');

  await page.locator('summary', { hasText: 'Deployment team-x/podinfo' }).click();
  const diff = page.getByRole('group', { name: 'Fields of Deployment team-x/podinfo' });
  expect(await diff.locator('del').innerText()).toContain('ghcr.io/stefanprodan/podinfo:6.9.0');
  expect(await diff.locator('ins').innerText()).toContain('ghcr.io/stefanprodan/podinfo:6.9.1');

  const below = async () => {
    const [before, after] = [await diff.locator('del').boundingBox(), await diff.locator('ins').boundingBox()];
    return (after?.y ?? 0) >= (before?.y ?? 0) + (before?.height ?? 0);
  };
  const columns = page.getByRole('button', { name: 'Diffs in one column' });
  for (const [isPressed, isBelow] of [
    ['false', false],
    ['true', true],
    ['false', false],
  ] as const) {
    expect([await columns.getAttribute('aria-pressed'), await below()]).toEqual([isPressed, isBelow]);
    await columns.press('Enter');
  }
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);

  const steps = page.getByRole('list', { name: 'What refers to Deployment team-x/podinfo' }).locator('.step');
  expect(await steps.allInnerTexts()).toEqual([
    'clusters/dev/kustomization.yaml:6',
    'clusters/dev/apps.yaml:13',
    'clusters/dev/apps/kustomization.yaml:5',
    'apps/podinfo/overlays/dev/kustomization.yaml:4',
    'apps/podinfo/base/deployment.yaml:18',
  ]);
  await steps.last().click();
  const file = page.locator('.file:focus');
  expect(await file.innerText()).toContain('apps/podinfo/base/deployment.yaml modified reaches dev, test and prod');
  await file.getByRole('link', { name: 'Deployment team-x/podinfo' }).click();
  expect(await page.locator('summary:focus').innerText()).toContain('rolls: its pods are replaced');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a reader asks why a field of a chart is so: one answer tells of all fields of the object, where each stands', async () => {
  const review = reviewOfCharts(chartSides.before, chartSides.after);
  const made = reviewOfCharts(chartSides.before, chartSides.after, { withLines: 'all' }).clusters.prod?.changed ?? [];
  const asked: unknown[] = [];
  const { page, complaints } = await openReport(browser, review, {}, (query) => {
    asked.push(Object.fromEntries(query));
    if (asked.length === 1) return { status: 503, body: 'The server is busy: ask again in a moment.\n' };
    return {
      status: 200,
      body: whyView('prod', made.find(({ name }) => name === 'made')?.fields ?? [], exampleLink).text,
    };
  });
  await openAll(page);
  const why = page.getByRole('button', { name: 'Why data.size is so' });
  await why.click();
  await page.getByText('The server is busy: ask again in a moment.').waitFor();
  expect(complaints).toEqual([expect.stringContaining('503')]);
  await page.keyboard.press('Enter');
  await page.getByText('charts/shop/templates/cm.yaml:5').waitFor();
  expect(await page.locator('.why').allInnerTexts()).toEqual([
    'in prod: charts/shop/templates/cm.yaml:7 .Values.more apps/shop.yaml:8 (spec.values), edited here',
    'in prod: charts/shop/templates/cm.yaml:5 .Values.size apps/shop.yaml:8 (spec.values), edited here',
  ]);
  expect(await page.locator('.why:focus').getAttribute('data-field')).toBe('data.size');
  const object = { cluster: 'prod', apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'made' };
  expect(asked).toEqual([object, object]);
  await page.evaluate(axe.source);
  expect(await violationsOf(page)).toEqual([]);
  await page.context().close();
});

test('a page that nobody answers asks nothing', async () => {
  const { page } = await openReport(browser, reviewOfCharts(chartSides.before, chartSides.after));
  expect(await page.locator('.why').count()).toBe(0);
  await page.context().close();
});

test('filters narrow what is shown, and a link leads out of them', async () => {
  if (pointedAtDev === undefined) throw new Error('the story is not there');
  const { page } = await openReport(browser, reviewStory(loadFleet(articleRepo), pointedAtDev));
  const shown = () => page.locator('.entry:visible summary').allTextContents();
  const all = (await shown()).length;

  await page.getByLabel('lost', { exact: true }).check();
  expect(await shown()).toHaveLength(6);
  await page.getByLabel('Search objects').fill('clusterpolicy signed');
  expect(await shown()).toEqual(['−lost: ClusterPolicy require-signed-images is deleted']);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(shown()).resolves.toHaveLength(all);

  await page.getByLabel('Severity').selectOption('error');
  expect(await shown()).toEqual(['−lost: Namespace foo is deleted and with it everything in it']);
  await page.getByRole('link', { name: 'test, podinfo: 1 changed, 1 moved' }).click();
  expect(await shown()).toHaveLength(2);

  await page.getByLabel('dev', { exact: true }).check();
  await page.getByLabel('test', { exact: true }).uncheck();
  expect(await shown()).toEqual([]);
  await page.locator('.file a[href^="#s"]').first().click();
  expect((await shown()).length).toBe(all);
  await page.context().close();
});

test('a reader sees what becomes of images, in the clusters that the filters show', async () => {
  const { page, complaints } = await openReport(browser, reviews.imageInBase);
  const shown = async () => {
    const texts = await page.locator('.images li:visible').allInnerTexts();
    return texts.map((text) => text.replace('\n', '').replace('\n', ' '));
  };
  expect(await page.locator('.images p').first().innerText()).toBe('1 image gained, 1 lost, 1 changed, 1 not known');
  expect(await shown()).toEqual([
    '~changed: ghcr.io/stefanprodan/podinfo 6.9.0 → 6.9.1 in dev, test and prod\nDeployment team-x/podinfo',
    '+gained: ghcr.io/kyverno/kyverno:v1.15.2 in prod likely\nHelmRelease kyverno/kyverno (values)',
    '−lost: docker.io/library/nginx:1.27 in dev and test\nDeployment team-x/web',
    '?unknown: another: HelmRelease kyverno/kyverno in prod: spec.values.admissionController.container.image is ghcr.io/kyverno/kyvernopre, of which its chart chooses the version',
  ]);

  await page.getByLabel('dev', { exact: true }).check();
  expect((await shown()).map((text) => text.split(' ')[0])).toEqual(['~changed:', '−lost:']);
  await page.getByLabel('Severity').selectOption('error');
  expect(await page.locator('.images').isVisible()).toBe(false);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the keyboard reaches everything: past the top, to the search, into an object', async () => {
  const { page } = await openReport(browser, reviews.imageInBase);
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('Skip to the changes');
  await page.keyboard.press('Enter');
  await page.locator('#changes:focus').waitFor();
  await page.keyboard.press('Tab');
  // A browser may tell of the followed link only after the next key.
  await page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))");
  expect(await page.locator(':focus').innerText()).toContain('team-x/podinfo');
  await page.keyboard.press('Enter');
  await page.locator('details[open]').waitFor();
  await page.keyboard.press('/');
  expect(await page.locator(':focus').getAttribute('id')).toBe('search');
  await page.keyboard.type('containers image');
  await page.keyboard.press('Enter');
  expect(await page.locator('summary:focus').innerText()).toContain('team-x/podinfo');
  await page.context().close();
});

test('without a script the page shows everything', async () => {
  const { page } = await openReport(browser, reviews.conflict, { javaScriptEnabled: false });
  expect(await page.locator('.entry').count()).toBe(3);
  expect(await page.locator('#filters').isVisible()).toBe(false);
  await page.context().close();
});

test('3,000 objects in 20 clusters are filtered', async () => {
  const { page, complaints } = await openReport(browser, reviews.manyObjects);
  await page.getByLabel('site-07', { exact: true }).check();
  await page.evaluate(`(() => {
    document.querySelector('#search').value = 'worker-149';
    document.querySelector('#filters').dispatchEvent(new Event('input'));
  })()`);
  expect(await page.locator('#count').textContent()).toBe('1 of 3000 shown');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('nothing of a repository is more than text: no element, no script, no request', async () => {
  const { page, complaints } = await openReport(browser, reviews.hostileNames);
  expect(await page.evaluate('document.scripts.length')).toBe(1);
  expect(await page.locator('img, iframe, object, embed, svg, base, [onclick], [onerror], [style]').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
