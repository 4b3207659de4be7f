import type { ServerResponse } from 'node:http';
import { htmlPage } from '../../report/html/html-page.ts';
import { type Html, html } from '../../text/escape-html.ts';

export type Headers = Readonly<Record<string, string | string[]>>;

/**
 * @param forms where its forms may lead, as a policy says it; nowhere unless told
 * @returns a page in the style of the reports, which runs no script and loads nothing
 */
export function pageOf(title: string, main: Html, forms?: string): string {
  return htmlPage({
    title: `${title} · Blast Radius`,
    header: html`<h1>${title}</h1>\n`,
    main: html`${main}\n`,
    ...(forms === undefined ? {} : { formsTo: forms }),
  });
}

/** Answers with a page that must not be cached, framed or sent as a referrer. */
export function sendPage(response: ServerResponse, status: number, text: string, headers: Headers = {}): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      // Both this and the page's own policy have to allow something, and that one is narrower.
      'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(text);
}

/** Answers with a page with one sentence. */
export function sendMessage(
  response: ServerResponse,
  status: number,
  title: string,
  message: string,
  headers: Headers = {},
): void {
  sendPage(response, status, pageOf(title, html`<p>${message}</p>`), headers);
}

export function redirect(response: ServerResponse, location: string, headers: Headers): void {
  response
    .writeHead(302, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers })
    .end();
}
