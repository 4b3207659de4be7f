import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { CannotReview } from '../../src/review/contract/cannot-review.ts';
import { ComputeTime } from '../../src/server/render/compute-time.ts';

const { signal } = new AbortController();
const compute = (milliseconds: number) => (stop: AbortSignal) => sleep(milliseconds, 'done', { signal: stop });

test('what is waited for between two attempts takes nothing of the time to compute', async () => {
  const time = new ComputeTime(1);
  expect(await time.during(signal, compute(10))).toBe('done');
  await sleep(1_200);
  expect(await time.during(signal, compute(10))).toBe('done');
});

test('attempts have their time together', async () => {
  const time = new ComputeTime(2);
  expect(await time.during(signal, compute(1_200))).toBe('done');
  const second = time.during(signal, compute(1_500));
  await expect(second).rejects.toThrow(CannotReview);
  await expect(second).rejects.toMatchObject({ title: 'Rendering took too long' });
});
