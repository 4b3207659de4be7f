import { type Html, html } from '../../text/escape-html.ts';
import type { PageModel } from './page-model.ts';

/** @returns what narrows the page: text, clusters, unit, severity, kind of change; hidden where no script runs */
export function filtersView({ clusters, units }: PageModel): Html {
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
<p class="tools"><button type="button" id="expand">Open all shown</button> <button type="button" id="collapse">Close all</button> <button type="button" id="clear">Show everything</button> <output id="count" aria-live="polite"></output></p>
</form>
`;
}
