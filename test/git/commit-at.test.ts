import { afterAll, expect, test } from '@jest/globals';
import { commitAt, momentOf } from '../../src/git/repository/commit-at.ts';
import { removeTempFolders, tempRepository } from './temp-repository.ts';

afterAll(removeTempFolders);

test('what a branch held at a time is what was merged by then, whenever it was written', async () => {
  const repository = tempRepository(['--bare']);
  const first = repository.commit({ a: '1' });
  const side = repository.commit({ a: '2' }, { branch: 'side', parents: [first] });
  const second = repository.commit({ a: '1', b: '1' });
  const merge = repository.commit({ a: '2', b: '1' }, { parents: [second, side] });
  const stranger = repository.commit({ c: '1' }, { branch: 'stranger', parents: [] });
  const timeOf = (commit: string) => new Date(Number(repository.git('show', '-s', '--format=%ct', commit)) * 1000);
  const held = (at: Date | string) => commitAt(repository.path, merge, at);
  expect(await held(timeOf(merge))).toBe(merge);
  expect(await held(timeOf(second))).toBe(second);
  expect(await held(timeOf(side))).toBe(first);
  expect(await held(new Date(timeOf(first).getTime() - 1000))).toBeUndefined();
  expect(await held(side.slice(0, 7))).toBe(side);
  expect(await held(side)).toBe(side);
  for (const other of [stranger, side.slice(0, 6), 'main', '--all', '0'.repeat(40)])
    expect([other, await held(other)]).toEqual([other, undefined]);
});

test.each([
  ['2026-11-20', '2026-11-20T23:59:59.000Z'],
  ['2026-11-20T15:30Z', '2026-11-20T15:30:00.000Z'],
  ['2026-11-20T15:30:10+02:00', '2026-11-20T13:30:10.000Z'],
  ['2028-02-29', '2028-02-29T23:59:59.000Z'],
])('%s is a moment', (text, moment) => {
  expect(momentOf(text)?.toISOString()).toBe(moment);
});

test.each([
  '2026-02-29',
  '2026-11-31',
  '2026-11-20T15:30',
  '2026-11-20T25:00Z',
  '20261120',
  'friday',
  '',
  '1700000000',
])('%j is none', (text) => {
  expect(momentOf(text)).toBeUndefined();
});
