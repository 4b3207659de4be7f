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
  const times: number[] = [];
  const writes = paces.flatMap(({ groups }) =>
    Array.from({ length: 11 }, () =>
      groups.write.key('an installation').schedule(async () => void times.push(performance.now())),
    ),
  );
  const others = paces[0]?.groups.write.key('another installation').schedule(async () => 'at once');
  expect(await others).toBe('at once');
  await Promise.all(writes);
  const [first = 0] = times;
  expect((times[20] ?? 0) - first).toBeGreaterThan(600);
  expect((times[21] ?? 0) - (times[20] ?? 0)).toBeGreaterThan(600);
  for (const pace of paces) await pace.close();
});

function fail(error: Error): void {
  throw error;
}
