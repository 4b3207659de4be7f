import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Where } from '../../src/fleet/where/where-contract.ts';
import { fleetPage } from '../../src/report/where/fleet-page.ts';
import { fleetClone } from '../cli/fleet-clone.ts';
import { runProgram } from '../cli/run-program.ts';
import { startBrowser } from './browser.ts';

let browser: Browser;
let html: string;

beforeAll(async () => {
  browser = await startBrowser();
  const fleet = fleetClone();
  const { stdout } = await runProgram(['where', '--format', 'html', '--repo', fleet.folder]);
  html = stdout;
  fleet.remove();
});
afterAll(() => browser.close());

async function open(content: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: content }));
  await page.goto('http://fleet.invalid/');
  return { page, complaints };
}

const unitsOf = (page: Page) => page.locator('tr[data-unit]:visible > th > a').allInnerTexts();

test.each((['light', 'dark'] as const).flatMap((scheme) => [1200, 390].map((width) => [scheme, width] as const)))(
  'axe finds nothing in %s at %i pixels, and nothing scrolls sideways',
  async (colorScheme, width) => {
    const { page, complaints } = await open(html, { colorScheme, viewport: { width, height: 900 } });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true;");
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('what differs is found by keyboard alone, and a cell leads to what runs there', async () => {
  const { page, complaints } = await open(html);
  expect(await page.locator('#count').innerText()).toBe('11 of 11 units shown');
  await page.getByRole('checkbox', { name: 'differs' }).focus();
  await page.keyboard.press('Space');
  expect(await unitsOf(page)).toEqual(['podinfo']);
  expect(await page.locator('tr[data-unit]:visible .kind').allInnerTexts()).toEqual([
    'test runs 2 replicas, dev 1',
    'prod runs 3 replicas, test 2',
  ]);
  await page.getByRole('link', { name: '6.9.0 ×3 ≠' }).focus();
  await page.keyboard.press('Enter');
  const opened = page.locator('details[open]');
  expect(await opened.locator('summary').innerText()).toContain('podinfo');
  expect(await opened.locator('tbody th').first().innerText()).toContain('podinfo');
  await page.keyboard.press('/');
  await page.keyboard.type('kyverno clusterpolicy');
  expect(await unitsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('clusterpolicy');
  expect(await unitsOf(page)).toEqual(['kyverno/prod', 'kyverno/shared', 'kyverno/test-only']);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('200 clusters and 300 units are one page that can be searched', async () => {
  const clusters = Array.from({ length: 200 }, (_, index) => `cluster-${index}`);
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
  const { page } = await open(fleetPage(where));
  await page.getByLabel('Search').fill('unit-299');
  expect(await unitsOf(page)).toEqual(['unit-299']);
  await page.context().close();
});
