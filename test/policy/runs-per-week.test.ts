import { expect, test } from '@jest/globals';
import { runsPerWeek } from '../../src/kubernetes/facts/runs-per-week.ts';

test.each([
  ['* * * * *', 10_080],
  ['*/10 * * * *', 1008],
  ['@hourly', 168],
  ['0 3 * * *', 7],
  ['30 8-18/2 * * MON-FRI', 30],
  ['0 0 * * 0', 1],
  ['0 0 * * SUN,3', 2],
])('%s runs %d times a week', (schedule, runs) => {
  expect(runsPerWeek(schedule)).toBeCloseTo(runs, 6);
});

test('a day of the month or of the week counts once, where both are given', () => {
  expect(runsPerWeek('0 0 1 * 1')).toBeCloseTo(7 * (1 - (30 / 31) * (6 / 7)), 6);
});

test.each(['', '@reboot', '* * * *', '0 0 * * FOO', '*/0 * * * *', '1-x * * * *'])(
  '%j cannot be read, and nothing is claimed',
  (schedule) => {
    expect(runsPerWeek(schedule)).toBeUndefined();
  },
);
