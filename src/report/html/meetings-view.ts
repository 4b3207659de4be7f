import type { Review } from '../../review/contract/review.ts';
import { type Html, html, htmlProse } from '../../text/escape-html.ts';
import { alsoMeetsText, meetingText } from '../model/meeting-text.ts';

/** @returns what becomes of this change where another open one is merged with it */
export function meetingsView(review: Review): Html | undefined {
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
