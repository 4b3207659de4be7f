import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { NotAlone } from '../../src/github/tasks/alone.ts';
import { aloneOnRedis } from '../../src/server/notes/alone-on-redis.ts';
import { type StartedRedis, startRedis } from '../queue/start-redis.ts';
import { testAlone } from './alone-suite.ts';

let redis: StartedRedis;
const connections: Redis[] = [];

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await redis.stop();
});

function connect(): Redis {
  const connection = new Redis(redis.url, { commandTimeout: 1000 });
  connection.on('error', () => undefined);
  connections.push(connection);
  return connection;
}

const never = () => new AbortController().signal;

testAlone((patience) => {
  const prefix = randomUUID();
  return [aloneOnRedis(connect(), prefix, { patience }), aloneOnRedis(connect(), prefix, { patience })];
});

test('a turn lasts as long as its work, and one that a dead process had ends by itself', async () => {
  const prefix = randomUUID();
  const [one, other] = [connect(), connect()];
  const long = aloneOnRedis(one, prefix, { lease: 200 })('7', () => setTimeout(600, 'done'), never());
  await setTimeout(50);
  const waiting = aloneOnRedis(other, prefix)('7', async () => performance.now(), never());
  expect(await long).toBe('done');
  const ended = performance.now();
  expect((await waiting) - ended).toBeGreaterThan(-5);
  await one.set(`${prefix}:alone:7`, 'of a process that died', 'PX', 150);
  expect(await aloneOnRedis(other, prefix)('7', async () => 'mine', never())).toBe('mine');
});

test('work whose turn went to another process is told so, and its result is not believed', async () => {
  const prefix = randomUUID();
  const [one, other] = [connect(), connect()];
  const reasons: unknown[] = [];
  const work = async (signal: AbortSignal) => {
    await other.set(`${prefix}:alone:7`, 'of another', 'PX', 10_000);
    await setTimeout(2000, undefined, { signal }).catch(() => reasons.push(signal.reason));
    return 'written';
  };
  await expect(aloneOnRedis(one, prefix, { lease: 200 })('7', work, never())).rejects.toThrow(NotAlone);
  expect(reasons).toEqual([expect.any(NotAlone)]);
  expect(await other.get(`${prefix}:alone:7`)).toBe('of another');
});

test('where Redis goes away, nothing begins, and what runs is stopped by the time that others may begin', async () => {
  const prefix = randomUUID();
  const alone = aloneOnRedis(connect(), prefix, { lease: 300 });
  const running = alone('7', (signal) => setTimeout(5000, undefined, { signal }), never());
  const began = performance.now();
  await setTimeout(50);
  await redis.halt();
  await expect(running).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(3000);
  let hasBegun = false;
  await expect(
    alone(
      '8',
      async () => {
        hasBegun = true;
      },
      never(),
    ),
  ).rejects.toThrow();
  expect(hasBegun).toBe(false);
  await redis.resume();
});
