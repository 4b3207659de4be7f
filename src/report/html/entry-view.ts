import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { FieldChange } from '../../review/contract/field-change.ts';
import { type Html, html, htmlLines, htmlProse } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import {
  effectPhrase,
  furtherConsequences,
  mattersOf,
  shownFields,
  stepText,
  unshownFields,
  versionsOf,
  versionText,
} from '../model/changes/entry-remarks.ts';
import { type DiffLine, fieldDiff } from '../model/changes/field-diff.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { madeView } from './made-view.ts';
import { chainPlaces, type PageEntry, type PageModel } from './page-model.ts';
import { isWebAddress } from './web-address.ts';

const signs = { '+': 'gained', '−': 'lost', '~': 'changed', '→': 'moved' } as const;

/** @returns one object, closed: what happens to it; opened: its fields side by side and the way it comes in */
export function entryView(page: PageEntry, model: PageModel, links: LinkBuilder): Html {
  const { entry, id, clusters, unit, severity } = page;
  const fields = shownFields(entry);
  const sign = signs[entry.sign];
  const group = entry.group === undefined ? undefined : html` <span class="kind">${entry.group}</span>`;
  return html`<details class="entry ${sign}" id="${id}" data-clusters="${clusters.join(' ')}" data-unit="${unit}" data-change="${sign}" data-severity="${severity ?? ''}">
<summary><span class="sign" aria-hidden="true">${entry.sign}</span><span class="hidden">${sign}: </span><span class="kind">${entry.kind}</span> <b>${objectName(entry)}</b>${group} <span class="effect">${htmlProse(effectPhrase(entry))}</span>${remarks(page)}</summary>
<div class="body">
${fields.length === 0 ? undefined : diffTable(fields, page, model, links)}${chainView(page, model, links)}</div>
</details>
`;
}

function remarks({ entry }: PageEntry): Html {
  const versions = versionsOf(entry).map((version) => {
    const isLoud = version.step === 'major' || version.step === 'downgrade';
    return html` <span class="tag${isLoud ? ' loud' : ''}">${versionText(version)} (${stepText(version)})</span>`;
  });
  const consequences = furtherConsequences(entry).map(
    (each) => html` <span class="tag loud">${htmlProse(each)}</span>`,
  );
  const unshown = unshownFields(entry).map((each) => html` <span class="tag">${each}</span>`);
  const matters = mattersOf(entry).map((each) => html` <span class="tag">${htmlProse(each)}</span>`);
  return html`${versions}${matters}${consequences}${unshown}`;
}

/** Each step leads to its file's place on this page, where everything else that comes through it is listed. */
function chainView(
  { entry, title, clusterNames }: PageEntry,
  { files }: PageModel,
  links: LinkBuilder,
): Html | undefined {
  const places = chainPlaces(entry);
  if (places.length === 0) return undefined;
  const side = entry.sign === '−' ? 'before' : 'after';
  const steps = places.map((place) => {
    const file = files.get(place.path);
    const url = links(place.path, place.line, side);
    const text = html`<code>${placeText(place)}</code>`;
    return html`<li>${file === undefined ? text : html`<a class="step" href="#${file.id}">${text}</a>`}${
      place.changed === true ? html` <span class="tag edited">edited here</span>` : undefined
    }${isWebAddress(url) ? html` <a href="${url}" rel="noreferrer" aria-label="source of ${placeText(place)}">source</a>` : undefined}</li>
`;
  });
  return html`<div class="way"><h4>Why: what refers to it${clusterNames.length > 1 ? html` in ${clusterNames[0]}; the same in the other clusters` : undefined}</h4>
<ol aria-label="What refers to ${title}">
${steps}</ol></div>
`;
}

/** One line on either side; a side without the line is empty. */
interface Row {
  readonly before: DiffLine | undefined;
  readonly after: DiffLine | undefined;
}

/** @returns the changed fields side by side, each under its path */
function diffTable(fields: readonly FieldChange[], page: PageEntry, { asksWhy }: PageModel, links: LinkBuilder): Html {
  const isAsked = asksWhy && page.entry.release !== undefined;
  const tables = fields.map((field) => {
    const [, ...lines] = fieldDiff([field], true);
    return html`<tbody><tr class="path"><th colspan="2" scope="rowgroup"><code>${field.path}</code>${mark(field)}${madeView(field, links) ?? (isAsked ? whyButton(field) : undefined)}</th></tr>
${sideBySide(lines).map(row)}</tbody>
`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Fields of ${page.title}"${isAsked ? html` data-why="${whyQuery(page)}"` : undefined}><table class="diff">
<thead><tr><th scope="col">Before</th><th scope="col">After</th></tr></thead>
${tables}</table></div>
`;
}

function mark({ immutable }: FieldChange): Html | undefined {
  return immutable === undefined ? undefined : html` <span class="tag">cannot be changed in place</span>`;
}

/** Of an object that a chart makes, what asks why a field is as it is: of a page without a script, nothing is seen of it. */
function whyButton({ path }: FieldChange): Html {
  return html` <span class="why" data-field="${path}" aria-live="polite"><button type="button" aria-label="Why ${path} is so">Why?</button></span>`;
}

/** @returns what names the object to whoever tells why it is so */
function whyQuery({ entry, clusterNames: [cluster = ''] }: PageEntry): string {
  const { apiVersion, kind, namespace = '', name } = entry;
  return new URLSearchParams({ cluster, apiVersion, kind, namespace, name }).toString();
}

/** Lines that stay stand on both sides; lines that go stand beside those that come in their place. */
function sideBySide(lines: readonly DiffLine[]): readonly Row[] {
  const rows: Row[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push({ before: removed[index], after: added[index] });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === '-') removed.push(line);
    else if (line.sign === '+') added.push(line);
    else {
      flush();
      rows.push({ before: line, after: line });
    }
  }
  flush();
  return rows;
}

function row({ before, after }: Row): Html {
  return html`<tr>${cell(before)}${cell(after)}</tr>
`;
}

function cell(line: DiffLine | undefined): Html {
  if (line === undefined) return html`<td class="none"></td>`;
  if (line.sign === '-') return html`<td><del>${htmlLines(line.text)}</del></td>`;
  if (line.sign === '+') return html`<td><ins>${htmlLines(line.text)}</ins></td>`;
  return html`<td>${htmlLines(line.text)}</td>`;
}
