import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { toHtml } from '../../src/report/html/to-html.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { exampleLink } from './golden.ts';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns the path of the Chromium that is here, if any */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM ?? candidates.find(existsSync);
}

/** Starts Chromium; throws where there is none: a browser test that is skipped tests nothing. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium here: install it, or set CHROMIUM to its path');
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface OpenedReport {
  readonly page: Page;
  /** What the page complained of, or asked the network for. */
  readonly complaints: readonly string[];
}

/** Answers a page that asks why something is so; given what it asks with. */
export type Whys = (query: URLSearchParams) => { readonly status: number; readonly body: string };

/** Opens a review's report as a reader who was sent the file would: without any network; or as the App shows it. */
export async function openReport(
  browser: Browser,
  review: Review,
  options: BrowserContextOptions = {},
  whys?: Whys,
): Promise<OpenedReport> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  await context.route('**', async (route) => {
    const url = route.request().url();
    const asksWhy = whys !== undefined;
    if (url === address)
      return await route.fulfill({ contentType: 'text/html', body: toHtml(review, { link: exampleLink, asksWhy }) });
    if (url.startsWith(`${address}/why?`) && whys !== undefined)
      return await route.fulfill({ contentType: 'text/html', ...whys(new URL(url).searchParams) });
    complaints.push(`request ${url}`);
    return await route.abort();
  });
  await page.goto(address);
  return { page, complaints };
}

/** Answered from memory; nothing listens there. */
const address = 'http://report.invalid/report';
