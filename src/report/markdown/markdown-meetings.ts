import type { Review } from '../../review/contract/review.ts';
import { counted } from '../../text/counted.ts';
import { code, prose } from '../../text/escape.ts';
import { alsoMeetsText, meetingText } from '../model/meeting-text.ts';

/** More are counted. */
const MOST = 5;

/** @returns one line for each other open change that meets this one; empty where none is known */
export function meetingsBlock(review: Review): string {
  const { meets = [] } = review;
  const lines = meets.slice(0, MOST).map((meeting) => {
    const title = meeting.title === undefined ? '' : ` (${code(meeting.title, 60)})`;
    return `- ${nameOf(meeting.with)}${title}: ${prose(meetingText(meeting))}.`;
  });
  const left = meets.length - MOST;
  const also = alsoMeetsText(review);
  const more = [...(left > 0 ? [`- ${counted(left, 'other')}`] : []), ...(also === '' ? [] : [`- ${also}.`])];
  const all = [...lines, ...more];
  return all.length === 0 ? '' : ['**Open beside this**', '', ...all].join('\n');
}

/** GitHub links the number of a pull request; a revision is a name like any other. */
function nameOf(other: string): string {
  return /^#\d+$/.test(other) ? other : code(other, 60);
}
