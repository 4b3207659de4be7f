/**
 * Takes the pictures of the README from what the demo has left: `npm run screenshots` plays it first. Needs Chromium.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { toHtml } from '../src/report/html/to-html.ts';
import { loadFleet, loadStories } from '../test/fixtures/fleets/load-fleet.ts';
import { reviewStory } from '../test/fixtures/fleets/review-story.ts';
import { startBrowser } from '../test/report/browser.ts';
import { exampleLink } from '../test/report/golden.ts';

const pages = resolve('build/demo-pages');
const images = resolve('docs/images');
/** The compiled file is elsewhere. */
const ARTICLE = 'test/fixtures/fleets/article';
const SIZE = { width: 1000, height: 900 };

/** A comment whose pull request changes what a chart makes. */
const COMMENTED = 10;
const REPORTED = '07-podinfo-image-in-base';

if (!existsSync(pages)) throw new Error(`${pages} is not there: run npm run demo`);
mkdirSync(images, { recursive: true });
const browser = await startBrowser();
try {
  await pictureOf(browser, pageOf(`acme/fleet/pull/${COMMENTED}/index.html`), 'comment', 'article:has(details)');
  await pictureOf(browser, pageOf('what-runs-where.html'), 'fleet');
  await pictureOf(browser, reportPage(), 'report');
} finally {
  await browser.close();
}

/** What a browser opens: an address, or a page itself. */
type Shown = { readonly url: string } | { readonly html: string };

function pageOf(path: string): Shown {
  return { url: pathToFileURL(resolve(pages, path)).href };
}

function reportPage(): Shown {
  const story = loadStories(resolve(ARTICLE, 'stories')).find(({ name }) => name === REPORTED);
  if (story === undefined) throw new Error(`there is no story ${REPORTED}`);
  return { html: toHtml(reviewStory(loadFleet(resolve(ARTICLE, 'repo')), story), { link: exampleLink }) };
}

/** @param part the first element of a page to take; as much of the page as fits where it is left out */
async function pictureOf(browser: Browser, shown: Shown, name: string, part?: string): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
  const page = await context.newPage();
  if ('url' in shown) await page.goto(shown.url);
  else await page.setContent(shown.html);
  const path = resolve(images, `${name}.png`);
  if (part === undefined) await page.screenshot({ path });
  else await page.locator(part).first().screenshot({ path });
  process.stdout.write(`${path}\n`);
  await context.close();
}
