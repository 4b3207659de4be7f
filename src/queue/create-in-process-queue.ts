import type { Job, Queue, Work } from './queue.ts';
import { createWaiting, type Waiting } from './waiting.ts';

export interface InProcessQueueOptions<Data> {
  readonly work: Work<Data>;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What is left to do when a job takes the place of an older one of its key. */
  readonly merge: (older: Data, newer: Data) => Data;
  /** Hears of work that threw; the queue goes on. Stopped work is not an error. */
  readonly onError: (error: unknown, data: Data) => void;
}

interface Running<Data> {
  readonly job: Job<Data>;
  readonly controller: AbortController;
}

export interface InProcessQueue<Data> extends Queue<Data> {
  /** Resolves when nothing waits and nothing runs. */
  readonly idle: () => Promise<void>;
}

/** A queue in this process: what waits is lost with it, and found again by whoever asks GitHub. */
export function createInProcessQueue<Data>(options: InProcessQueueOptions<Data>): InProcessQueue<Data> {
  const waiting: Waiting<Data> = createWaiting(options.merge);
  const running = new Map<string, Running<Data>>();
  const emptied: (() => void)[] = [];
  let draining = false;

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
    } catch (error) {
      if (!controller.signal.aborted) options.onError(error, job.data);
    }
    running.delete(job.key);
    start();
  }

  function idle(): Promise<void> {
    return running.size === 0 ? Promise.resolve() : new Promise((resolve) => emptied.push(resolve));
  }

  return {
    idle,
    add: async (job) => {
      if (draining) throw new Error('the queue is shutting down and takes no more jobs');
      const current = running.get(job.key);
      if (current && current.job.version !== job.version) {
        // Whatever the stopped job still had to do goes to the one that takes its place.
        waiting.put({ ...job, data: options.merge(current.job.data, job.data) });
        current.controller.abort(new Error('superseded by a newer job'));
      } else waiting.put(job);
      start();
    },
    drop: async (key) => {
      waiting.remove(key);
      running.get(key)?.controller.abort(new Error('dropped'));
    },
    drain: async (patience) => {
      draining = true;
      let givenUp = 0;
      const giveUp = setTimeout(() => {
        givenUp = waiting.clear() + running.size;
        for (const { controller } of running.values()) controller.abort(new Error('the process is shutting down'));
      }, patience);
      await idle();
      clearTimeout(giveUp);
      return givenUp;
    },
  };
}
