import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Report } from '../../github/look/report-of.ts';
import { html } from '../../text/escape-html.ts';
import { type ReportAddress, readReportPath, reportPath } from './report-address.ts';
import type { Seal } from './sealed.ts';
import type { SignIn } from './sign-in.ts';

interface ReportPagesOptions {
  readonly signIn: SignIn;
  readonly seal: Seal;
  /** Whether browsers reach this server by https alone. */
  readonly isSecure: boolean;
  /**
   * @returns the report; `undefined` if there is none, or none that this person may see: the response does not reveal
   *   which
   */
  readonly report: (address: ReportAddress, login: string) => Promise<Report | undefined>;
  /** Whether this person may ask for one more page now. */
  readonly isWithinLimit: (login: string) => boolean;
  readonly log: Logger;
}

/** Answers requests for pages; `false` for anything else. */
export type ReportPages = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export const callbackPath = '/oauth/callback';

const session = 'blast-radius-session';
const attempt = 'blast-radius-sign-in';
const sessionSeconds = 8 * 3600;
const attemptSeconds = 600;
/** Each is a review of its own. */
const mostAtOnce = 2;

/**
 * The report of a review in a browser, for people who may read its repository: GitHub says who they are, once in eight
 * hours, and what they may, at every page.
 */
export function createReportPages(options: ReportPagesOptions): ReportPages {
  const busy = { count: 0 };
  return async (request, response) => {
    const target = `http://localhost${request.url ?? '/'}`;
    if (!URL.canParse(target)) return false;
    const url = new URL(target);
    const address = readReportPath(url.pathname);
    if (address === undefined && url.pathname !== callbackPath) return false;
    if (request.method !== 'GET') {
      sendMessage(response, 405, 'This page is read-only', 'Request it with GET.', { allow: 'GET' });
      return true;
    }
    if (address === undefined) await signedIn(options, url, request, response);
    else await show(options, busy, address, request, response);
    return true;
  };
}

async function show(
  options: ReportPagesOptions,
  busy: { count: number },
  address: ReportAddress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const login = options.seal.open('session', cookieOf(request, session));
  if (login === undefined) return askToSignIn(options, address, response);
  if (!options.isWithinLimit(login))
    return sendMessage(response, 429, 'Too many requests', 'Try again in ten minutes.', { 'retry-after': '600' });
  if (busy.count >= mostAtOnce)
    return sendMessage(response, 503, 'Too many requests at once', 'Try again in a minute.', { 'retry-after': '60' });
  busy.count += 1;
  try {
    const report = await options.report(address, login);
    if (report === undefined)
      return sendMessage(response, 404, 'Not found', 'There is nothing here, or nothing that you may read on GitHub.');
    if (report.kind === 'none') return sendMessage(response, 404, report.title, report.message);
    if (report.kind === 'moved')
      return redirect(response, reportPath({ ...address, commit: report.commit }), { 'cache-control': 'no-store' });
    send(response, 200, report.html, {});
  } finally {
    busy.count -= 1;
  }
}

/** The callback must come from the browser that was redirected, or people could be signed in as somebody else. */
function askToSignIn({ signIn, seal, isSecure }: ReportPagesOptions, address: ReportAddress, response: ServerResponse) {
  const nonce = randomBytes(16).toString('base64url');
  const state = seal.close('sign-in', JSON.stringify([nonce, reportPath(address)]), attemptSeconds);
  redirect(response, signIn.address(state), { 'set-cookie': cookie(attempt, nonce, attemptSeconds, isSecure) });
}

async function signedIn(
  { signIn, seal, isSecure, log }: ReportPagesOptions,
  { searchParams }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [nonce, path] = pairOf(seal.open('sign-in', searchParams.get('state') ?? undefined));
  const code = searchParams.get('code') ?? '';
  const isOurs = nonce !== undefined && nonce === cookieOf(request, attempt);
  const address = path === undefined ? undefined : readReportPath(path);
  if (!isOurs || address === undefined || code === '' || code.length > 200)
    return sendMessage(response, 400, 'The sign-in was not completed', 'Open the report from its check again.');
  const login = await signIn.loginFor(code).catch((error: unknown) => {
    log.warn({ err: error }, 'a sign-in failed');
    return undefined;
  });
  if (login === undefined)
    return sendMessage(response, 502, 'GitHub did not sign you in', 'Open the report from its check again.');
  const cookies = [
    cookie(session, seal.close('session', login, sessionSeconds), sessionSeconds, isSecure),
    cookie(attempt, '', 0, isSecure),
  ];
  redirect(response, reportPath(address), { 'set-cookie': cookies });
}

function pairOf(text: string | undefined): readonly (string | undefined)[] {
  const value: unknown = text === undefined ? [] : JSON.parse(text);
  return Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : undefined)) : [];
}

type Headers = Readonly<Record<string, string | string[]>>;

function redirect(response: ServerResponse, location: string, headers: Headers): void {
  response
    .writeHead(302, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers })
    .end();
}

/** A page with one sentence. */
function sendMessage(
  response: ServerResponse,
  status: number,
  title: string,
  message: string,
  headers: Headers = {},
): void {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title></head><body><main><h1>${title}</h1><p>${message}</p></main></body></html>
`;
  send(response, status, page.text, headers);
}

/** A page that must not be cached, framed or sent as a referrer. */
function send(response: ServerResponse, status: number, text: string, headers: Headers): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(text);
}

/** @returns the header that has a browser keep a value, for this server alone and out of reach of scripts */
function cookie(name: string, value: string, seconds: number, isSecure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** @returns what the browser kept */
function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
