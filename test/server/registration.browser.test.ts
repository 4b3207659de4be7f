import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { readRegistration } from '../../src/server/env/registration-environment.ts';
import { createLog } from '../../src/server/log/create-log.ts';
import { createRegistration } from '../../src/server/registration/create-registration.ts';
import { listen } from '../../src/server/start/listen.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { startBrowser } from '../report/browser.ts';

const address = 'https://blast-radius.of-a-company-with-a-long-name.example.com';
const manifest = readFileSync('app.yml', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'blast-radius-test-registration-'));
let browser: Browser;
let github: GitHub;

beforeAll(async () => {
  browser = await startBrowser();
  github = await startGitHub({ app: { name: 'Another', permissions: {}, events: [] } });
  github.signIn('ada');
});
afterAll(async () => {
  await browser.close();
  await github.close();
  rmSync(folder, { recursive: true });
});

async function looksRight(page: Page, width: number): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  await page.evaluate(axe.source);
  expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
}

const current = (page: Page): Promise<string> => page.locator('[aria-current=step]').innerText();

test.each([
  ['phone', 390, 'light', 'read'],
  ['wide screen', 1400, 'dark', 'write'],
] as const)(
  'on a %s, whoever fills in the form is led through GitHub, and knows at each step where it stands',
  async (name, width, colorScheme, contents) => {
    const file = join(folder, `${name}.env`);
    const log = createLog({ level: 'fatal', format: 'json' });
    const environment = readRegistration({ GHE_HOST: github.host, GHE_PROTOCOL: 'http' });
    const server: Server = createRegistration(environment, { manifest, variables: file }, log);
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(await listen(server, { host: '127.0.0.1', port: 0 }));
    expect([await page.title(), await current(page)]).toEqual([
      'Register the App · Blast Radius',
      'Say what it may do',
    ]);
    await looksRight(page, width);

    await page.getByLabel('Organization that owns the App').fill('../evil');
    await page.getByLabel('Address at which GitHub reaches this server').fill(address);
    if (contents === 'read') await page.getByLabel('Nothing: it reviews').check();
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('This is not how an organization is spelled');
    await page.getByLabel('Organization that owns the App').fill('acme');
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await current(page)).toBe('Register it on GitHub');
    expect(await page.getByRole('term').allInnerTexts()).toContain(`contents: ${contents}`);
    await looksRight(page, width);

    await page.getByRole('button', { name: 'Register on GitHub' }).click();
    await page.getByRole('heading', { name: 'Registered', exact: true }).waitFor();
    expect(await current(page)).toBe('Start it');
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      'Say what it may do: done',
      'Register it on GitHub: done',
      'Start it',
      'Install it',
      'Require its check',
    ]);
    expect(await page.getByRole('link', { name: 'Choose the repositories' }).getAttribute('href')).toMatch(
      /\/apps\/.+\/installations\/new$/,
    );
    await looksRight(page, width);
    await page.reload();
    expect(await current(page)).toBe('Start it');
    expect(parseEnv(readFileSync(file, 'utf8'))).toMatchObject({
      PUBLIC_URL: address,
      APP_ID: expect.stringMatching(/^\d+$/),
    });
    expect(complaints).toEqual([]);
    await context.close();
    server.close();
  },
);
