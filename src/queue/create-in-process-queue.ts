import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, mergeJobs, type Queue, QueueFull, type QueueOptions, supersedes } from './queue.ts';
import { createWaiting, type Waiting } from './waiting.ts';

interface Running<Data> {
  readonly job: Job<Data>;
  readonly controller: AbortController;
}

interface Later<Data> {
  readonly job: Job<Data>;
  readonly attempt: number;
  readonly timer: NodeJS.Timeout;
}

/** How long stopped work may take to stop. In milliseconds. */
const mostAfterwards = 3_000;

/** A queue in this process: what waits is lost with it, and found again by whoever asks GitHub. */
export function createInProcessQueue<Data>(options: QueueOptions<Data>): Queue<Data> {
  const waiting: Waiting<Data> = createWaiting();
  const running = new Map<string, Running<Data>>();
  const later = new Map<string, Later<Data>>();
  const attempts = new Map<string, number>();
  const emptied: (() => void)[] = [];
  let draining = false;

  function put(job: Job<Data>): void {
    const older = waiting.find(job.key) ?? takeLater(job.key);
    waiting.put(older ? mergeJobs(older, job, options.merge) : job);
  }

  /** What was to be tried again later goes with what comes now. */
  function takeLater(key: string): Job<Data> | undefined {
    const found = later.get(key);
    if (!found) return undefined;
    clearTimeout(found.timer);
    later.delete(key);
    return found.job;
  }

  function start(): void {
    while (running.size < options.concurrency) {
      const job = waiting.take((key) => running.has(key));
      if (!job) break;
      void run(job);
    }
    if (running.size === 0) for (const tell of emptied.splice(0)) tell();
  }

  async function run(job: Job<Data>): Promise<void> {
    const controller = new AbortController();
    running.set(job.key, { job, controller });
    try {
      await options.work(job.data, controller.signal);
      attempts.delete(job.key);
    } catch (error) {
      if (!controller.signal.aborted) failed(job, error);
    }
    running.delete(job.key);
    start();
  }

  function failed(job: Job<Data>, error: unknown): void {
    const attempt = (attempts.get(job.key) ?? 0) + 1;
    const delay = draining ? undefined : options.retry(error, attempt);
    options.onError(error, job.data, delay !== undefined);
    if (delay === undefined) {
      attempts.delete(job.key);
      return;
    }
    attempts.set(job.key, attempt);
    const newer = waiting.find(job.key);
    if (newer) {
      // What waits already does what this one had left to do.
      waiting.put(mergeJobs(job, newer, options.merge));
      return;
    }
    const timer = setTimeout(() => {
      later.delete(job.key);
      put(job);
      start();
    }, delay);
    later.set(job.key, { job, attempt, timer });
  }

  function idle(): Promise<void> {
    return running.size === 0 ? Promise.resolve() : new Promise((resolve) => emptied.push(resolve));
  }

  function giveUpLater(): number {
    const count = later.size;
    for (const { timer } of later.values()) clearTimeout(timer);
    later.clear();
    return count;
  }

  return {
    idle,
    isReachable: async () => !draining,
    depth: async () => ({ waiting: waiting.size() + later.size, running: running.size, age: waiting.age() }),
    add: async (job) => {
      if (draining) throw new Error('the queue is shutting down and takes no more jobs');
      const current = running.get(job.key);
      const isKnown = current !== undefined || waiting.find(job.key) !== undefined || later.has(job.key);
      if (!isKnown && waiting.size() + later.size >= options.mostWaiting) throw new QueueFull(options.mostWaiting);
      if (current && supersedes(job.version, current.job.version)) {
        // Whatever the stopped job still had to do goes to the one that takes its place.
        put(current.controller.signal.aborted ? job : mergeJobs(current.job, job, options.merge));
        current.controller.abort(new Error('superseded by a newer job'));
      } else put(job);
      start();
    },
    drop: async (key) => {
      waiting.remove(key);
      takeLater(key);
      running.get(key)?.controller.abort(new Error('dropped'));
    },
    drain: async (patience) => {
      draining = true;
      let givenUp = giveUpLater();
      const giveUp = setTimeout(() => {
        givenUp += waiting.clear() + running.size;
        for (const { controller } of running.values()) controller.abort(new Error('the process is shutting down'));
      }, patience);
      const late = new AbortController();
      // Work that waits for something it cannot be called away from keeps nobody from ending.
      const inVain = sleep(patience + mostAfterwards, undefined, late).catch(() => undefined);
      await Promise.race([idle(), inVain]);
      late.abort();
      clearTimeout(giveUp);
      return givenUp;
    },
  };
}
