import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Where } from '../../src/fleet/where/where-contract.ts';
import { historyPage } from '../../src/report/history/history-page.ts';
import { fleetPage } from '../../src/report/where/fleet-page.ts';
import { fleetClone } from '../cli/fleet-clone.ts';
import { runProgram } from '../cli/run-program.ts';
import { articlePages } from './article-page.ts';
import { startBrowser } from './browser.ts';

let browser: Browser;
let html: string;
const articlePage = articlePages();
const article = articlePage();

beforeAll(async () => {
  browser = await startBrowser();
  const fleet = fleetClone();
  const { stdout } = await runProgram(['where', '--format', 'html', '--repo', fleet.folder]);
  html = stdout;
  fleet.remove();
});
afterAll(() => browser.close());

async function open(content: string | ((url: URL) => string), options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**', (route) => {
    const body = typeof content === 'string' ? content : content(new URL(route.request().url()));
    return route.fulfill({ contentType: body.startsWith('event:') ? 'text/event-stream' : 'text/html', body });
  });
  await page.goto('http://fleet.invalid/');
  return { page, complaints };
}

async function violationsOn(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))');
}

const unitsOf = (page: Page) => page.locator('tr[data-unit] > th > a').allInnerTexts();

/** The cells that a chosen pull request lights up: unit and cluster. */
const litIn = (page: Page) =>
  page
    .locator('td.lit a.cell')
    .evaluateAll((cells) => cells.map((cell) => decodeURIComponent(cell.getAttribute('href') ?? '')));

