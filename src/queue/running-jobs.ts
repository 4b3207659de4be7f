import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './queue.ts';

export interface RunningJob<Data> {
  readonly job: Job<Data>;
  readonly controller: AbortController;
}

/** The jobs that run in this process, each with what stops it. */
export class RunningJobs<Data> {
  readonly #running = new Map<string, RunningJob<Data>>();
  readonly #onEmpty: (() => void)[] = [];

  get size(): number {
    return this.#running.size;
  }

  find(key: string): RunningJob<Data> | undefined {
    return this.#running.get(key);
  }

  all(): readonly RunningJob<Data>[] {
    return [...this.#running.values()];
  }

  /** @returns what tells the work to stop, and why */
  begin(job: Job<Data>): AbortSignal {
    const controller = new AbortController();
    this.#running.set(job.key, { job, controller });
    return controller.signal;
  }

  /** {@link announceEmpty} notifies those who wait for the last one: another job may start in its place first. */
  end(key: string): void {
    this.#running.delete(key);
  }

  announceEmpty(): void {
    if (this.size === 0) for (const tell of this.#onEmpty.splice(0)) tell();
  }

  stopAll(reason: Error): void {
    for (const { controller } of this.#running.values()) controller.abort(reason);
  }

  /** Resolves when nothing runs. */
  empty(): Promise<void> {
    return this.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#onEmpty.push(resolve));
  }

  /** Resolves when nothing runs, or after so many milliseconds: some work waits for what it can't be called away from. */
  async emptyWithin(milliseconds: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.empty(), sleep(milliseconds, undefined, { signal: timer.signal })]);
    timer.abort();
  }
}
