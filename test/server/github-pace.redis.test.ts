import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { githubPace } from '../../src/server/start/github-pace.ts';
import { type StartedRedis, startRedis } from '../queue/start-redis.ts';

let redis: StartedRedis;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.stop());

test('processes that share a Redis write at one pace: a burst in all, then 80 a minute in all', async () => {
  const settings = { writesPerMinute: 80, redis: { url: redis.url, prefix: randomUUID() } };
  const paces = [githubPace(settings, fail), githubPace(settings, fail)];
  const waits: number[] = [];
  for (const pace of paces) for (let nth = 0; nth < 11; nth += 1) waits.push(await pace.take('an installation'));
  expect(await paces[0]?.take('another installation')).toBe(0);
  expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
  expect(waits[20]).toBeGreaterThan(600);
  expect((waits[21] ?? 0) - (waits[20] ?? 0)).toBeGreaterThan(600);
  for (const pace of paces) pace.close();
});

function fail(error: Error): void {
  throw error;
}
