import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { HeldKeys } from './held-keys.ts';
import { inTime, isDoneInTime } from './in-time.ts';
import { nextTurn } from './next-turn.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { type Depth, type Job, type Queue, QueueFull, supersedes } from './queue.ts';
import { RedisJobs } from './redis-jobs.ts';
import { impatient, patient, type RedisQueueOptions } from './redis-queue-options.ts';
import { RedisTurns } from './redis-turns.ts';
import { RunningJobs } from './running-jobs.ts';
import { Slots } from './slots.ts';

/** How often to look for what no signal tells of: later attempts, and slots that others have left. In milliseconds. */
const interval = 400;

const dropped = new Error('dropped');
const superseded = new Error('superseded by a newer job');
const takenOver = new Error('another process took it over');
const givenBack = new Error('the process is shutting down');

/**
 * A queue on Redis, for any number of processes. {@link RedisTurns} say which process works on which key,
 * {@link RedisJobs} what is to be done there; a signal to all processes stops what is no longer wanted, and wakes those
 * that have a slot.
 */
export class RedisQueue<Data> implements Queue<Data> {
  readonly #options: RedisQueueOptions<Data>;
  readonly #patience: number;
  readonly #channel: string;
  readonly #connections: Redis[] = [];
  readonly #redis: Redis;
  readonly #jobs: RedisJobs<Data>;
  readonly #turns: RedisTurns;
  readonly #slots: Slots;
  readonly #running = new RunningJobs<Data>();
  readonly #held: HeldKeys;
  readonly #timers: readonly NodeJS.Timeout[];
  /** Begins jobs as long as there are slots and turns. One at a time: each choice depends on what runs then. */
  readonly #fill = oneAfterAnother(async () => {
    while (this.#isWorking && !this.#isDraining && (await this.#beginNext()));
  });
  #isWorking = false;
  #isDraining = false;

  constructor(options: RedisQueueOptions<Data>) {
    this.#options = options;
    this.#patience = options.patience ?? 20_000;
    this.#channel = `${options.prefix}:signals`;
    this.#redis = this.#connect(impatient);
    this.#jobs = new RedisJobs<Data>(this.#redis, options.prefix, options);
    this.#turns = new RedisTurns(this.#redis, options.prefix, randomUUID(), this.#patience);
    this.#slots = new Slots(options.concurrency);
    this.#held = new HeldKeys(this.#patience);
    const every = (milliseconds: number, work: () => Promise<void>) =>
      setInterval(() => void this.#attempt(work), milliseconds).unref();
    this.#timers = [
      every(this.#patience, () => this.#repair()),
      every(this.#patience / 5, () => this.#renew()),
      every(interval, () => this.#wake()),
    ];
    this.#listen();
    if (options.works) void this.#beginToWork();
  }

  async add(job: Job<Data>): Promise<void> {
    await inTime(async () => {
      if (this.#isDraining) throw new Error('the queue is shutting down and accepts no more jobs');
      await this.#assertRoomFor(job.key);
      await this.#turns.enter(await this.#jobs.put(job));
      await this.#redis.publish(this.#channel, JSON.stringify([job.key, job.version]));
    });
  }

  async drop(key: string): Promise<void> {
    await inTime(async () => {
      await this.#jobs.forget(key);
      await this.#turns.leave(key);
      // What was begun once, and was to be tried again.
      if (!(await this.#turns.isHeld(key))) await this.#jobs.finish(key);
      await this.#redis.publish(this.#channel, JSON.stringify([key, null]));
    });
  }

  async idle(): Promise<void> {
    for (;;) {
      const { waiting } = await this.#jobs.depth();
      if (waiting === 0 && (await this.#turns.areDone())) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async depth(): Promise<Depth> {
    return { ...(await this.#jobs.depth()), running: this.#running.size };
  }

  async isReachable(): Promise<boolean> {
    return (await isDoneInTime(() => this.#redis.ping())) && !this.#isDraining;
  }

  /** Others go on with what waits, and with what is handed back: nothing is given up. */
  async drain(patience: number): Promise<number> {
    this.#isDraining = true;
    // A Redis that is unreachable must not keep the process from stopping.
    await isDoneInTime(this.#fill);
    await this.#running.emptyWithin(patience);
    this.#running.stopAll(givenBack);
    await isDoneInTime(() => this.#running.empty());
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) connection.disconnect();
    return 0;
  }

  async #beginToWork(): Promise<void> {
    await this.#options.worksAfter;
    this.#isWorking = true;
    await this.#attempt(() => this.#wake());
  }

  #connect(settings: object): Redis {
    const redis = new Redis(this.#options.url, { lazyConnect: false, ...settings });
    redis.on('error', this.#options.onTrouble);
    this.#connections.push(redis);
    return redis;
  }

  async #assertRoomFor(key: string): Promise<void> {
    const { mostWaiting } = this.#options;
    if ((await this.#jobs.depth()).waiting >= mostWaiting && !(await this.#jobs.isKnown(key)))
      throw new QueueFull(mostWaiting);
  }

  /** Takes up what is due again, then fills the slots. */
  async #wake(): Promise<void> {
    if (!this.#isWorking || this.#redis.status !== 'ready') return;
    for (const key of await this.#turns.due()) await this.#enter(key);
    await this.#fill();
  }

  /** Puts into line what is left to do for a key. */
  async #enter(key: string): Promise<void> {
    const job = await this.#jobs.pending(key);
    await (job ? this.#turns.enter(job) : this.#turns.leave(key));
  }

  /** @returns whether there may be another one */
  async #beginNext(): Promise<boolean> {
    const { line, served } = await this.#turns.inLine();
    const running = this.#running.all().map(({ job }) => job);
    const next = nextTurn(line, {
      served,
      mayRun: (each) => !this.#held.has(each.key) && this.#slots.mayRun(each, running),
      yields: (each) => this.#slots.yields(each, running),
    });
    if (next === undefined) return false;
    const asked = performance.now();
    if (!(await this.#turns.claim(next))) return true;
    const job = await this.#jobs.take(next.key);
    if (job === undefined) await this.#turns.release(next.key);
    else {
      this.#held.hold(job.key, asked);
      void this.#attempt(() => this.#process(job));
    }
    return true;
  }

  /** Does a job whose key this process holds, and lets go of the key. */
  async #process(job: Job<Data>): Promise<void> {
    const { key } = job;
    const signal = this.#running.begin(job);
    try {
      const failure = await this.#failureOf(job.data, signal);
      // The other process has the key, and what was begun.
      if (signal.reason !== takenOver) await this.#ended(job, failure, signal);
    } finally {
      this.#held.letGo(key);
      this.#running.end(key);
      this.#running.announceEmpty();
    }
    await this.#fill();
  }

  /** @returns what the work threw, if it did */
  async #failureOf(data: Data, signal: AbortSignal): Promise<{ readonly error: unknown } | undefined> {
    try {
      await this.#options.work(data, signal);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  async #ended(job: Job<Data>, failure: { readonly error: unknown } | undefined, signal: AbortSignal): Promise<void> {
    const { key } = job;
    // What takes the place of stopped work, in line already, holds what it still had to do.
    const isLeft =
      failure && (signal.aborted ? await this.#isResumed(job, signal) : await this.#isTriedAgain(job, failure.error));
    if (!isLeft) await this.#jobs.finish(key);
    await this.#turns.release(key);
  }

  async #isResumed(job: Job<Data>, { reason }: AbortSignal): Promise<boolean> {
    if (reason === givenBack) await this.#turns.enter(job);
    return reason === givenBack || this.#jobs.isWaiting(job.key);
  }

  async #isTriedAgain(job: Job<Data>, error: unknown): Promise<boolean> {
    const delay = this.#options.retry(error, await this.#jobs.failedAgain(job.key));
    this.#options.onError(error, job.data, delay !== undefined);
    if (delay === undefined) return false;
    // What waits already does what this one had left to do.
    if (!(await this.#jobs.isWaiting(job.key))) await this.#turns.enterLater(job.key, delay);
    return true;
  }

  /** Who can't say that a key is still theirs stops: two processes would write over each other. */
  #renew(): Promise<void> {
    return this.#held.renewAll(
      (key) => this.#turns.renew(key),
      (key) => this.#running.find(key)?.controller.abort(takenOver),
    );
  }

  #listen(): void {
    const subscriber = this.#connect(patient);
    subscriber.on('message', (_channel, text) => {
      const [key, version] = JSON.parse(text);
      const current = this.#running.find(key);
      if (version === null) current?.controller.abort(dropped);
      else if (current && supersedes(version, current.job.version)) current.controller.abort(superseded);
      if (this.#isWorking) void this.#attempt(this.#fill);
    });
    subscriber.subscribe(this.#channel).catch(() => undefined);
  }

  /** A job that is not in line, left by a process that died in between, would wait forever. */
  async #repair(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    const keys = await this.#jobs.keysBefore(Date.now() - this.#patience);
    for (const key of keys.slice(0, 200)) if (!(await this.#turns.isPlaced(key))) await this.#enter(key);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Error) this.#options.onTrouble(error);
    }
  }
}
