import type { FieldChange } from '../../review/contract/field-change.ts';
import type { ReviewPlace } from '../../review/contract/reference.ts';
import { type Html, html } from '../../text/escape-html.ts';
import { placeText } from '../../text/place-text.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { valueSetter } from '../model/value-setter.ts';
import { isWebAddress } from './web-address.ts';

/** @returns the line of the template that made a field, and who set the values that it is made of, where that is told */
export function madeView({ made, after }: FieldChange, links: LinkBuilder): Html | undefined {
  if (made === undefined) return undefined;
  const { place, setBy, values } = made;
  const side = after === undefined ? 'before' : 'after';
  const lineOf = (at: ReviewPlace | undefined) => at && lineView(at, side, links);
  const own = setBy === undefined ? lineOf(place) : html`set by ${setBy}`;
  const set = values.map((value) => {
    const setter = valueSetter(value);
    const line = lineOf(value.place);
    const who = setter === undefined ? undefined : line === undefined ? html`${setter}` : html` (${setter})`;
    return tag(html`${value.name} ${line}${who}`, value.place);
  });
  return html`${own === undefined ? tag(html`made by no template`) : tag(own, place)}${set}`;
}

/**
 * @param cluster in which the fields are made so; others may have the same fields by other lines
 * @returns what the page puts beside the changed fields of an object, once somebody has asked why they are as they are
 */
export function whyView(cluster: string, fields: readonly FieldChange[], links: LinkBuilder): Html {
  const all = fields.map(
    (
      field,
    ) => html`<p data-field="${field.path}"> in ${cluster}: ${madeView(field, links) ?? tag(html`which line of the chart makes this is not known`)}</p>
`,
  );
  return html`${all}`;
}

function tag(content: Html, place?: ReviewPlace): Html {
  const isEdited = place?.changed === true;
  return html` <span class="tag${isEdited ? ' edited' : ''}">${content}${isEdited ? ', edited here' : ''}</span>`;
}

/** What is elsewhere has no page. */
function lineView(place: ReviewPlace, side: 'before' | 'after', links: LinkBuilder): Html {
  const url = place.source === undefined ? links(place.path, place.line, side) : undefined;
  const text = placeText(place);
  return isWebAddress(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;
}
