import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { footprintOf } from '../../src/review/meet/footprint.ts';
import { mayMeet } from '../../src/review/meet/may-meet.ts';
import { meetingOf } from '../../src/review/meet/meeting.ts';
import { meetingFleet, type Pair, pairs } from './meet-pairs.ts';
import { reviewOf } from './review-of.ts';

const compared = (files: Pair['own']) => reviewOf(meetingFleet, { ...meetingFleet, ...files }, { withDigests: true });

function saidOf({ own, other, both = { ...own, ...other } }: Pair): string {
  const mine = compared(own);
  const twice = both === null ? { conflicts: ['apps/shop/deployment.yaml'] } : compared(both);
  const meeting = { with: '#12', ...meetingOf({ own: mine, other: compared(other), both: twice }) };
  const lines = toMarkdown({ ...mine, meets: [meeting] }).split('\n');
  return lines.find((line) => line.startsWith('- #12: '))?.slice('- #12: '.length) ?? '';
}

test.each(Object.entries(pairs))('%s', (_, pair) => {
  expect(saidOf(pair)).toBe(pair.said);
});

test.each(Object.entries(pairs))('%s: is found by what each review leaves', (_, { own, other, said }) => {
  const [mine, theirs] = [footprintOf(compared(own)), footprintOf(compared(other))];
  const isNear = mine !== undefined && theirs !== undefined && mayMeet(mine, theirs) !== undefined;
  expect(isNear).toBe(!/^(each does the same|what they do together is not known)/.test(said));
});

test('a title is nothing but text, and more than a handful are counted', () => {
  const review = compared({});
  const title = '@octocat `<b>` fixes #1\n- [x](http://evil)';
  const meets = Array.from({ length: 7 }, (_, index) => ({
    ...{ with: `#${index + 2}`, title, head: '', conflicts: [], holds: 'this' as const, effects: [] },
  }));
  const lines = toMarkdown({ ...review, meets, alsoMeets: 3 }).split('\n');
  const at = lines.indexOf('**Open beside this**');
  const said = 'this one makes all that it changes: nothing is left of it once this one is merged.';
  expect(lines.slice(at + 2, at + 9)).toEqual([
    ...[2, 3, 4, 5, 6].map((number) => `- #${number} (\`\`@octocat \`<b>\` fixes #1⏎- [x](http://evil)\`\`): ${said}`),
    '- 2 others',
    '- 3 others may meet this one, and were not compared.',
  ]);
  expect(toHtml({ ...review, meets })).toContain(
    '<b>#2</b> <code>@octocat `&#60;b&#62;` fixes #1⏎- [x](http://evil)</code>: this one makes all',
  );
});
