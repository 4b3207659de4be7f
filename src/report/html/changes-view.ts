import { objectName } from '../../kubernetes/facts/object-ref.ts';
import { counted, listed } from '../../text/counted.ts';
import { type Html, html, htmlProse } from '../../text/escape-html.ts';
import { onlyLabelsPhrase } from '../model/changes/chart-labels.ts';
import { movedPhrase } from '../model/changes/entry-remarks.ts';
import { sectionPhrase } from '../model/clusters/section-phrase.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { entryView } from './entry-view.ts';
import type { PageModel, PageSection, PageUnit } from './page-model.ts';

/** @returns every object that something happens to, by clusters and units */
export function changesView(model: PageModel, links: LinkBuilder): Html {
  return html`<div id="changes" tabindex="-1">
${model.sections.map((section) => sectionView(section, model, links))}</div>
`;
}

function sectionView(page: PageSection, model: PageModel, links: LinkBuilder): Html {
  const names = listed(
    page.section.states.map(({ name }) => name),
    8,
  );
  const phrase = sectionPhrase(page.section);
  return html`<section class="section"><h2 id="${page.id}">${names} ${phrase}</h2>
${page.units.map((unit) => unitView(unit, model, links))}${onlyLabelsView(page)}${affectedView(page)}${unknownView(page)}</section>
`;
}

function unitView(unit: PageUnit, model: PageModel, links: LinkBuilder): Html {
  const moved =
    unit.alsoMoved === 0
      ? undefined
      : html`<p>→ ${movedPhrase(unit.alsoMoved)}</p>
`;
  return html`<div class="unit"><h3 id="${unit.id}" tabindex="-1">${unit.unit} <span class="kind">${counted(unit.entries.length + unit.alsoMoved, 'object')}</span></h3>
${unit.entries.map((entry) => entryView(entry, model, links))}${moved}</div>
`;
}

/** Found by the names of its objects, which stand in it. */
function onlyLabelsView({ section: { onlyLabels }, clusters }: PageSection): Html | undefined {
  if (onlyLabels.length === 0) return undefined;
  const items = onlyLabels.map(
    (entry) => html`<li><span class="kind">${entry.kind}</span> <b>${objectName(entry)}</b></li>
`,
  );
  return html`<div class="unit"><details class="entry changed" data-change="changed" data-clusters="${clusters.join(' ')}" data-unit="-1" data-severity="">
<summary><span class="sign" aria-hidden="true">~</span><span class="hidden">changed: </span>${onlyLabelsPhrase(onlyLabels)}</summary>
<div class="body"><ul>
${items}</ul></div>
</details></div>
`;
}

/** What changes by reference only is filtered as any other change. */
function affectedView({ id, affected, clusters }: PageSection): Html | undefined {
  if (affected.length === 0) return undefined;
  const items = affected.map(
    (each) =>
      html`<p class="affected" data-change="affected" data-clusters="${clusters.join(' ')}" data-unit="-1" data-severity=""><span class="kind">${each.kind}</span> <b>${objectName(each)}</b> ${htmlProse(each.reason)}</p>
`,
  );
  return html`<div class="unit"><h3 id="${id}a">Indirectly affected</h3>
${items}</div>
`;
}

/** What may happen is shown with every kind of change that does. */
function unknownView({ section, clusters, id }: PageSection): Html | undefined {
  if (section.unknown.length === 0) return undefined;
  const items = section.unknown.map(
    (text) =>
      html`<p class="affected" data-change="" data-clusters="${clusters.join(' ')}" data-unit="-1" data-severity="">${htmlProse(text)}</p>
`,
  );
  return html`<div class="unit"><h3 id="${id}n">Not known</h3>
${items}</div>
`;
}
