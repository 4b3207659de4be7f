import { expect, test } from '@jest/globals';
import type { Measure } from '../../bench/measure.ts';
import { performancePage } from '../../bench/performance-page.ts';
import { toText } from '../../bench/to-text.ts';

const measures: readonly Measure[] = [
  { group: 'a fleet', name: 'cold engine', value: 0.0423, unit: 'seconds' },
  { group: 'a fleet', name: 'cold engine: faster', value: 24.4, unit: 'times', goal: { atLeast: 25 } },
  { group: 'a fleet', name: 'peak memory', value: 1234.5, unit: 'MB', goal: { atMost: 1500 } },
  { group: 'others', name: 'near', column: 'objects', value: 1234, unit: 'count' },
  { group: 'others', name: 'near', column: 'cold', value: 12.34, unit: 'seconds' },
  { group: 'others', name: 'far', column: 'objects', value: 7, unit: 'count' },
  { group: 'others', name: 'far', column: 'cold', value: 2, unit: 'times', goal: { atLeast: 3 } },
];

test('measures are lists and tables in a terminal', () => {
  expect(toText(measures)).toBe(`
a fleet
  what                   measured                 goal
  cold engine             42.3 ms
  cold engine: faster  24.4 times  at least 25: MISSED
  peak memory            1,235 MB    at most 1500: met

others
        objects                            cold
  near    1,234                          12.3 s
  far         7  2.00 times, at least 3: MISSED
`);
});

test('and on the page, below the pictures', () => {
  const picture = { file: 'cost.svg', title: 'Cost', across: 'size', told: 'It grows.', lines: [] };
  expect(
    performancePage({ measures, pictures: [picture] })
      .split('\n')
      .slice(5)
      .join('\n'),
  ).toBe(`
![Cost; the dashed line has the slope of proportional cost](cost.svg)

It grows.

## A fleet

| what | measured | goal |
| --- | ---: | ---: |
| cold engine | 42.3 ms |  |
| cold engine: faster | 24.4 times | at least 25: MISSED |
| peak memory | 1,235 MB | at most 1500: met |

## Others

|  | objects | cold |
| --- | ---: | ---: |
| near | 1,234 | 12.3 s |
| far | 7 | 2.00 times, at least 3: MISSED |
`);
});
