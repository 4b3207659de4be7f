import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { post, tenSeconds } from './events/post.ts';
import { isRecord } from './http/is-record.ts';

test('a receiver has ten seconds', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const url = `http://127.0.0.1:${isRecord(address) ? address.port : 0}/`;
  const began = performance.now();
  const answer = await post(url, {}, '{}', new AbortController().signal, 300);
  const waited = performance.now() - began;
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
  expect([answer.status, answer.words]).toEqual([0, 'timed out']);
  expect(waited).toBeGreaterThan(290);
  expect(tenSeconds).toBe(10_000);
  expect((await post(url, {}, '{}', new AbortController().signal)).words).toBe('failed to connect to host');
});
