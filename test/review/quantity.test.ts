import { expect, test } from '@jest/globals';
import { billionths } from '../../src/kubernetes/facts/quantity.ts';

test.each([
  ['1', 1_000_000_000n],
  ['500m', 500_000_000n],
  ['0.5', 500_000_000n],
  ['.5', 500_000_000n],
  ['1e3', 1_000_000_000_000n],
  ['1E-3', 1_000_000n],
  ['1k', 1_000_000_000_000n],
  ['1Ki', 1_024_000_000_000n],
  ['1.5Gi', 1_610_612_736_000_000_000n],
  ['1E', 1_000_000_000_000_000_000_000_000_000n],
  ['100n', 100n],
  ['-2', -2_000_000_000n],
  ['+2', 2_000_000_000n],
  ['0.1n', undefined],
  ['', undefined],
  ['abc', undefined],
  ['1 Gi', undefined],
  ['1gi', undefined],
])('%j is %s billionths', (text, value) => {
  expect(billionths(text)).toBe(value);
});
