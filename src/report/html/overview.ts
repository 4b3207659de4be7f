import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { type Html, html, htmlLines, htmlProse } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import { type Alert, alertClusters } from '../model/alerts/alert.ts';
import { clusterStates, isUntouched } from '../model/clusters/cluster-state.ts';
import { fullMatrix } from '../model/matrix.ts';
import type { PageModel } from './page-model.ts';

/** @returns what is dangerous, the worst first; by level, so that it can be filtered */
export function alertsView(alerts: readonly Alert[], { clusters, files }: PageModel): Html | undefined {
  if (alerts.length === 0) return undefined;
  const items = alerts.map((alert) => {
    const names = listed(alertClusters(alert));
    const head = [names, alert.title].filter(Boolean).join(' ');
    const places = alert.places.map((place) => {
      const file = files.get(place.path);
      const text = html`<code>${placeText(place)}</code>`;
      return file === undefined ? html` ${text}` : html` <a class="step" href="#${file.id}">${text}</a>`;
    });
    const [single] = alert.messages.length === 1 ? alert.messages : [];
    const hasOwnPlaces = single === undefined && places.length === alert.messages.length;
    const numbers = alert.clusters.map((name) => clusters.indexOf(name)).join(' ');
    return html`<li class="alert ${alert.level}" data-clusters="${numbers}" data-severity="${alert.level}">
<span class="level">${alert.level}</span>${head === '' ? undefined : html` <b>${head}:</b>`} ${
      single === undefined
        ? html`<ul>
${alert.messages.map(
  (message, index) => html`<li>${htmlProse(message)}${hasOwnPlaces ? places[index] : undefined}</li>
`,
)}</ul>`
        : htmlProse(single)
    }
${
  alert.objects === undefined
    ? undefined
    : html`<details><summary>${counted(alert.objects.length, 'object')}</summary><ul>${alert.objects.map((object) => html`<li>${htmlProse(object)}</li>`)}</ul></details>`
}
${alert.fix === undefined ? undefined : html`<p class="fix"><b>Fix:</b> ${htmlProse(alert.fix)}</p>`}
${alert.block === undefined ? undefined : html`<pre class="block" tabindex="0">${htmlLines(alert.block)}</pre>`}
<p class="where">${hasOwnPlaces ? [] : places}${alert.rule === undefined ? undefined : html` <span class="tag">${alert.rule}</span>`}</p></li>
`;
  });
  return html`<section aria-labelledby="alerts"><h2 id="alerts">What to know first</h2>
<ul class="alerts">
${items}</ul></section>
`;
}

const meanings = {
  '+': 'gained',
  '−': 'lost',
  '~': 'changed',
  '→': 'moved',
  '↻': 'indirectly affected',
  '?': 'not known',
  '·': 'nothing',
};

/** @returns units × clusters: each cell leads to what it counts */
export function matrixView(review: Review, model: PageModel): Html {
  const { clusters, rows } = fullMatrix(review);
  if (rows.length === 0) return nothingView(review);
  const heads = clusters.map((name) => {
    const lock = review.clusters[name]?.protected === true ? html` <span class="tag">protected</span>` : undefined;
    return html`<th scope="col">${name}${lock}</th>`;
  });
  const lines = rows.map(({ unit, cells }) => {
    const columns = cells.map((cell, index) => matrixCell(cell, unit, clusters[index] ?? '', model));
    return html`<tr><th scope="row">${unit}</th>${columns}</tr>
`;
  });
  return html`<section aria-labelledby="matrix"><h2 id="matrix">What changes where</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Units and clusters"><table class="matrix">
<thead><tr><th scope="col">unit</th>${heads}</tr></thead>
<tbody>
${lines}</tbody></table></div>
<p class="legend">+ gained, − lost, ~ changed, → moved (unchanged), ↻ indirectly affected, ? not known, · nothing</p></section>
`;
}

/** Without rows there may still be what is broken or not known: the headline and the sections tell. */
function nothingView(review: Review): Html {
  const states = clusterStates(review);
  if (states.length === 0 || !states.every(isUntouched)) return html``;
  const isAll = (review.unjudged ?? []).length === 0;
  return html`<p class="nothing">${isAll ? 'Nothing changes in any cluster.' : 'Nothing changes in what was read.'}</p>
`;
}

function matrixCell(cell: string, unit: string, cluster: string, { clusters, units, sections }: PageModel): Html {
  const number = clusters.indexOf(cluster);
  const own = sections.filter((each) => each.clusters.includes(number));
  const target = own.flatMap((each) => each.units).find((each) => each.unit === unit);
  if (target === undefined)
    return html`<td class="${cell === '?' ? 'unknown' : 'quiet'}"><span class="hidden">${cellText(cell)}</span><span aria-hidden="true">${cell}</span></td>`;
  const label = `${cluster}, ${unit}: ${cellText(cell)}`;
  return html`<td><a class="cell" href="#${target.id}" data-cluster="${number}" data-unit="${units.indexOf(unit)}"><span class="hidden">${label}</span><span aria-hidden="true">${cell}</span></a></td>`;
}

/** A cell for those who hear it: `2 gained, 1 lost`. */
function cellText(cell: string): string {
  const parts = cell.split(' ').map((part) => {
    const meaning = Object.entries(meanings).find(([sign]) => part.startsWith(sign))?.[1] ?? '';
    return `${part.slice(1)} ${meaning}`.trim();
  });
  return parts.join(', ');
}
