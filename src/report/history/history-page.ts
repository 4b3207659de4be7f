import type { History, HistoryEntry } from '../../review/contract/history.ts';
import { listed } from '../../text/counted.ts';
import { type Html, html } from '../../text/escape-html.ts';
import { visibleText } from '../../text/visible-text.ts';
import { htmlPage } from '../html/html-page.ts';
import type { HistoryFilter } from './history-entry.ts';
import { LONGEST_SUBJECT, quietText, rowsOf } from './history-text.ts';

/** Of what a page tells. */
export interface HistoryOf {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  /** Address of the repository's page on GitHub. */
  readonly web: string;
  readonly filter: HistoryFilter;
  /** Those that there are, or were. */
  readonly clusters: readonly string[];
  /** By commit, the pull request that it says it merged, and the address of that one's report, as far as it is kept. */
  readonly reports?: ReadonlyMap<string, { readonly number: number; readonly address: string }>;
  /** Whether all was looked at that was to be. */
  readonly isWhole: boolean;
}

/** What the last commits did to the clusters, newest first. */
export function historyPage({ looked, entries }: History, of: HistoryOf): string {
  const { repository, branch, filter, clusters, isWhole } = of;
  const isUnknown = filter.cluster !== undefined && !clusters.includes(filter.cluster);
  const rest = isUnknown
    ? `There is no cluster ${filter.cluster} in what was looked at: ${listed(clusters)}.`
    : quietText(looked, entries.length, filter);
  const more = isWhole
    ? undefined
    : html`<p class="legend">The older ones take longer: open this page again in a moment.</p>\n`;
  return htmlPage({
    title: `What happened to the clusters: ${repository}`,
    skip: { to: 'commits', text: 'Skip to the commits' },
    header: html`<h1>What happened to the clusters</h1>
<p class="sides">${repository}, <code>${branch}</code> · <a href="/fleets/${repository}">what runs where</a></p>
${filterView(filter)}`,
    main: html`<section aria-labelledby="commits"><h2 id="commits">Commits</h2>
<ol class="history">
${entries.map((entry) => entryView(entry, of))}</ol>
${rest === undefined ? undefined : html`<p class="legend">${rest}</p>\n`}${more}</section>
`,
    formsTo: "'self'",
  });
}

function filterView({ unit = '', cluster = '' }: HistoryFilter): Html {
  return html`<form class="back" method="get" role="search"><label>Unit <input type="search" name="unit" value="${unit}"></label>
<label>Cluster <input type="search" name="cluster" value="${cluster}"></label> <button>Show</button></form>
`;
}

function entryView(entry: HistoryEntry, { web, reports }: HistoryOf): Html {
  const { commit, at, author, subject, headline } = entry;
  const report = reports?.get(commit);
  const link = report === undefined ? undefined : html` · <a href="${report.address}">report on #${report.number}</a>`;
  const rows = rowsOf(entry).map((row) => html`<li>${row}</li>\n`);
  return html`<li><p class="kind"><time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time> · <a href="${web}/commit/${commit}"><code>${commit.slice(0, 7)}</code></a> · ${visibleText(author, 40)}: ${visibleText(subject, LONGEST_SUBJECT)}${link}</p>
<p><b>${headline}</b></p>
<ul>
${rows}</ul></li>
`;
}
