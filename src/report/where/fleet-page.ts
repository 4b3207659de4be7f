import type { ObjectRun, Where, WhereObject } from '../../fleet/where/where-contract.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { counted } from '../../text/counted.ts';
import { type Html, html, htmlProse } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import { htmlPage } from '../html/html-page.ts';
import { FLEET_SCRIPT } from '../html/page.generated.ts';
import { driftText } from './drift-text.ts';
import { SIGNS, whereCell, whereLegend } from './where-rows.ts';

type Unit = Where['units'][number];

/** What belongs to no unit, last on the page. */
const OWN = 'in the clusters’ own folders';

/** Of which commit a page tells. */
export interface FleetCommit {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** The time or commit that somebody went back to; empty for now. */
  readonly asked: string;
}

/**
 * What runs where, as one page that needs nothing else: units down, clusters across in promotion order.
 *
 * @param at left out where the page itself says nothing of it
 */
export function fleetPage(where: Where, at?: FleetCommit): string {
  const { clusters, units, objects } = where;
  const own = objects.filter(({ unit }) => unit === '');
  const title = `${counted(units.length, 'unit')} in ${counted(clusters.length, 'cluster')}`;
  const drifting = units.filter(({ drift }) => drift).length;
  return htmlPage({
    title: `What runs where: ${title}`,
    skip: { to: 'units', text: 'Skip to the units' },
    header: html`<h1>What runs where</h1>
${at === undefined ? undefined : commitView(at)}<p class="sides">${title}${drifting === 0 ? undefined : `, ${drifting} of them not the same everywhere`}</p>
`,
    main: html`${problemsView(where)}${filtersView(where)}${matrixView(where)}
<section aria-labelledby="units"><h2 id="units">What runs there</h2>
${units.map((unit, index) => unitView(unit, index, where))}${own.length === 0 ? undefined : detailsView(units.length, OWN, [], objectsTable(own, clusters))}</section>
`,
    script: FLEET_SCRIPT,
    ...(at === undefined ? {} : { formsTo: "'self'" }),
  });
}

/** Of which commit it is, and the way to an earlier one. */
function commitView({ repository, branch, commit, asked }: FleetCommit): Html {
  const then = asked === '' ? undefined : html`, as it was at ${asked} (<a href="?">now</a>)`;
  return html`<p class="sides">${repository}, <code>${branch}</code> at <code>${commit.slice(0, 7)}</code>${then} · <a href="/fleets/${repository}/history">what happened</a></p>
<form class="back" method="get"><label>What ran on <input type="date" name="at"></label> <button>Go back</button></form>
`;
}

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
  return html`<section aria-labelledby="unknown"><h2 id="unknown">What is not known</h2>
<ul class="alerts">
${items}</ul></section>
`;
}

function filtersView({ clusters }: Where): Html {
  const boxes = clusters.map(
    ({ name }, index) =>
      html`<label class="chip"><input type="checkbox" name="cluster" value="${index}"><span>${name}</span></label>\n`,
  );
  return html`<form class="filters" id="filters" role="search" aria-label="Filter the fleet" hidden>
<label class="wide">Search <input type="search" id="search" autocomplete="off" placeholder="unit, object, version, file"></label>
<label>Order <select id="sort"><option value="name">by name</option><option value="drift">what differs first</option></select></label>
<fieldset><legend>Only what</legend>
<label class="chip"><input type="checkbox" name="mark" value="differs"><span>differs</span></label>
<label class="chip"><input type="checkbox" name="mark" value="suspended"><span>is suspended</span></label>
<label class="chip"><input type="checkbox" name="mark" value="missing"><span>is missing somewhere</span></label></fieldset>
<fieldset><legend>Clusters</legend>
${boxes}</fieldset>
<p class="tools"><button type="button" id="clear">Show everything</button> <output id="count" aria-live="polite"></output></p>
</form>
`;
}

function matrixView({ clusters, units }: Where): Html {
  const heads = clusters.map(({ name }, index) => html`<th scope="col" data-column="${index}">${name}</th>`);
  const cellsOf = ({ runs }: Unit) =>
    clusters.map(({ name }) => whereCell(runs.find(({ cluster }) => cluster === name)));
  const lines = units.map((unit, index) => {
    const cells = cellsOf(unit).map((cell, column) => {
      const isQuiet = cell === SIGNS.absent;
      return html`<td class="${isQuiet ? 'quiet' : ''}" data-column="${column}">${isQuiet ? cell : html`<a class="cell" href="#u${index}">${cell}</a>`}</td>`;
    });
    const drift = driftText(unit).map((sentence) => html`<div class="kind">${htmlProse(sentence)}</div>`);
    return html`<tr data-unit="${index}" data-marks="${marksOf(unit, clusters.length)}"><th scope="row"><a href="#u${index}">${unit.unit}</a>${drift}</th>${cells}</tr>\n`;
  });
  return html`<section aria-labelledby="matrix"><h2 id="matrix">Units and clusters</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Units and clusters"><table class="matrix fleet">
<thead><tr><th scope="col">unit</th>${heads}</tr></thead>
<tbody>
${lines}</tbody></table></div>
<p class="legend">${whereLegend(units.flatMap(cellsOf))}</p></section>`;
}

function marksOf({ drift, runs }: Unit, clusters: number): string {
  const marks = [
    ...(drift ? ['differs'] : []),
    ...(runs.some(({ suspended }) => suspended) ? ['suspended'] : []),
    ...(runs.length < clusters ? ['missing'] : []),
  ];
  return marks.join(' ');
}

function unitView(unit: Unit, index: number, { objects, clusters }: Where): Html {
  const own = objects.filter((object) => object.unit === unit.unit);
  return detailsView(index, unit.unit, unit.directories, objectsTable(own, clusters));
}

function detailsView(index: number, name: string, directories: readonly string[], content: Html): Html {
  const from = directories.length === 0 ? undefined : html` <span class="kind">${directories.join(', ')}</span>`;
  return html`<details class="entry" id="u${index}"><summary><b>${name}</b>${from}</summary>
<div class="body">${content}</div></details>
`;
}

function objectsTable(objects: readonly WhereObject[], clusters: Where['clusters']): Html {
  const heads = clusters.map(({ name }, index) => html`<th scope="col" data-column="${index}">${name}</th>`);
  const lines = objects.map((object) => {
    const cells = clusters.map(({ name }, column) => {
      const run = object.runs.find(({ cluster }) => cluster === name);
      return html`<td class="${run === undefined ? 'quiet' : ''}" data-column="${column}">${whereCell(run)}</td>`;
    });
    return html`<tr><th scope="row">${plainTitle(object)}<div class="kind">${placesOf(object.runs)}</div></th>${cells}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Objects and clusters"><table class="matrix fleet">
<thead><tr><th scope="col">object</th>${heads}</tr></thead>
<tbody>
${lines}</tbody></table></div>`;
}

/** Where it is written, and where its content comes from, each once. */
function placesOf(runs: readonly ObjectRun[]): string {
  const places = runs.map(({ path, line, source }) => {
    return source === undefined ? placeText({ path, line }) : `${placeText({ path, line })}, from ${source}`;
  });
  return [...new Set(places)].join(' · ');
}
