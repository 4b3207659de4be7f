import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Report } from '../../github/report/report-of.ts';
import type { FleetCell } from '../../report/where/fleet-data.ts';
import { headerOf, respond } from '../http/respond.ts';
import { pageOf, redirect, sendMessage, sendPage } from './answer-page.ts';
import type { Fleet } from './fleet-of.ts';
import {
  type CellAddress,
  type FleetAddress,
  type HistoryAddress,
  MOST_SEEN,
  type NewsAddress,
  type PageAddress,
  pathOfPage,
  readPageAddress,
  type SetupAddress,
  setupPath,
} from './page-address.ts';
import { type ReportAddress, reportPath } from './report-address.ts';
import { cookie, cookieOf } from './session/cookies.ts';
import type { Seal } from './session/sealed.ts';
import type { SignIn } from './session/sign-in.ts';
import { setupPage } from './setup-page.ts';
import type { SetupView } from './setup-view.ts';
import { type Busy, MOST_AT_ONCE, showWhy, type WhyPages } from './show-why.ts';

/** What is shown to people who have signed in. */
export interface PersonalPages extends WhyPages {
  readonly signIn: SignIn;
  readonly seal: Seal;
  /** Whether browsers reach this server by https alone. */
  readonly isSecure: boolean;
  /**
   * @returns the report; `undefined` if there is none, or none that this person may see: the response does not reveal
   *   which
   */
  readonly report: (address: ReportAddress, login: string) => Promise<Report | undefined>;
  /** @returns what runs where; `undefined` as for a report */
  readonly fleet: (address: FleetAddress, login: string) => Promise<Fleet | undefined>;
  /** @returns what a cluster runs of a unit; `undefined` also where that is nothing */
  readonly cell: (address: CellAddress, login: string) => Promise<FleetCell | undefined>;
  /** @returns what happened to the clusters; `undefined` as for a report */
  readonly history: (address: HistoryAddress, login: string) => Promise<Fleet | undefined>;
  /**
   * Streams when the fleet page has something new to show.
   *
   * @returns `undefined` as for a report; `false` where too many do so already: nothing was answered then
   */
  readonly news: (address: NewsAddress, login: string, response: ServerResponse) => Promise<boolean | undefined>;
  /** @returns what to require; `undefined` if there is no such installation, or none that this person may see */
  readonly setup: (address: SetupAddress, login: string) => Promise<SetupView | undefined>;
  /** Whether this person may ask for one more page now. */
  readonly isWithinLimit: (login: string) => boolean;
  /** Whether this person may open one more cell of a fleet page now. */
  readonly mayOpen: (login: string) => boolean;
  readonly log: Logger;
}

/** Answers requests for pages; `false` for anything else. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export const callbackPath = '/oauth/callback';

const session = 'blast-radius-session';
/** A header that only the page's own script sends. */
const askedByPage = 'blast-radius-page';
const attempt = 'blast-radius-sign-in';
const sessionSeconds = 8 * 3600;
const attemptSeconds = 600;
/** Each asks for what has been rendered for its page. */
const mostCellsAtOnce = 4;

/**
 * What people open in a browser: the report of a review and what to require, for people who may read the repository, and
 * general instructions for everybody. GitHub says who they are, once in eight hours, and what they may, at every page.
 *
 * @param personal `undefined` where nobody could sign in
 */
export function createPages(personal: PersonalPages | undefined): Pages {
  const busy: Busy = { pages: 0, cells: 0, asking: new Set() };
  return async (request, response) => {
    const target = `http://localhost${request.url ?? '/'}`;
    if (!URL.canParse(target)) return false;
    const url = new URL(target);
    const address = personal && readPageAddress(url);
    const isCallback = personal !== undefined && url.pathname === callbackPath;
    // Where the page that registers the App was: whoever looks there again goes on.
    if (request.method === 'GET' && (url.pathname === '/' || url.pathname === '/registered')) {
      redirect(response, setupPath, {});
      return true;
    }
    if (address === undefined && !isCallback && url.pathname !== setupPath) return false;
    if (request.method !== 'GET')
      sendMessage(response, 405, 'This page is read-only', 'Request it with GET.', { allow: 'GET' });
    else if (personal && address) await show(personal, busy, address, request, response);
    else if (personal && isCallback) await signedIn(personal, url, request, response);
    else sendSetup(response, undefined);
    return true;
  };
}

async function show(
  personal: PersonalPages,
  busy: Busy,
  address: PageAddress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const login = personal.seal.open('session', cookieOf(request, session));
  if (address.kind === 'news') return showNews(personal, address.news, login, request, response);
  if (address.kind === 'cell') return showCell(personal, busy, address.cell, login, response);
  if (address.kind === 'why') return showWhy(personal, busy, address.why, login, response);
  if (login === undefined) return askToSignIn(personal, address, response);
  // What a page asks for by itself does not count as what the person asks for.
  if (!personal.isWithinLimit(request.headers[askedByPage] === undefined ? login : `${login} news`))
    return sendMessage(response, 429, 'Too many requests', 'Try again in ten minutes.', { 'retry-after': '600' });
  if (busy.pages >= MOST_AT_ONCE)
    return sendMessage(response, 503, 'Too many requests at once', 'Try again in a minute.', { 'retry-after': '60' });
  busy.pages += 1;
  try {
    if (address.kind === 'report') await showReport(personal, address.report, login, response);
    else if (address.kind === 'fleet') sendFleet(response, await personal.fleet(address.fleet, login));
    else if (address.kind === 'history') sendFleet(response, await personal.history(address.history, login));
    else sendSetup(response, (await personal.setup(address.setup, login)) ?? 'nothing to see');
  } finally {
    busy.pages -= 1;
  }
}

