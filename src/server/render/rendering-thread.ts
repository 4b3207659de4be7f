import { Piscina } from 'piscina';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { ComputeTime } from './compute-time.ts';
import type { RenderAnswer, RenderTask } from './render-task.ts';

/** The limits of one review or question, so that no repository can bring down the process. */
export interface RenderLimits {
  /** Threads that render; 0 renders in this one, without limits. */
  readonly threads: number;
  /** Of a thread's memory. */
  readonly megabytes: number;
  readonly seconds: number;
}

/** A thread that does one task after the other, so that the time each may take is its own. */
export class RenderingThread {
  readonly #limits: RenderLimits;
  readonly #pool: Piscina<RenderTask, RenderAnswer>;
  #turn: Promise<void> = Promise.resolve();

  constructor(limits: RenderLimits) {
    this.#limits = limits;
    this.#pool = new Piscina<RenderTask, RenderAnswer>({
      filename: new URL('./render-thread.cjs', import.meta.url).href,
      name: 'work',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 600_000,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
  }

  /** @throws CannotReview where the task takes more than it may; AbortError */
  async run(task: RenderTask, signal: AbortSignal, time: ComputeTime): Promise<RenderAnswer> {
    const before = this.#turn;
    let pass: () => void = () => undefined;
    this.#turn = new Promise((resolve) => {
      pass = resolve;
    });
    try {
      await orAborted(before, signal);
      return await this.#runAfresh(task, signal, time);
    } finally {
      // Tasks that are no longer wanted keep their turn, so that the order stays.
      void before.then(pass);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** A thread that runs out of memory may have remembered too much: the next one starts with nothing. */
  async #runAfresh(task: RenderTask, signal: AbortSignal, time: ComputeTime): Promise<RenderAnswer> {
    try {
      return await this.#runOnce(task, signal, time);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
    }
    try {
      return await this.#runOnce(task, signal, time);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      throw new CannotReview(
        'Rendering needs too much memory',
        `It was stopped at ${this.#limits.megabytes} MB. Raise RENDER_MEGABYTES to allow more.`,
        true,
      );
    }
  }

  #runOnce(task: RenderTask, signal: AbortSignal, time: ComputeTime): Promise<RenderAnswer> {
    return time.during(signal, (stop) => this.#pool.run(task, { signal: stop }));
  }
}

/** @throws AbortError as soon as the signal is aborted */
function orAborted(waited: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    void waited.then(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
