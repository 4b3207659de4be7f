import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { Job, Queue, QueueOptions } from '../../src/queue/queue.ts';

export interface Data {
  readonly name: string;
  readonly force?: boolean;
}

export type MakeQueue = (options: QueueOptions<Data>) => Promise<Queue<Data>>;

export interface Observed {
  readonly queue: Queue<Data>;
  readonly events: readonly string[];
  /** Lets work end, or fail. */
  readonly end: (name: string, error?: Error) => void;
  /** Waits until these are all the events there are. */
  readonly become: (...expected: readonly string[]) => Promise<void>;
}

/** A queue whose work ends when the test says so, and a record of what happened. */
export async function observe(make: MakeQueue, overrides: Partial<QueueOptions<Data>> = {}): Promise<Observed> {
  const events: string[] = [];
  const open = new Map<string, (error?: Error) => void>();
  const queue = await make({
    concurrency: 1,
    mostWaiting: 1000,
    merge: (older, newer) => ({ ...newer, force: older.force === true || newer.force === true }),
    retry: () => undefined,
    onError: (error, { name }, willRetry) =>
      void events.push(`${name} failed: ${String(error)}${willRetry ? ', again later' : ''}`),
    work: (data, signal) => {
      events.push(`${data.name} begins${data.force ? ', forced' : ''}`);
      return new Promise<void>((resolve, reject) => {
        open.set(data.name, (error) => {
          events.push(`${data.name} ends`);
          error ? reject(error) : resolve();
        });
        signal.addEventListener('abort', () => {
          events.push(`${data.name} is stopped`);
          open.delete(data.name);
          reject(signal.reason);
        });
      });
    },
    ...overrides,
  });
  return {
    queue,
    events,
    end: (name, error) => open.get(name)?.(error),
    become: async (...expected) => {
      const patience = Date.now() + 15_000;
      while (JSON.stringify(events) !== JSON.stringify(expected) && Date.now() < patience) await setTimeout(5);
      // Whatever else would happen has a moment to do so.
      await setTimeout(50);
      expect(events).toEqual(expected);
    },
  };
}

export function job(name: string, overrides: Partial<Job<Data>> = {}): Job<Data> {
  return { key: name, group: 'acme/fleet', tenant: 'acme', version: name, priority: 1, data: { name }, ...overrides };
}

