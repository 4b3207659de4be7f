import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from '../../text/escape-html.ts';

type Headers = Readonly<Record<string, string | string[]>>;

export function redirect(response: ServerResponse, location: string, headers: Headers): void {
  response
    .writeHead(302, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers })
    .end();
}

/** A page with one sentence. */
export function sendMessage(
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
export function send(response: ServerResponse, status: number, text: string, headers: Headers): void {
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
export function cookie(name: string, value: string, seconds: number, isSecure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** @returns what the browser kept */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