async function showReport(
  personal: PersonalPages,
  address: ReportAddress,
  login: string,
  response: ServerResponse,
): Promise<void> {
  const report = await personal.report(address, login);
  if (report === undefined) return sendNothing(response);
  if (report.kind === 'none') return sendMessage(response, 404, report.title, report.message);
  if (report.kind === 'moved') return redirect(response, reportPath({ ...address, commit: report.commit }), {});
  sendPage(response, 200, report.html);
}

/** The page that asks has signed the person in. */
async function showCell(
  { mayOpen, cell }: PersonalPages,
  busy: Busy,
  address: CellAddress,
  login: string | undefined,
  response: ServerResponse,
): Promise<void> {
  if (login === undefined) return respond(response, 401, 'sign in by opening the page');
  if (!mayOpen(login)) return respond(response, 429, 'too many requests', { 'retry-after': '600' });
  if (busy.cells >= mostCellsAtOnce) return respond(response, 503, 'too many at once', { 'retry-after': '5' });
  busy.cells += 1;
  try {
    const found = await cell(address, login);
    if (found === undefined) return respond(response, 404, 'not found');
    const headers = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };
    response.writeHead(200, { ...headers, 'cache-control': 'private, no-store' }).end(JSON.stringify(found));
  } finally {
    busy.cells -= 1;
  }
}

/** A stream leads nobody to GitHub: the page that it is for has signed them in. */
async function showNews(
  { isWithinLimit, news }: PersonalPages,
  address: NewsAddress,
  login: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (login === undefined) return respond(response, 401, 'sign in by opening the page');
  if (!isWithinLimit(`${login} stream`)) return respond(response, 429, 'too many requests', { 'retry-after': '600' });
  const seen = headerOf(request, 'last-event-id')?.slice(0, MOST_SEEN) ?? address.seen;
  const isFollowed = await news({ ...address, seen }, login, response);
  if (isFollowed === undefined) respond(response, 404, 'not found');
  else if (!isFollowed) respond(response, 503, 'too many pages are open', { 'retry-after': '60' });
}

function sendFleet(response: ServerResponse, fleet: Fleet | undefined): void {
  if (fleet === undefined) sendNothing(response);
  else if (fleet.kind === 'none') sendMessage(response, 404, fleet.title, fleet.message);
  else sendPage(response, 200, fleet.html);
}

function sendNothing(response: ServerResponse): void {
  sendMessage(response, 404, 'Not found', 'There is nothing here, or nothing that you may read on GitHub.');
}

function sendSetup(response: ServerResponse, view: Parameters<typeof setupPage>[0]): void {
  const { title, main } = setupPage(view);
  sendPage(response, 200, pageOf(title, main));
}

/** The callback must come from the browser that was redirected, or people could be signed in as somebody else. */
function askToSignIn({ signIn, seal, isSecure }: PersonalPages, address: PageAddress, response: ServerResponse) {
  const nonce = randomBytes(16).toString('base64url');
  const state = seal.close('sign-in', JSON.stringify([nonce, pathOfPage(address)]), attemptSeconds);
  redirect(response, signIn.address(state), { 'set-cookie': cookie(attempt, nonce, attemptSeconds, isSecure) });
}

async function signedIn(
  { signIn, seal, isSecure, log }: PersonalPages,
  { searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [nonce, path] = pairOf(seal.open('sign-in', searchParams.get('state') ?? undefined));
  const code = searchParams.get('code') ?? '';
  const isOurs = nonce !== undefined && nonce === cookieOf(request, attempt);
  const address = path === undefined ? undefined : readPageAddress(new URL(path, 'http://localhost'));
  if (!isOurs || address === undefined || code === '' || code.length > 200)
    return sendMessage(response, 400, 'The sign-in was not completed', again);
  const login = await signIn.loginFor(code).catch((error: unknown) => {
    log.warn({ err: error }, 'a sign-in failed');
    return undefined;
  });
  if (login === undefined) return sendMessage(response, 502, 'GitHub did not sign you in', again);
  const cookies = [
    cookie(session, seal.close('session', login, sessionSeconds), sessionSeconds, isSecure),
    cookie(attempt, '', 0, isSecure),
  ];
  redirect(response, pathOfPage(address), { 'set-cookie': cookies });
}

const again = 'Open the page again from where you came.';

function pairOf(text: string | undefined): readonly (string | undefined)[] {
  const value: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : undefined)) : [];
}
