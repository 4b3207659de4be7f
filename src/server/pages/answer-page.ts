import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { STYLE } from '../../report/html/page.generated.ts';
import { Html, html } from '../../text/escape-html.ts';

export type Headers = Readonly<Record<string, string | string[]>>;

const styleDigest = createHash('sha256').update(STYLE).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'`;

/**
 * @param forms where its forms may lead, as a policy says it; nowhere unless told
 * @returns a page in the style of the reports, which runs no script and loads nothing
 */
export function pageOf(title: string, main: Html, forms = "'none'"): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}; form-action ${forms}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · Blast Radius</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<p class="product">Blast Radius</p>
<h1>${title}</h1>
</header>
<main>
${main}
</main>
</body>
</html>
`.text;
}

/** Answers with a page that must not be cached, framed or sent as a referrer. */
export function sendPage(response: ServerResponse, status: number, text: string, headers: Headers = {}): void {
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
