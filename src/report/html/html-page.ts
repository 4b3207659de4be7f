import { createHash } from 'node:crypto';
import { Html, html } from '../../text/escape-html.ts';
import { STYLE } from './page.generated.ts';

export interface HtmlPage {
  readonly title: string;
  /** What the keyboard reaches first: it leads to the element of this id, past the header. */
  readonly skip?: { readonly to: string; readonly text: string };
  /** Beside the product's name. */
  readonly mark?: Html;
  /** Below the product's name. */
  readonly header: Html;
  readonly main: Html;
  readonly footer?: Html;
  /** A page without one runs none. */
  readonly script?: string;
  /** Where forms may lead, as a policy says it; nowhere unless told. */
  readonly formsTo?: string;
  /** Where its script may ask for more, as a policy says it; nowhere unless told. */
  readonly connectsTo?: string;
}

/**
 * @returns a page that needs nothing else: no request, no other file. Its policy allows its own style and script alone,
 *   by their digests, so that nothing of a repository could run even where an escape were forgotten
 */
export function htmlPage(page: HtmlPage): string {
  const { title, skip, mark, header, main, footer, script, formsTo = "'none'", connectsTo } = page;
  const scripts = script === undefined ? '' : ` script-src ${digest(script)};`;
  const connections = connectsTo === undefined ? '' : ` connect-src ${connectsTo};`;
  const policy = `default-src 'none'; style-src ${digest(STYLE)};${scripts}${connections} base-uri 'none'; form-action ${formsTo}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${skip === undefined ? undefined : html`<a class="skip" href="#${skip.to}">${skip.text}</a>\n`}<header>
<p class="product">Blast Radius${mark === undefined ? undefined : html` ${mark}`}</p>
${header}</header>
<main>
${main}</main>
${footer === undefined ? undefined : html`<footer>${footer}</footer>\n`}${script === undefined ? undefined : html`<script>${new Html(script)}</script>\n`}</body>
</html>
`.text;
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
