import { type Depth, type Job, mergeJobs, type Queue, QueueFull, type QueueOptions, supersedes } from './queue.ts';
import { type RunningJob, RunningJobs } from './running-jobs.ts';
import { Slots } from './slots.ts';
import { WaitingJobs } from './waiting-jobs.ts';

/** A job that failed, and is to be tried again. */
interface LaterJob<Data> {
  readonly job: Job<Data>;
  readonly timer: NodeJS.Timeout;
}

/** How long stopped work may take to stop. In milliseconds. */
const mostAfterwards = 3_000;

/** A queue in this process: waiting jobs are lost with it, and recovered from GitHub. */
export class InProcessQueue<Data> implements Queue<Data> {
  readonly #options: QueueOptions<Data>;
  readonly #slots: Slots;
  readonly #waiting = new WaitingJobs<Data>();
  readonly #running = new RunningJobs<Data>();
  readonly #later = new Map<string, LaterJob<Data>>();
  /** By key, how often it has failed without a success since. */
  readonly #attempts = new Map<string, number>();
  #isDraining = false;

  constructor(options: QueueOptions<Data>) {
    this.#options = options;
    this.#slots = new Slots(options.concurrency);
  }

  async add(job: Job<Data>): Promise<void> {
    if (this.#isDraining) throw new Error('the queue is shutting down and accepts no more jobs');
    this.#assertRoomFor(job.key);
    const current = this.#running.find(job.key);
    if (current && supersedes(job.version, current.job.version)) this.#supersede(current, job);
    else this.#put(job);
    this.#startNext();
  }

  async drop(key: string): Promise<void> {
    this.#waiting.remove(key);
    this.#takeLater(key);
    this.#running.find(key)?.controller.abort(new Error('dropped'));
  }

  idle(): Promise<void> {
    return this.#running.empty();
  }

  async depth(): Promise<Depth> {
    return { waiting: this.#countWaiting(), running: this.#running.size, age: this.#waiting.age };
  }

  async isReachable(): Promise<boolean> {
    return !this.#isDraining;
  }

  async drain(patience: number): Promise<number> {
    this.#isDraining = true;
    let givenUp = this.#giveUpLater();
    const giveUp = setTimeout(() => {
      givenUp += this.#waiting.clear() + this.#running.size;
      this.#running.stopAll(new Error('the process is shutting down'));
    }, patience);
    await this.#running.emptyWithin(patience + mostAfterwards);
    clearTimeout(giveUp);
    return givenUp;
  }

  #assertRoomFor(key: string): void {
    const isKnown = this.#running.find(key) ?? this.#waiting.find(key) ?? this.#later.get(key);
    if (!isKnown && this.#countWaiting() >= this.#options.mostWaiting) throw new QueueFull(this.#options.mostWaiting);
  }

  #countWaiting(): number {
    return this.#waiting.size + this.#later.size;
  }

  /** What the stopped job still had to do is added to the one that replaces it. */
  #supersede({ job: current, controller }: RunningJob<Data>, job: Job<Data>): void {
    this.#put(controller.signal.aborted ? job : mergeJobs(current, job, this.#options.merge));
    controller.abort(new Error('superseded by a newer job'));
  }

  /** What waits under the key, or was to be retried later, is merged with the new job. */
  #put(job: Job<Data>): void {
    const older = this.#waiting.find(job.key) ?? this.#takeLater(job.key);
    this.#waiting.put(older ? mergeJobs(older, job, this.#options.merge) : job);
  }

  #startNext(): void {
    for (;;) {
      const running = this.#running.all().map(({ job }) => job);
      const job = this.#waiting.take(
        (each) => !this.#running.find(each.key) && this.#slots.mayRun(each, running),
        (each) => this.#slots.yields(each, running),
      );
      if (!job) break;
      void this.#run(job);
    }
    this.#running.announceEmpty();
  }

  async #run(job: Job<Data>): Promise<void> {
    const signal = this.#running.begin(job);
    try {
      await this.#options.work(job.data, signal);
      this.#attempts.delete(job.key);
    } catch (error) {
      if (!signal.aborted) this.#failed(job, error);
    }
    this.#running.end(job.key);
    this.#startNext();
  }

  #failed(job: Job<Data>, error: unknown): void {
    const attempt = (this.#attempts.get(job.key) ?? 0) + 1;
    const delay = this.#isDraining ? undefined : this.#options.retry(error, attempt);
    this.#options.onError(error, job.data, delay !== undefined);
    if (delay === undefined) {
      this.#attempts.delete(job.key);
      return;
    }
    this.#attempts.set(job.key, attempt);
    const newer = this.#waiting.find(job.key);
    // What waits already does what this one had left to do.
    if (newer) this.#waiting.put(mergeJobs(job, newer, this.#options.merge));
    else this.#tryLater(job, delay);
  }

  #tryLater(job: Job<Data>, delay: number): void {
    const timer = setTimeout(() => {
      this.#later.delete(job.key);
      this.#put(job);
      this.#startNext();
    }, delay);
    this.#later.set(job.key, { job, timer });
  }

  #takeLater(key: string): Job<Data> | undefined {
    const found = this.#later.get(key);
    if (!found) return undefined;
    clearTimeout(found.timer);
    this.#later.delete(key);
    return found.job;
  }

  #giveUpLater(): number {
    const keys = [...this.#later.keys()];
    for (const key of keys) this.#takeLater(key);
    return keys.length;
  }
}
