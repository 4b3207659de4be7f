import type { OpenedFleet } from '../../ask/question.ts';
import type { Where } from '../../fleet/where/where-contract.ts';
import { counted, listed } from '../../text/counted.ts';
import { Html, html, htmlProse } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import { visibleText } from '../../text/visible-text.ts';
import { htmlPage } from '../html/html-page.ts';
import { FLEET_SCRIPT } from '../html/page.generated.ts';
import { clusterGroups } from './cluster-groups.ts';
import { CellParts } from './fleet-cells.ts';
import type { FleetData } from './fleet-data.ts';
import { fleetPulls, type PullsToShow } from './fleet-pulls.ts';
import { CellTexts, fleetUnits } from './fleet-units.ts';
import { whereLegend } from './where-rows.ts';

/** Of which commit a page tells. */
export interface FleetCommit {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** The time or commit that somebody went back to; empty for now. */
  readonly asked: string;
}

/** What a page tells beside what runs where. */
interface FleetPage {
  readonly offers?: OpenedFleet['offers'];
  /** The cells of which the page holds what they show when they are opened. */
  readonly cells?: OpenedFleet['cells'];
  /** Left out where nothing is known of pull requests, as of a clone. */
  readonly pulls?: PullsToShow | undefined;
  /** Left out where the page itself says nothing of it. */
  readonly at?: FleetCommit;
  /** The path of the stream that says when there is something new to show; left out where nothing does. */
  readonly news?: string;
  /** The path that tells of the other cells; left out where nothing does. */
  readonly ask?: string;
}

/**
 * What runs where, and what is on its way, as one page that needs nothing else: units down, clusters across in promotion
 * order. Its script draws what is in sight: a large fleet has more cells than a browser lays out in time.
 */
export function fleetPage(where: Where, page: FleetPage = {}): string {
  const { pulls, at, news, ask } = page;
  const { clusters, units } = where;
  const title = `${counted(units.length, 'unit')} in ${counted(clusters.length, 'cluster')}`;
  const drifting = units.filter(({ drift }) => drift).map(({ unit }) => visibleText(unit, 60));
  const data = fleetData(where, page);
  return htmlPage({
    title: `What runs where: ${title}`,
    skip: { to: 'matrix', text: 'Skip to the units' },
    header: html`<h1>What runs where</h1>
<div id="about">${at === undefined ? undefined : commitView(at)}<p class="sides">${title}${drifting.length === 0 ? undefined : html`, ${drifting.length} of them not the same everywhere: <b>${listed(drifting)}</b>`}</p></div>
${at === undefined ? undefined : backView}${
  news === undefined
    ? undefined
    : html`<p class="legend" id="news" role="status" data-news="${news}"></p>
`
}`,
    main: html`<div id="unknown">${problemsView(where)}</div>
${pulls === undefined ? undefined : pullsView}${filtersView(pulls !== undefined)}${matrixView(data)}<section id="opened" aria-labelledby="opened-title" tabindex="-1" hidden></section>
<div id="tip" role="tooltip" hidden></div>
<script type="application/json" id="fleet">${dataView(data)}</script>
`,
    script: FLEET_SCRIPT,
    ...(at === undefined ? {} : { formsTo: "'self'" }),
    ...(news === undefined && ask === undefined ? {} : { connectsTo: "'self'" }),
  });
}

function fleetData(where: Where, { offers = [], cells = [], pulls, ask = '' }: FleetPage): FleetData {
  const clusters = where.clusters.map(({ name }) => visibleText(name));
  const texts = new CellTexts();
  const parts = new CellParts();
  const shown = fleetPulls(
    pulls?.pulls ?? [],
    fleetUnits({ found: where, offers, cells }, { texts, parts }),
    where.clusters.map(({ name }) => name),
  );
  const groups = clusterGroups(where.clusters);
  return { clusters, groups, texts: texts.all(), ...parts.all(), ask, ...shown, morePulls: pulls?.more ?? 0 };
}

/** Within a script, text of the repository could end it. */
function dataView(data: FleetData): Html {
  return new Html(JSON.stringify(data).replaceAll('<', '\\u003c'));
}

/** Of which commit it is. */
function commitView({ repository, branch, commit, asked }: FleetCommit): Html {
  const then = asked === '' ? undefined : html`, as it was at ${asked} (<a href="?">now</a>)`;
  return html`<p class="sides">${repository}, <code>${branch}</code> at <code>${commit.slice(0, 7)}</code>${then} · <a href="/fleets/${repository}/history">what happened</a></p>
`;
}

/** The way to an earlier commit. */
const backView = html`<form class="back" method="get"><label>What ran on <input type="date" name="at"></label> <button>Go back</button></form>
`;

/** @returns what could not be rendered: it may run there too */
function problemsView({ clusters }: Where): Html | undefined {
  const broken = clusters.filter(({ problems, external }) => problems.length > 0 || external > 0);
  if (broken.length === 0) return undefined;
  const items = broken.map(({ name, problems, external }) => {
    const texts = problems.map(({ message, path, line }) => {
      const place = path === undefined ? undefined : html` <code>${placeText({ path, line })}</code>`;
      return html`<li>${htmlProse(message)}${place}</li>\n`;
    });
    const elsewhere =
      external === 0 ? [] : [html`<li>${counted(external, 'root')} in another repository, which is not read</li>\n`];
    return html`<li class="alert warning"><b>${name}</b> is only partly known: more may run there<ul>
${[...texts, ...elsewhere]}</ul></li>\n`;
  });
  return html`<section aria-labelledby="unknown-title"><h2 id="unknown-title">What is not known</h2>
<ul class="alerts">
${items}</ul></section>
`;
}

const pullsView = html`<section aria-labelledby="pulls-title"><h2 id="pulls-title">On its way</h2>
<p class="legend" id="pulls-count"></p>
<ul class="pulls" id="pulls"></ul></section>
`;

function filtersView(hasPulls: boolean): Html {
  const mark = (value: string, text: string) =>
    html`<label class="chip"><input type="checkbox" name="mark" value="${value}"><span>${text}</span></label>\n`;
  return html`<form class="filters" id="filters" role="search" aria-label="Filter the fleet" hidden>
<label class="wide">Search <input type="search" id="search" autocomplete="off" placeholder="unit, object, version, file"></label>
<label>Order <select id="sort"><option value="name">by name</option><option value="drift">what differs first</option></select></label>
<fieldset><legend>Only what</legend>
${mark('differs', 'differs')}${hasPulls ? mark('changing', 'is about to change') : undefined}${mark('suspended', 'is suspended')}${mark('missing', 'is missing somewhere')}</fieldset>
<fieldset id="clusters"><legend>Clusters</legend></fieldset>
<p class="tools"><button type="button" id="clear">Show everything</button> <output id="count" aria-live="polite"></output></p>
</form>
`;
}

function matrixView({ texts }: FleetData): Html {
  return html`<section aria-labelledby="matrix-title"><h2 id="matrix-title">Units and clusters</h2>
<noscript><p>This page is drawn by its script. <code>blast-radius where</code> prints the same as text.</p></noscript>
<div class="scroll" id="matrix" tabindex="0" role="group" aria-labelledby="matrix-title"></div>
<p class="legend" id="legend">${whereLegend(texts)}</p></section>
`;
}
