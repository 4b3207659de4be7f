import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Queue, QueueOptions } from '../../src/queue/queue.ts';
import { RedisQueue } from '../../src/queue/redis-queue.ts';
import { type Data, job, observe, testQueue } from './queue-suite.ts';
import { type StartedRedis, startRedis } from './start-redis.ts';

let redis: StartedRedis;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.stop());

function decode(value: unknown): Data {
  if (typeof value !== 'object' || value === null || !('name' in value)) throw new Error('no job of ours');
  return { name: String(value.name), ...('force' in value && value.force === true ? { force: true } : {}) };
}

async function make(options: QueueOptions<Data>, prefix: string, works = true): Promise<Queue<Data>> {
  const settings = { url: redis.url, prefix, works, patience: 1500, onTrouble: () => undefined };
  const queue = new RedisQueue<Data>({ ...options, ...settings, decode });
  while (!(await queue.isReachable())) await setTimeout(10);
  return queue;
}

testQueue((options) => make(options, randomUUID()));

test('what one process takes another one does, and one at a time in all of them', async () => {
  const prefix = randomUUID();
  const first = await observe((options) => make(options, prefix));
  const second = await observe((options) => make(options, prefix));
  const web = await observe((options) => make(options, prefix, false));
  for (const name of ['a', 'b', 'c']) await web.queue.add(job(name, { key: name === 'c' ? 'a' : name, version: '' }));
  await setTimeout(500);
  expect([...first.events, ...second.events].sort()).toHaveLength(2);
  expect(web.events).toEqual([]);
  for (const { queue } of [first, second, web]) await queue.drain(0);
});

test('a process that may not work yet takes nothing, and stops when asked to', async () => {
  const prefix = randomUUID();
  let begin: () => void = () => undefined;
  const worksAfter = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const makeLater = (options: QueueOptions<Data>) => {
    const settings = { url: redis.url, prefix, works: true, worksAfter, patience: 1500, onTrouble: () => undefined };
    return new RedisQueue<Data>({ ...options, ...settings, decode });
  };
  const [worker, never] = [
    await observe(async (options) => makeLater(options)),
    await observe(async (options) => makeLater(options)),
  ];
  const web = await observe((options) => make(options, prefix, false));
  await web.queue.add(job('a', { version: '' }));
  await setTimeout(300);
  expect(worker.events).toEqual([]);
  await never.queue.drain(0);
  begin();
  await worker.become('a begins');
  expect(never.events).toEqual([]);
  for (const { queue } of [worker, web]) await queue.drain(0);
});

test('a newer version stops the job wherever it runs', async () => {
  const prefix = randomUUID();
  const worker = await observe((options) => make(options, prefix));
  const web = await observe((options) => make(options, prefix, false));
  await web.queue.add(job('old', { key: 'pull' }));
  await worker.become('old begins');
  await web.queue.add(job('new', { key: 'pull' }));
  await worker.become('old begins', 'old is stopped', 'new begins');
  for (const { queue } of [worker, web]) await queue.drain(0);
});

test('what a stopping process hands back another one does', async () => {
  const prefix = randomUUID();
  const first = await observe((options) => make(options, prefix));
  await first.queue.add(job('a', { data: { name: 'a', force: true } }));
  await first.become('a begins, forced');
  expect(await first.queue.drain(0)).toBe(0);
  const second = await observe((options) => make(options, prefix));
  await second.become('a begins, forced');
  await second.queue.drain(0);
});

test('Redis out of reach: a job is refused in time, and taken once it is back', async () => {
  const prefix = randomUUID();
  const { queue, become } = await observe((options) => make(options, prefix));
  await redis.halt();
  const began = Date.now();
  await expect(queue.add(job('lost'))).rejects.toThrow();
  expect(Date.now() - began).toBeLessThan(6000);
  expect(await queue.isReachable()).toBe(false);
  await redis.resume();
  while (!(await queue.isReachable())) await setTimeout(10);
  await queue.add(job('found'));
  await become('found begins');
  await redis.halt();
  await queue.drain(0);
  await redis.resume();
});

test('a Redis that restarts keeps what waits', async () => {
  const prefix = randomUUID();
  const web = await observe((options) => make(options, prefix, false));
  await web.queue.add(job('a'));
  await redis.halt();
  await redis.resume();
  const worker = await observe((options) => make(options, prefix));
  await worker.become('a begins');
  for (const { queue } of [worker, web]) await queue.drain(0);
});

test('what a silent process had is done once more, with all it had to do, and the silent one stops', async () => {
  const prefix = randomUUID();
  const first = await observe((options) => make(options, prefix));
  await first.queue.add(job('a', { data: { name: 'a', force: true } }));
  await first.become('a begins, forced');
  const second = await observe((options) => make(options, prefix));
  const client = new Redis(redis.url);
  // As it is when nothing was renewed for the whole of its lease, and somebody has noticed.
  await client.multi().zadd(`${prefix}:held`, 0, 'a').hdel(`${prefix}:holders`, 'a').exec();
  client.disconnect();
  const events = () => [...first.events, ...second.events];
  for (let at = 0; events().length < 3 && at < 500; at++) await setTimeout(10);
  expect(events().sort()).toEqual(['a begins, forced', 'a begins, forced', 'a is stopped']);
  for (const { end } of [second, first]) end('a');
  await second.queue.idle();
  expect(events()).toHaveLength(4);
  for (const { queue } of [first, second]) await queue.drain(0);
});

test('many at once in several processes: no two of one key together, and the newest of each is done', async () => {
  const prefix = randomUUID();
  const running = new Set<string>();
  const done = new Map<string, string>();
  const together: string[] = [];
  const work = async ({ name }: Data) => {
    const [key = ''] = name.split(' ');
    if (running.has(key)) together.push(name);
    running.add(key);
    await setTimeout(Math.random() * 5);
    running.delete(key);
    done.set(key, name);
  };
  const processes = await Promise.all(
    [1, 2, 3].map(() => observe((options) => make(options, prefix), { work, concurrency: 3 })),
  );
  const newest = new Map<string, string>();
  for (let at = 0; at < 150; at++) {
    const key = `k${Math.floor(Math.random() * 12)}`;
    const name = `${key} ${at}`;
    newest.set(key, name);
    const priority = Math.floor(Math.random() * 4);
    await processes[at % 3]?.queue.add(job(name, { key, version: '', priority, group: key, tenant: `${at % 2}` }));
  }
  await processes[0]?.queue.idle();
  expect([together, done]).toEqual([[], newest]);
  for (const { queue } of processes) await queue.drain(0);
});
