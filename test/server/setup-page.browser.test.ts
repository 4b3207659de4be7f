import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { pageOf } from '../../src/server/pages/answer-page.ts';
import { setupPage } from '../../src/server/pages/setup-page.ts';
import type { SetupRepository } from '../../src/server/pages/setup-view.ts';
import { startBrowser } from '../report/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const branch = 'release/2026-11-production-of-a-long-name';
const repository: SetupRepository = {
  name: 'acme/a-very-long-name-of-a-repository-with-clusters',
  url: 'https://github.example.com/acme/fleet',
  branch,
  rules: { kind: 'known', requiredChecks: [], mergeQueue: undefined, upToDate: false },
  advice: [{ kind: 'plain-name', severity: 'error', text: `\`${branch}\` requires \`blast-radius\`` }],
};
const right = { ...repository, name: 'acme/right', advice: [] };
const closed = { ...right, name: 'acme/closed', rules: { kind: 'not known', reason: '403 No' } } as const;

test.each(['light', 'dark'] as const)(
  'on a phone, %s, nothing scrolls sideways and axe finds nothing',
  async (scheme) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: scheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => complaints.push(request.url()));
    const { title, main } = setupPage({
      account: 'acme',
      app: 'blast-radius',
      appId: 7,
      repositories: [right, closed, repository],
      next: { installation: 1, page: 2 },
    });
    await page.setContent(pageOf(title, main));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).toBe('1248px');
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      `${repository.name} to be changed`,
      'acme/closed not known',
      'acme/right required',
    ]);
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
