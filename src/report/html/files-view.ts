import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { type Html, html } from '../../text/escape-html.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { unreferenced } from '../model/unreferenced.ts';
import type { PageFile, PageModel } from './page-model.ts';
import { isWebAddress } from './web-address.ts';

/** A file that everything comes through, such as a cluster's entrypoint, need not list it all again. */
const mostObjects = 50;

/** @returns every file on the way to a change: who edits it, whom it reaches, what comes through it */
export function filesView(review: Review, { files }: PageModel, links: LinkBuilder): Html | undefined {
  if (files.size === 0) return undefined;
  const loose = new Set(unreferenced(review).paths);
  return html`<section aria-labelledby="files"><h2 id="files">Changed files, and what refers to them</h2>
<ul class="files">
${[...files.values()].map((file) => fileView(file, loose.has(file.path), links))}</ul></section>
`;
}

function fileView(file: PageFile, isLoose: boolean, links: LinkBuilder): Html {
  const { id, path, status, clusters, entries } = file;
  const url = links(path, undefined, status === 'removed' ? 'before' : 'after');
  const name = html`<code>${path}</code>`;
  const linked = isWebAddress(url) ? html`<a href="${url}" rel="noreferrer">${name}</a>` : name;
  const shown = entries.slice(0, mostObjects).map(
    (entry) => html`<li><a href="#${entry.id}">${entry.title}</a> in ${listed(entry.clusterNames)}</li>
`,
  );
  const more = entries.length - shown.length;
  return html`<li class="file" id="${id}" tabindex="-1">${linked}${status === undefined ? undefined : html` <span class="tag edited">${status}</span>`}${
    clusters.length === 0 ? undefined : html` reaches ${listed(clusters, 8)}`
  }${isLoose ? html` <span class="tag loud">not referenced by any cluster</span>` : undefined}
${
  entries.length === 0
    ? undefined
    : html`<ul>
${shown}${more > 0 ? html`<li>and ${counted(more, 'more object')}</li>` : undefined}</ul>`
}</li>
`;
}
