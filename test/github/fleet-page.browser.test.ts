import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { importCommit } from '../fake-github/git/import-commit.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { freePort } from '../free-port.ts';
import { startBrowser } from '../report/browser.ts';
import { openStory } from './open-story.ts';
import { type StartedApp, startApp } from './start-app.ts';

const OPEN = ['01-foo-app-to-prod', '07-podinfo-image-in-base', '10-kyverno-chart-version'];
const DEPLOYMENT = 'apps/podinfo/base/deployment.yaml';
const weekAgo = new Date(Date.now() - 7 * 86_400_000);

let app: StartedApp;
let browser: Browser;
let origin: string;
const pulls: PullHandle[] = [];

/** The article's fleet, in which podinfo was another version a week ago, and three pull requests are open. */
beforeAll(async () => {
  browser = await startBrowser();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  app = await startApp({ PORT: String(port), PUBLIC_URL: origin });
  app.github.app.setCallbackUrl(`${origin}/oauth/callback`);
  const files = Object.fromEntries(loadFleet(articleRepo));
  const deployment = String(files[DEPLOYMENT]);
  const repository = await app.github.createRepository({
    ...{ owner: 'acme', name: 'fleet', organization: true, private: true },
  });
  repository.addUser('rita', { role: 'read' });
  const dana = { name: 'dana', email: 'dana@example.org' };
  const write = { ...files, [DEPLOYMENT]: deployment.replace('podinfo:6.9.0', 'podinfo:6.8.0') };
  const first = { branch: 'first', parent: undefined, message: 'The fleet', author: dana, at: weekAgo, write };
  await repository.push('main', await importCommit(repository.gitDirectory, first));
  await repository.commit('main', { message: 'Bump podinfo', write: { [DEPLOYMENT]: deployment } });
  const cutAt = repository.sha('main');
  const stories = loadStories(articleStories).filter(({ name }) => OPEN.includes(name));
  for (const story of stories) pulls.push(await openStory(repository, story, cutAt));
  await app.quiet();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function violationsOn(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))');
}

test('somebody signs in, finds what differs between test and prod, follows a pull request, and goes back a week', async () => {
  app.github.signIn('rita');
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${origin}/fleets/acme/fleet`);
  expect(page.url()).toBe(`${origin}/fleets/acme/fleet`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('What runs where');

  await page.getByRole('checkbox', { name: 'differs' }).check();
  expect(await page.locator('tr[data-unit] > th > a').allInnerTexts()).toEqual(['podinfo']);
  expect(await page.locator('tr[data-unit] .kind').allInnerTexts()).toContain('prod runs 3 replicas, test 2');
  await page.getByRole('link', { name: '6.9.0 ×3 ≠' }).click();
  expect(await page.locator('#opened .settings .other').innerText()).toMatch(/^replicas\t3\s+test: 2\s+apps\/podinfo/);
  expect(await page.locator('#opened .steps li').last().innerText()).toBe('apps/podinfo/base/kustomization.yaml');
  expect(await violationsOn(page)).toEqual([]);

  const [, bump] = pulls;
  const number = bump?.number ?? 0;
  await page
    .getByRole('button', { name: `#${number} `, exact: false })
    .first()
    .click();
  expect(await page.locator('td.lit a.cell').count()).toBe(3);
  await page.getByRole('link', { name: `Report on ${number}` }).click();
  expect(page.url()).toBe(`${origin}/reports/acme/fleet/pull/${number}/${bump?.headSha}`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('podinfo 6.9.0 → 6.9.1');
  expect(await violationsOn(page)).toEqual([]);
  await page.goBack();

  await page.getByLabel('What ran on').fill(weekAgo.toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Go back' }).click();
  await page.getByText('as it was at').waitFor();
  expect(await page.locator('tr[data-unit] td', { hasText: '6.8.0' }).allInnerTexts()).toEqual([
    ...['6.8.0 ×1', '6.8.0 ×2 ≠', '6.8.0 ×3 ≠'],
  ]);
  expect(await page.getByRole('heading', { name: 'On its way' }).count()).toBe(0);
  await page.getByRole('link', { name: '6.8.0 ×3 ≠' }).click();
  await page.locator('#opened').getByText('ghcr.io/stefanprodan/podinfo:6.8.0').waitFor();
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
