import { expect, test } from '@jest/globals';
import { createInProcessQueue } from '../../src/queue/create-in-process-queue.ts';
import type { Job } from '../../src/queue/queue.ts';

interface Data {
  readonly name: string;
  readonly force?: boolean;
}

/** A queue whose work ends when the test says so, and a record of what happened. */
function observed(concurrency: number) {
  const events: string[] = [];
  const open = new Map<string, () => void>();
  const queue = createInProcessQueue<Data>({
    concurrency,
    merge: (older, newer) => ({ ...newer, force: older.force === true || newer.force === true }),
    onError: (error, { name }) => void events.push(`${name} failed: ${String(error)}`),
    work: (data, signal) => {
      events.push(`${data.name} begins${data.force ? ', forced' : ''}`);
      return new Promise<void>((resolve, reject) => {
        open.set(data.name, () => {
          events.push(`${data.name} ends`);
          resolve();
        });
        signal.addEventListener('abort', () => {
          events.push(`${data.name} is stopped`);
          open.delete(data.name);
          reject(signal.reason);
        });
      });
    },
  });
  const end = async (name: string) => {
    open.get(name)?.();
    await new Promise(setImmediate);
  };
  return { queue, events, end };
}

function job(name: string, overrides: Partial<Job<Data>> = {}): Job<Data> {
  return { key: name, group: 'acme/fleet', version: name, data: { name }, ...overrides };
}

test('runs no more jobs at once than it may', async () => {
  const { queue, events, end } = observed(2);
  for (const name of ['a', 'b', 'c']) await queue.add(job(name));
  expect(events).toEqual(['a begins', 'b begins']);
  await end('a');
  expect(events).toEqual(['a begins', 'b begins', 'a ends', 'c begins']);
});

test('a newer version stops the running job of its key and runs after it', async () => {
  const { queue, events, end } = observed(2);
  await queue.add(job('old', { key: 'pull' }));
  await queue.add(job('new', { key: 'pull' }));
  await end('old');
  expect(events).toEqual(['old begins', 'old is stopped', 'new begins']);
});

test('the same version leaves the running job alone, and runs once afterwards however often it came', async () => {
  const { queue, events, end } = observed(2);
  for (const name of ['first', 'again', 'and again']) await queue.add(job(name, { key: 'pull', version: '1' }));
  await end('first');
  await end('and again');
  expect(events).toEqual(['first begins', 'first ends', 'and again begins', 'and again ends']);
});

test('of the jobs that wait under one key the newest is left, and takes over what the older had to do', async () => {
  const { queue, events, end } = observed(1);
  await queue.add(job('busy'));
  await queue.add(job('old', { key: 'pull', data: { name: 'old', force: true } }));
  await queue.add(job('new', { key: 'pull' }));
  await end('busy');
  expect(events).toEqual(['busy begins', 'busy ends', 'new begins, forced']);
});

test('what a stopped job still had to do goes to the one that takes its place', async () => {
  const { queue, events, end } = observed(1);
  await queue.add(job('old', { key: 'pull', data: { name: 'old', force: true } }));
  await queue.add(job('new', { key: 'pull' }));
  await end('old');
  expect(events).toEqual(['old begins, forced', 'old is stopped', 'new begins, forced']);
});

test('groups take turns, each in order of arrival', async () => {
  const { queue, events, end } = observed(1);
  for (const name of ['a1', 'a2', 'a3']) await queue.add(job(name, { group: 'a' }));
  for (const name of ['b1', 'b2']) await queue.add(job(name, { group: 'b' }));
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name);
  expect(events.filter((event) => event.endsWith('begins'))).toEqual(
    ['a1', 'a2', 'b1', 'a3', 'b2'].map((name) => `${name} begins`),
  );
});

test('work that throws is told of, and the next one runs', async () => {
  const events: string[] = [];
  const queue = createInProcessQueue<Data>({
    concurrency: 1,
    merge: (_, newer) => newer,
    onError: (error, { name }) => void events.push(`${name}: ${String(error)}`),
    work: async ({ name }) => {
      if (name === 'bad') throw new Error('no');
      events.push(`${name} done`);
    },
  });
  await queue.add(job('bad'));
  await queue.add(job('good'));
  await queue.idle();
  expect(events).toEqual(['bad: Error: no', 'good done']);
});

test('a dropped key neither waits nor runs on', async () => {
  const { queue, events, end } = observed(1);
  await queue.add(job('running'));
  await queue.add(job('waiting'));
  await queue.drop('waiting');
  await queue.drop('running');
  await end('running');
  expect(events).toEqual(['running begins', 'running is stopped']);
});

test('a drain takes nothing more and waits for what was taken', async () => {
  const { queue, events, end } = observed(1);
  await queue.add(job('a'));
  await queue.add(job('b'));
  const drained = queue.drain(10_000);
  await expect(queue.add(job('late'))).rejects.toThrow('shutting down');
  await end('a');
  await end('b');
  expect(await drained).toBe(0);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a drain that runs out of patience stops what runs and gives up what waits', async () => {
  const { queue, events } = observed(1);
  await queue.add(job('a'));
  await queue.add(job('b'));
  expect(await queue.drain(10)).toBe(2);
  expect(events).toEqual(['a begins', 'a is stopped']);
});
