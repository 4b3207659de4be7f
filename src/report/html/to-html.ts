import type { Review } from '../../review/contract/review.ts';
import { isPartlyKnown } from '../../review/unknown/partly-known.ts';
import { type Html, html, htmlLines, htmlProse } from '../../text/escape-html.ts';
import { visibleText } from '../../text/visible-text.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { foldedCount } from '../model/clusters/cluster-sections.ts';
import { clustersInOrder } from '../model/clusters/in-order.ts';
import { discoveryText } from '../model/discovery-text.ts';
import { elsewhereText } from '../model/elsewhere-text.ts';
import { headline } from '../model/headline/headline.ts';
import { fullMatrix } from '../model/matrix.ts';
import { alsoMeetsText, meetingText } from '../model/meeting-text.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { comparedSides, soundness } from '../model/soundness.ts';
import { sourcesText } from '../model/sources-text.ts';
import { changesView } from './changes-view.ts';
import { filesView } from './files-view.ts';
import { htmlPage } from './html-page.ts';
import { imagesView } from './images-view.ts';
import { alertsView, matrixView } from './overview.ts';
import { SCRIPT } from './page.generated.ts';
import { type PageModel, pageModel } from './page-model.ts';

export interface HtmlOptions {
  /** Addresses of files, where there are any. */
  readonly link?: LinkBuilder | undefined;
  /**
   * Whether `…/why` below the page's own address tells why a changed field of a chart is as it is, so that the page may ask;
   * else it needs nothing but itself.
   */
  readonly asksWhy?: boolean;
  /** A sentence on when this was said, where that is not now. */
  readonly note?: string;
}

const verdicts: Readonly<Record<Review['verdict'], string>> = {
  success: 'nothing blocks this',
  neutral: 'nothing in the fleet is affected',
  action_required: 'needs approval',
  failure: 'blocked',
};

function verdictText({ verdict, clusters, unjudged = [] }: Review): string {
  if (unjudged.length > 0) return 'not judged';
  const isPartly = verdict === 'neutral' && Object.values(clusters).some(isPartlyKnown);
  return isPartly ? 'only partly known' : verdicts[verdict];
}

/** The whole review as one page. */
export function toHtml(review: Review, { link, asksWhy = false, note }: HtmlOptions = {}): string {
  const links = link ?? (() => undefined);
  const clusters = clustersInOrder(review).map(([name]) => name);
  const units = fullMatrix(review).rows.map(({ unit }) => unit);
  const model = pageModel(review, { clusters, units, asksWhy });
  const title = headline(review);
  const isJudged = (review.unjudged ?? []).length === 0;
  const [table, toKnow] = [matrixView(review, model), alertsView(alerts(review), model)];
  const sides = comparedSides(review);
  return htmlPage({
    title: `Blast Radius: ${title}`,
    skip: { to: 'changes', text: 'Skip to the changes' },
    mark: html`<span class="verdict ${review.verdict}">${verdictText(review)}</span>`,
    header: html`<h1>${title}</h1>\n${sides === '' ? undefined : html`<p class="sides">${sides}</p>\n`}${note === undefined ? undefined : html`<p class="sides">${note}</p>\n`}`,
    main: html`${isJudged ? [table, toKnow] : [toKnow, table]}${meetingsView(review)}${model.sections.length === 0 ? undefined : filtersView(model)}${changesView(model, links)}${imagesView(review, clusters)}${filesView(review, model, links)}`,
    footer: html`<p class="soundness">${soundness(review, foldedCount(model.sections.map(({ section }) => section)))}</p>${elsewhereView(review)}${discoveryView(review)}`,
    script: SCRIPT,
    ...(asksWhy ? { connectsTo: "'self'" } : {}),
  });
}

/** @returns what becomes of this change where another open one is merged with it */
function meetingsView(review: Review): Html | undefined {
  const { meets = [] } = review;
  const also = alsoMeetsText(review);
  if (meets.length === 0 && also === '') return undefined;
  const items = meets.map(
    (meeting) => html`<li><b>${meeting.with}</b>${
      meeting.title === undefined ? undefined : html` <code>${meeting.title}</code>`
    }: ${htmlProse(meetingText(meeting, Number.POSITIVE_INFINITY))}</li>
`,
  );
  return html`<section aria-labelledby="meets"><h2 id="meets">Open beside this</h2>
<ul>
${items}${also === '' ? undefined : html`<li>${also}</li>`}</ul></section>
`;
}

function elsewhereView(review: Review): Html {
  const text = elsewhereText(review, (each) => visibleText(each, 200));
  const unfetched = sourcesText(review);
  return html`${text === '' ? undefined : html`<p class="soundness">${text}</p>`}${unfetched === '' ? undefined : html`<p class="soundness">${htmlProse(unfetched)}</p>`}`;
}

/** @returns what was found without a configuration, folded */
function discoveryView(review: Review): Html | undefined {
  const found = discoveryText(review);
  if (found === undefined) return undefined;
  const sentences = found.sentences.map(
    (sentence) => html`<p>${htmlProse(sentence)}</p>
`,
  );
  return html`
<details class="found"><summary>${found.summary}</summary>
${sentences}<pre class="block" tabindex="0">${htmlLines(found.config)}</pre></details>
`;
}

/** @returns what narrows the page: text, clusters, unit, severity, kind of change; hidden where no script runs */
function filtersView({ clusters, units }: PageModel): Html {
  const boxes = clusters.map(
    (name, index) =>
      html`<label class="chip"><input type="checkbox" name="cluster" value="${index}"><span>${name}</span></label>
`,
  );
  const options = units.map(
    (name, index) => html`<option value="${index}">${name}</option>
`,
  );
  const changes = ['lost', 'changed', 'gained', 'moved', 'affected'].map(
    (name) => html`<label class="chip"><input type="checkbox" name="change" value="${name}"><span>${name}</span></label>
`,
  );
  return html`<form class="filters" id="filters" role="search" aria-label="Filter the review" hidden>
<label class="wide">Search objects <input type="search" id="search" autocomplete="off" placeholder="name, kind, field, file"></label>
<label>Unit <select id="unit"><option value="">all</option>
${options}</select></label>
<label>Severity <select id="severity"><option value="">all</option><option value="error">errors</option><option value="warning">warnings and errors</option><option value="notice">anything found</option></select></label>
<fieldset><legend>Clusters</legend>
${boxes}</fieldset>
<fieldset><legend>Changes</legend>
${changes}</fieldset>
<p class="tools"><button type="button" id="expand">Open all shown</button> <button type="button" id="collapse">Close all</button> <button type="button" id="columns" aria-pressed="false">Diffs in one column</button> <button type="button" id="clear">Show everything</button> <output id="count" aria-live="polite"></output></p>
</form>
`;
}