/** What every queue does, wherever it keeps its jobs. */
export function testQueue(make: MakeQueue): void {
  const queues: Queue<Data>[] = [];
  const observed = async (overrides?: Partial<QueueOptions<Data>>) => {
    const all = await observe(make, overrides);
    queues.push(all.queue);
    return all;
  };

  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.drain(0);
  });

  test('runs no more jobs at once than it may', async () => {
    const { queue, end, become } = await observed({ concurrency: 2 });
    for (const name of ['a', 'b', 'c']) await queue.add(job(name));
    await become('a begins', 'b begins');
    end('a');
    await become('a begins', 'b begins', 'a ends', 'c begins');
  });

  test('a newer version stops the running job of its key and runs after it', async () => {
    const { queue, become } = await observed({ concurrency: 2 });
    await queue.add(job('old', { key: 'pull' }));
    await become('old begins');
    await queue.add(job('new', { key: 'pull' }));
    await become('old begins', 'old is stopped', 'new begins');
  });

  test.each([
    ['the same version', '1'],
    ['no version', ''],
  ])('%s leaves the running job alone, and runs once afterwards however often it came', async (_, version) => {
    const { queue, end, become } = await observed({ concurrency: 2 });
    await queue.add(job('first', { key: 'pull', version: '1' }));
    await become('first begins');
    for (const name of ['again', 'and again']) await queue.add(job(name, { key: 'pull', version }));
    await become('first begins');
    end('first');
    await become('first begins', 'first ends', 'and again begins');
  });

  test('of the jobs that wait under one key the newest is left, and takes over what the older had to do', async () => {
    const { queue, end, become } = await observed();
    await queue.add(job('busy'));
    await become('busy begins');
    await queue.add(job('old', { key: 'pull', data: { name: 'old', force: true } }));
    await queue.add(job('new', { key: 'pull' }));
    end('busy');
    await become('busy begins', 'busy ends', 'new begins, forced');
  });

  test('what a stopped job still had to do goes to the one that takes its place', async () => {
    const { queue, become } = await observed();
    await queue.add(job('old', { key: 'pull', data: { name: 'old', force: true } }));
    await become('old begins, forced');
    await queue.add(job('new', { key: 'pull' }));
    await become('old begins, forced', 'old is stopped', 'new begins, forced');
  });

  /** Adds jobs while one runs, lets each that begins end, and tells the order. */
  const orderOf = async (jobs: readonly Job<Data>[]): Promise<readonly string[]> => {
    const { queue, events, end } = await observed();
    await queue.add(job('busy', { group: 'busy', tenant: 'busy' }));
    while (!events.includes('busy begins')) await setTimeout(5);
    for (const each of jobs) await queue.add(each);
    const begun = () => events.flatMap((event) => (/ begins$/.exec(event) ? [event.replace(' begins', '')] : []));
    for (let ended = 0; ended <= jobs.length; ended++) {
      while (begun().length === ended) await setTimeout(2);
      expect(begun()).toHaveLength(ended + 1);
      end(begun()[ended] ?? '');
    }
    return begun().slice(1);
  };
  const inGroup = (group: string, tenant = 'acme') => ({ group, tenant });

  test('groups take turns, each in order of arrival', async () => {
    const jobs = ['a1', 'a2', 'a3', 'b1', 'b2'].map((name) => job(name, inGroup(name.slice(0, 1))));
    expect(await orderOf(jobs)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  test('tenants take turns however many groups they have, and then the groups of each', async () => {
    const many = ['a1', 'a2', 'b1', 'c1'].map((name) => job(name, inGroup(name.slice(0, 1), 'large')));
    const few = ['z1', 'z2', 'z3'].map((name) => job(name, inGroup('z', 'small')));
    expect(await orderOf([...many, ...few])).toEqual(['a1', 'z1', 'b1', 'z2', 'c1', 'z3', 'a2']);
  });

  test('of one tenant the most urgent goes first, and what nobody waits for comes last, whoever came first', async () => {
    const jobs = [
      job('sweep', { ...inGroup('a', 'one'), priority: 3 }),
      job('command', { ...inGroup('a', 'one'), priority: 2 }),
      job('event', { ...inGroup('a', 'one'), priority: 1 }),
      job('other sweep', { ...inGroup('b', 'other'), priority: 3 }),
      job('other command', { ...inGroup('b', 'other'), priority: 2 }),
    ];
    expect(await orderOf(jobs)).toEqual(['event', 'other command', 'command', 'other sweep', 'sweep']);
  });

  test('a person who waits for what was not urgent makes it so', async () => {
    const jobs = [
      job('command', { priority: 2 }),
      job('sweep', { key: 'pull', priority: 3 }),
      job('event', { key: 'pull', priority: 1 }),
    ];
    const { queue, end, become } = await observed();
    await queue.add(job('busy'));
    await become('busy begins');
    for (const each of jobs) await queue.add(each);
    end('busy');
    await become('busy begins', 'busy ends', 'event begins');
  });

  test.each([1, 2, 3, 4])('what is most urgent has a slot, whatever else runs, %d at once', async (concurrency) => {
    const { queue, events } = await observed({ concurrency });
    for (let at = 1; at <= 6; at++) await queue.add(job(`review ${at}`));
    for (let at = 1; at <= 6; at++) await queue.add(job(`base ${at}`, { priority: 0, group: 'large' }));
    await setTimeout(100);
    await queue.add(job('base of another', { priority: 0, group: 'small' }));
    while (!events.includes('base of another begins')) await setTimeout(5);
    const [reviews, bases] = ['review', 'base '].map((kind) => events.filter((event) => event.startsWith(kind)));
    expect([reviews?.length, bases?.length]).toEqual([concurrency, concurrency + 1]);
  });

  test.each([2, 3, 4])('what people ask for leaves a slot to events, %d at once', async (concurrency) => {
    const { queue, events } = await observed({ concurrency });
    for (let at = 1; at <= 6; at++) await queue.add(job(`command ${at}`, { priority: 2, tenant: 'talkative' }));
    await setTimeout(100);
    expect(events).toHaveLength(concurrency - 1);
    await queue.add(job('event', { tenant: 'quiet' }));
    while (!events.includes('event begins')) await setTimeout(5);
  });

  test.each([2, 3, 4])('one tenant leaves a slot to another that waits, %d at once', async (concurrency) => {
    const { queue, events, end } = await observed({ concurrency });
    for (let at = 1; at <= concurrency; at++)
      await queue.add(job(`own ${at}`, { group: `own ${at}`, tenant: 'large' }));
    while (events.length < concurrency) await setTimeout(5);
    for (const name of ['next', 'one more']) await queue.add(job(name, { group: name, tenant: 'large' }));
    for (const name of ['other 1', 'other 2']) await queue.add(job(name, { group: name, tenant: 'small' }));
    end('own 1');
    while (!events.includes('other 1 begins')) await setTimeout(5);
    end('other 1');
    // It is the large one's turn, which has all slots but this one.
    while (!events.includes('other 2 begins')) await setTimeout(5);
    expect(events).not.toContain('next begins');
  });

  test('work that fails is told of, and the next one runs', async () => {
    const { queue, end, become } = await observed();
    await queue.add(job('bad'));
    await queue.add(job('good'));
    await become('bad begins');
    end('bad', new Error('no'));
    await become('bad begins', 'bad ends', 'bad failed: Error: no', 'good begins');
  });

  test('work that fails is tried again when it may, and given up in the end', async () => {
    const { queue, events } = await observed({
      retry: (_, attempt) => (attempt < 3 ? 20 : undefined),
      work: async ({ name }) => {
        throw new Error(`${name} can't`);
      },
    });
    await queue.add(job('a'));
    while (events.length < 3) await setTimeout(5);
    await setTimeout(100);
    const failed = "a failed: Error: a can't";
    expect(events).toEqual([`${failed}, again later`, `${failed}, again later`, failed]);
  });

  test('what is to be tried again later is tried at once when somebody asks, with all it had to do', async () => {
    const { queue, end, become } = await observed({ retry: () => 60_000 });
    await queue.add(job('old', { key: 'pull', data: { name: 'old', force: true } }));
    await become('old begins, forced');
    end('old', new Error('no'));
    const failed = ['old begins, forced', 'old ends', 'old failed: Error: no, again later'];
    await become(...failed);
    await queue.add(job('new', { key: 'pull' }));
    await become(...failed, 'new begins, forced');
  });

  test('a dropped key neither waits nor runs on', async () => {
    const { queue, become } = await observed();
    await queue.add(job('running'));
    await become('running begins');
    await queue.add(job('waiting'));
    await queue.drop('waiting');
    await queue.drop('running');
    await become('running begins', 'running is stopped');
  });

  test('more than may wait is refused, and what waits already may be renewed', async () => {
    const { queue, become } = await observed({ mostWaiting: 2 });
    await queue.add(job('busy'));
    await become('busy begins');
    for (const name of ['a', 'b']) await queue.add(job(name));
    await expect(queue.add(job('c'))).rejects.toThrow('2 jobs are already waiting');
    await queue.add(job('a'));
    expect(await queue.depth()).toMatchObject({ waiting: 2, running: 1 });
  });

  test('it is idle when nothing waits and nothing runs', async () => {
    const { queue, end, become } = await observed();
    await queue.idle();
    await queue.add(job('a'));
    await become('a begins');
    let isIdle = false;
    const idle = queue.idle().then(() => {
      isIdle = true;
    });
    await setTimeout(50);
    expect(isIdle).toBe(false);
    end('a');
    await idle;
  });

  test('a drain takes nothing more and waits for what runs', async () => {
    const { queue, end, become } = await observed();
    await queue.add(job('a'));
    await become('a begins');
    const drained = queue.drain(10_000);
    await expect(queue.add(job('late'))).rejects.toThrow('shutting down');
    end('a');
    expect(await drained).toBe(0);
    await become('a begins', 'a ends');
  });
}
