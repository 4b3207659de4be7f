import { createHash } from 'node:crypto';
import type { Review } from '../radius/review-contract.ts';
import { alerts } from './alerts.ts';
import { clustersInOrder } from './blocking.ts';
import { foldedCount } from './cluster-sections.ts';
import { headline } from './headline.ts';
import { changesView } from './html/changes-view.ts';
import { html, Html as Markup } from './html/escape-html.ts';
import { filesView } from './html/files-view.ts';
import { filtersView } from './html/filters-view.ts';
import { alertsView, matrixView } from './html/overview.ts';
import { pageModel } from './html/page-model.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import type { LinkBuilder } from './markdown-link.ts';
import { fullMatrix } from './matrix.ts';
import { comparedSides, soundness } from './soundness.ts';

export interface HtmlOptions {
  /** Addresses of files, where there are any. */
  readonly link?: LinkBuilder | undefined;
}

const verdicts: Readonly<Record<Review['verdict'], string>> = {
  success: 'nothing in the way',
  neutral: 'nothing of the fleet is touched',
  action_required: 'asks for approval',
  failure: 'must not be merged as it is',
};

/**
 * The whole review as one page that needs nothing else: no request, no other file. Its policy allows its own style and
 * script alone, by their digests, so that nothing of a repository could run even where an escape were forgotten.
 */
export function toHtml(review: Review, { link }: HtmlOptions = {}): string {
  const links = link ?? (() => undefined);
  const clusters = clustersInOrder(review).map(([name]) => name);
  const model = pageModel(
    review,
    clusters,
    fullMatrix(review).rows.map(({ unit }) => unit),
  );
  const title = headline(review);
  const sides = comparedSides(review);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Blast Radius: ${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to the changes</a>
<header>
<p class="product">Blast Radius <span class="verdict ${review.verdict}">${verdicts[review.verdict]}</span></p>
<h1>${title}</h1>
${sides === '' ? undefined : html`<p class="sides">${sides}</p>`}
</header>
<main>
${matrixView(review, model)}${alertsView(alerts(review), model)}${filtersView(model)}${changesView(model, links)}${filesView(review, model, links)}</main>
<footer><p class="soundness">${soundness(review, foldedCount(model.sections.map(({ section }) => section)))}</p></footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function policy(): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; base-uri 'none'; form-action 'none'`;
}
