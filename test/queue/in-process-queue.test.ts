import { expect, test } from '@jest/globals';
import { InProcessQueue } from '../../src/queue/in-process-queue.ts';
import { type Data, job, observe, testQueue } from './queue-suite.ts';

testQueue(async (options) => new InProcessQueue<Data>(options));

test('a drain lets what waits have its turn', async () => {
  const { queue, end, become } = await observe(async (options) => new InProcessQueue<Data>(options));
  await queue.add(job('a'));
  await queue.add(job('b'));
  const drained = queue.drain(10_000);
  end('a');
  await become('a begins', 'a ends', 'b begins');
  end('b');
  expect(await drained).toBe(0);
});

test('a drain that runs out of patience stops what runs and gives up what waits', async () => {
  const { queue, events } = await observe(async (options) => new InProcessQueue<Data>(options));
  await queue.add(job('a'));
  await queue.add(job('b'));
  expect(await queue.drain(10)).toBe(2);
  expect(events).toEqual(['a begins', 'a is stopped']);
});

test('work that cannot be called away keeps nobody from ending', async () => {
  const work = () => new Promise<void>(() => undefined);
  const { queue, become } = await observe(async (options) => new InProcessQueue<Data>(options), { work });
  await queue.add(job('a'));
  expect(await queue.drain(10)).toBe(1);
  await become();
});
