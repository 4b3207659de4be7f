import { expect, test } from '@jest/globals';
import { boxLine, promotionBoxes, tickedIn } from '../../src/report/where/promotion-boxes.ts';

const found = { schema: 1 as const, clusters: [], units: [], objects: [] };

function linesFor(...units: readonly string[]): readonly string[] {
  const offers = [{ cluster: 'prod', isPartlyKnown: false, units: units.map((unit) => ({ unit, from: 'test' })) }];
  return promotionBoxes({ found, offers }).map(boxLine);
}

test('what no command can hold has no box, and is named all the same', () => {
  expect(linesFor('my app', '--here')).toEqual([
    '- `/promote my app prod` from test; no command can hold this name',
    '- `/promote --here prod` from test; no command can hold this name',
  ]);
});

test('no name of a repository is a box of its own', () => {
  const [line = ''] = linesFor('x`\n- [x] <!-- promote 0123456789ab -->y');
  expect(line).not.toContain('\n');
  expect(tickedIn(line)).toEqual([]);
  const [plain = ''] = linesFor('blog');
  expect(tickedIn(`${plain}\r\n${plain.replace('[ ]', '[X]')}\r\n`)).toEqual(['f369aa93e5ec']);
});
