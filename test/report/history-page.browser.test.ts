import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { historyPage } from '../../src/report/history/history-page.ts';
import { startBrowser } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const commit = 'c0ffee'.padEnd(40, '0');
const long = 'n'.repeat(253);
const html = historyPage(
  {
    schema: 1,
    looked: 40,
    entries: [
      {
        ...{ commit, at: '2026-11-20T09:30:00Z', author: 'a'.repeat(39), subject: 'S'.repeat(300) },
        headline: `${long} removed: prod loses 3 objects`,
        cells: [{ unit: long, cluster: 'prod', signs: '−3' }],
      },
    ],
  },
  {
    ...{ repository: `acme/${'r'.repeat(100)}`, branch: 'b'.repeat(200), web: 'https://github.com/acme/fleet' },
    ...{ filter: { unit: long, cluster: 'prdo' }, clusters: ['dev', 'prod'], isWhole: false },
  },
);

test.each((['light', 'dark'] as const).flatMap((scheme) => [1200, 390].map((width) => [scheme, width] as const)))(
  'axe finds nothing in what happened, in %s at %i pixels, and nothing scrolls sideways',
  async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('http://history.invalid/');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    await context.close();
  },
);