test.each((['light', 'dark'] as const).flatMap((scheme) => [1200, 390].map((width) => [scheme, width] as const)))(
  'axe finds nothing in %s at %i pixels, and nothing scrolls sideways, also with a pull request chosen and a cell open',
  async (colorScheme, width) => {
    const { page, complaints } = await open(article, { colorScheme, viewport: { width, height: 900 } });
    await page.getByRole('button', { name: '#2 Bump podinfo to 6.9.1' }).first().click();
    await page.getByRole('link', { name: '6.9.0 ×3 ≠' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('what differs is found by keyboard alone, and a cell leads to what runs there and back', async () => {
  const { page, complaints } = await open(html);
  expect(await page.locator('#count').innerText()).toBe('12 of 12 rows shown');
  expect(await page.getByRole('heading', { name: 'On its way' }).count()).toBe(0);
  await page.getByRole('checkbox', { name: 'differs' }).focus();
  await page.keyboard.press('Space');
  expect(await unitsOf(page)).toEqual(['podinfo']);
  expect(await page.locator('tr[data-unit] .kind').allInnerTexts()).toEqual([
    'test runs 2 replicas, dev 1',
    'prod runs 3 replicas, test 2',
  ]);
  await page.getByRole('link', { name: '6.9.0 ×3 ≠' }).focus();
  await page.keyboard.press('Enter');
  const opened = page.locator('#opened');
  expect(await opened.getByRole('heading', { level: 2 }).innerText()).toBe('podinfo in prod');
  expect(await opened.locator('h3').allInnerTexts()).toEqual(['What is set', 'How it gets there', 'Objects']);
  expect(await opened.locator('.settings tr').allInnerTexts()).toEqual([
    'setting\tvalue\tset in',
    'Deployment team-x/podinfo',
    'replicas\t3\ntest: 2\n\tapps/podinfo/overlays/prod/kustomization.yaml:15',
    'image\tghcr.io/stefanprodan/podinfo:6.9.0\tapps/podinfo/base/deployment.yaml:18',
  ]);
  expect(await opened.locator('.steps li').allInnerTexts()).toEqual([
    'Kustomization flux-system/flux-system clusters/prod',
    'clusters/prod/kustomization.yaml:6',
    'Kustomization flux-system/apps clusters/prod/apps.yaml:13',
    'clusters/prod/apps/kustomization.yaml:5',
    'apps/podinfo/overlays/prod/kustomization.yaml:4',
    'apps/podinfo/base/kustomization.yaml',
  ]);
  expect(await opened.locator('.objects tbody tr').first().innerText()).toBe(
    'Deployment team-x/podinfo\t6.9.0 ×3 ≠\tapps/podinfo/base/deployment.yaml:1',
  );
  await page.keyboard.press('Escape');
  expect(await opened.isVisible()).toBe(false);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('6.9.0 ×3 ≠');
  await page.keyboard.press('/');
  await page.keyboard.type('kyverno clusterpolicy');
  expect(await unitsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('clusterpolicy');
  expect(await unitsOf(page)).toEqual(['kyverno/prod', 'kyverno/shared', 'kyverno/test-only']);
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('kyverno/prod');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each([1200, 390])(
  'at %i pixels, a pull request is followed by keyboard: its cells, and its effect in each',
  async (width) => {
    const { page, complaints } = await open(article, { viewport: { width, height: 900 } });
    expect(
      await page
        .locator('#pulls > li')
        .evaluateAll((items) => items.map((item) => item.innerText.split('\n').slice(0, 2))),
    ).toEqual([
      ['#1 Promote foo-app to prod', 'foo-app: prod gains 2 objects, 1 error · dev and test unchanged'],
      [
        '#2 Bump podinfo to 6.9.1',
        'podinfo 6.9.0 → 6.9.1 (patch): prod changes 1 object · test changes 1 · dev changes 1',
      ],
      ['#3 Bump kyverno', 'kyverno 3.4.4 → 3.5.2 (minor): prod changes 1 object · test changes 1 · dev changes 1'],
      ['#4 Tidy up', 'not known yet: it has not been reviewed as it is now, or this server has forgotten it'],
    ]);
    const choice = page.getByRole('button', { name: '#1 Promote foo-app to prod', exact: true });
    await choice.focus();
    await page.keyboard.press('Enter');
    expect(await choice.getAttribute('aria-pressed')).toBe('true');
    expect(await litIn(page)).toEqual(['#/unit=foo-app&cluster=prod']);
    const mark = page.locator('td.lit .mark');
    expect(
      await mark.evaluate(
        (each) => each.getBoundingClientRect().right <= each.ownerDocument.documentElement.clientWidth,
      ),
    ).toBe(true);
    await mark.focus();
    const tip = page.getByRole('tooltip');
    expect(await tip.innerText()).toBe('#1 Promote foo-app to prod: 2 objects gained');
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
    // A second time, all cells are alike again, and the focus stays where it was.
    await page.keyboard.press('Enter');
    expect(await page.locator('td.lit, td.dim').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('#1');
    await page.locator('.mark[data-pull="2"]').first().hover();
    expect(await tip.innerText()).toBe(
      '#2 Bump podinfo to 6.9.1: podinfo 6.9.0 → 6.9.1 (patch); Deployment team-x/podinfo rolls: its pods are replaced',
    );
    await page.getByRole('checkbox', { name: 'is about to change' }).check();
    expect(await unitsOf(page)).toEqual(['foo-app', 'kyverno', 'podinfo']);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('an empty cell offers the command that would fill it', async () => {
  const { page } = await open(article);
  await page.goto('http://fleet.invalid/#/unit=foo-app&cluster=prod');
  const opened = page.locator('#opened');
  expect(await opened.locator('code').allInnerTexts()).toEqual(['/promote foo-app prod']);
  expect(await opened.getByRole('link').getAttribute('href')).toBe('/reports/acme/fleet/pull/1');
  expect(await opened.innerText()).toContain('Nothing of it runs in prod.');
  await page.context().close();
});

test('what the page does not hold of a cell is asked for when it is opened, and once', async () => {
  const asked: string[] = [];
  const setting = { object: 'HelmRelease shop/<b>', name: 'size', value: '<i>3', place: 'a.yaml:1' };
  const cell = {
    ways: [{ objects: 'HelmRelease shop/<b>', steps: [{ what: 'Kustomization a/b', place: 'a.yaml:1' }] }],
    settings: Array.from({ length: 8 }, (_, index) => ({ ...setting, name: `size${index}`, isMain: index === 0 })),
    ...{ than: 'test', more: 3 },
  };
  const { page, complaints } = await open(({ pathname, search }) => {
    if (pathname !== '/cell') return articlePage({ ask: '/cell?at=c0ffee' });
    asked.push(search);
    return search.includes('dev') ? 'no JSON' : JSON.stringify(cell);
  });
  const opened = page.locator('#opened');
  for (const cluster of ['prod', 'dev', 'prod']) {
    await page.goto(`http://fleet.invalid/#/unit=podinfo&cluster=${cluster}`);
    await opened.getByText(cluster === 'dev' ? 'says what is set, and how' : 'size0').waitFor();
  }
  expect(asked).toEqual(['prod', 'dev'].map((cluster) => `?at=c0ffee&unit=podinfo&cluster=${cluster}`));
  expect(await opened.locator('.settings tbody').first().innerText()).toBe(
    'HelmRelease shop/<b>\nsize0\t<i>3\ta.yaml:1',
  );
  await opened.getByText('7 more values').press('Enter');
  expect(await opened.locator('.settings th[scope=row]').count()).toBe(8);
  expect(await opened.getByText('blast-radius explain podinfo prod').innerText()).toContain('podinfo prod');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('somebody goes back a week: what is on its way, and what is to be done, is of now alone', async () => {
  const { page, complaints } = await open(({ searchParams }) => articlePage({ asked: searchParams.get('at') ?? '' }));
  await page.getByLabel('What ran on').fill('2026-11-23');
  await page.getByRole('button', { name: 'Go back' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('as it was at 2026-11-23').waitFor();
  expect(new URL(page.url()).search).toBe('?at=2026-11-23');
  expect(await page.getByRole('heading', { name: 'On its way' }).count()).toBe(0);
  await page.getByRole('link', { name: 'podinfo', exact: true }).click();
  expect(await page.locator('#opened h3').allInnerTexts()).toEqual(['Objects']);
  await page.getByRole('link', { name: 'now' }).click();
  expect(await page.getByRole('heading', { name: 'On its way' }).count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('an open page shows what is new, and keeps what was typed, filtered, chosen and opened', async () => {
  let pages = 0;
  const { page, complaints } = await open(({ pathname }) => {
    if (pathname === '/news') return 'event: news\ndata:\n\n';
    pages += 1;
    return articlePage({ news: '/news', closed: pages === 1 ? [] : [3] });
  });
  await page.getByLabel('Search').fill('podinfo');
  await page.getByRole('checkbox', { name: 'differs' }).check();
  await page.getByRole('checkbox', { name: 'prod' }).check();
  await page.getByRole('button', { name: '#2 Bump podinfo to 6.9.1', exact: true }).click();
  await page.getByRole('link', { name: '6.9.0 ×3 ≠' }).click();
  await page.getByText(/^Updated at/).waitFor();
  expect(await page.locator('#pulls > li').count()).toBe(3);
  expect([await unitsOf(page), await litIn(page)]).toEqual([['podinfo'], ['#/unit=podinfo&cluster=prod']]);
  expect(await page.locator('#opened h2').innerText()).toBe('podinfo in prod');
  expect(await page.evaluate('document.activeElement.id')).toBe('opened');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each(['light', 'dark'] as const)('axe finds nothing on the history page on a phone, %s', async (colorScheme) => {
  const entry = {
    commit: 'c0ffee'.padEnd(40, '0'),
    at: '2026-11-20T10:00:00Z',
    author: 'dana',
    subject: 'Bump podinfo',
  };
  const cells = [{ unit: 'podinfo', cluster: 'prod', signs: '~1' }];
  const history = { schema: 1, looked: 20, entries: [{ ...entry, headline: 'prod changes 1 object', cells }] } as const;
  const of = { repository: 'acme/fleet', branch: 'main', web: 'https://github.example/acme/fleet', filter: {} };
  const content = historyPage(
    { ...history, entries: [...history.entries] },
    { ...of, clusters: ['prod'], isWhole: false },
  );
  const { page, complaints } = await open(content, { colorScheme, viewport: { width: 390, height: 900 } });
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('200 clusters and 300 units are grouped, and drawn as far as they are in sight', async () => {
  const regions = ['dev-eu', 'prod-eu', 'prod-us', 'prod-ap'];
  const clusters = regions.flatMap((region) => Array.from({ length: 50 }, (_, index) => `${region}-${index}`));
  const where: Where = {
    schema: 1,
    clusters: clusters.map((name) => ({ name, path: `clusters/${name}`, problems: [], external: 0 })),
    units: Array.from({ length: 300 }, (_, index) => ({
      ...{ unit: `unit-${index}`, directories: [`apps/unit-${index}`], clusters, drift: index % 7 === 0 },
      runs: clusters.map((cluster, at) => ({
        ...{ cluster, versions: [{ of: 'chart', version: `1.${at % 3}.0` }], suspended: false, variant: 1, objects: 1 },
      })),
    })),
    objects: [],
  };
  const { page, complaints } = await open(fleetPage(where));
  const heads = () => page.locator('thead th').allInnerTexts();
  expect(await heads()).toEqual(['unit', ...regions.map((region) => `${region.replace('-', ' ')} ▸\n50 clusters`)]);
  await page.getByRole('button', { name: 'dev eu' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.dataset.group')).toBe('dev eu');
  expect((await heads()).slice(0, 3)).toEqual(['unit', 'dev eu ▾\ndev-eu-0', 'dev-eu-1']);
  expect(await page.locator('td').count()).toBeLessThan(1_000);
  await page.locator('#matrix').evaluate((box) => box.scrollTo(box.scrollWidth, box.scrollHeight));
  await page.getByRole('link', { name: 'unit-299' }).waitFor();
  expect((await heads()).at(-1)).toBe('prod ap ▸\n50 clusters');
  expect(await page.locator('td').count()).toBeLessThan(1_000);
  expect(await violationsOn(page)).toEqual([]);
  await page.getByLabel('Search').fill('unit-299');
  expect(await unitsOf(page)).toEqual(['unit-299']);
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
