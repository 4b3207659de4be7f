import type { Job as Ticket, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { inTime, isDoneInTime, redisPatience } from './in-time.ts';
import { type Depth, type Job, type Queue, QueueFull, type QueueOptions, supersedes } from './queue.ts';
import { RedisJobs } from './redis-jobs.ts';
import { handBack, RedisTickets, type TicketData, TryLater, ticketId } from './redis-tickets.ts';
import { RunningJobs } from './running-jobs.ts';

interface RedisQueueOptions<Data> extends QueueOptions<Data> {
  readonly url: string;
  /** Of all its keys in Redis. */
  readonly prefix: string;
  /** Checks what comes back from Redis. */
  readonly decode: (value: unknown) => Data;
  /** Whether this process works on jobs; one that does not only takes them. */
  readonly works: boolean;
  /** When it begins to; at once by default. */
  readonly worksAfter?: Promise<void>;
  /** After how long a silent process is considered dead. In milliseconds. */
  readonly patience?: number;
  /** Called when Redis itself fails. */
  readonly onTrouble: (error: Error) => void;
}

/** The sender waits for an answer: commands are not queued until Redis is back, and there are no long retries. */
const impatient = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: redisPatience };
const patient = { maxRetriesPerRequest: null };

/** Why running work is stopped. */
const dropped = new Error('dropped');
const superseded = new Error('superseded by a newer job');
const takenOver = new Error('another process took it over');
const givenBack = new Error('the process is shutting down');

/**
 * A queue on Redis, for any number of processes. {@link RedisTickets} say which process works on which key,
 * {@link RedisJobs} what is to be done there; a signal to all processes stops what is no longer wanted.
 */
export class RedisQueue<Data> implements Queue<Data> {
  readonly #options: RedisQueueOptions<Data>;
  readonly #patience: number;
  readonly #channel: string;
  readonly #connections: Redis[] = [];
  readonly #redis: Redis;
  readonly #jobs: RedisJobs<Data>;
  readonly #tickets: RedisTickets;
  readonly #running = new RunningJobs<Data>();
  readonly #worker: Worker<TicketData> | undefined;
  readonly #janitor: NodeJS.Timeout;
  #isDraining = false;

  constructor(options: RedisQueueOptions<Data>) {
    this.#options = options;
    this.#patience = options.patience ?? 20_000;
    this.#channel = `${options.prefix}:signals`;
    this.#redis = this.#connect(impatient);
    this.#jobs = new RedisJobs<Data>(this.#redis, options.prefix, options);
    this.#tickets = new RedisTickets(this.#redis, options.prefix, options.onTrouble);
    this.#worker = options.works ? this.#startWorker() : undefined;
    this.#janitor = setInterval(() => void this.#repairAll(), this.#patience).unref();
    this.#listen();
  }

  async add(job: Job<Data>): Promise<void> {
    await inTime(async () => {
      if (this.#isDraining) throw new Error('the queue is shutting down and accepts no more jobs');
      await this.#assertRoomFor(job.key);
      await this.#ensureTicket(await this.#jobs.put(job));
      await this.#redis.publish(this.#channel, JSON.stringify([job.key, job.version]));
    });
  }

  async drop(key: string): Promise<void> {
    await inTime(async () => {
      await this.#jobs.forget(key, (await this.#jobs.waitingJob(key))?.group);
      await this.#redis.publish(this.#channel, JSON.stringify([key, null]));
    });
  }

  async idle(): Promise<void> {
    for (;;) {
      const { waiting } = await this.#jobs.depth();
      if ((await this.#tickets.areDone()) && waiting === 0) return;
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
    clearInterval(this.#janitor);
    const quiet = this.#worker?.pause(true);
    await this.#running.emptyWithin(patience);
    this.#running.stopAll(givenBack);
    // A Redis that is unreachable must not keep the process from stopping.
    const isThere = await isDoneInTime(() => Promise.all([this.#running.empty(), quiet]));
    await isDoneInTime(async () => {
      await this.#worker?.close(!isThere);
      await this.#tickets.close(isThere);
    });
    for (const connection of this.#connections) connection.disconnect();
    return 0;
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

  async #ensureTicket(job: Job<Data>): Promise<void> {
    await this.#tickets.ensure(job, await this.#jobs.placeIn(job.group));
  }

  #startWorker(): Worker<TicketData> {
    const worker = this.#tickets.startWorker(this.#connect(patient), {
      concurrency: this.#options.concurrency,
      patience: this.#patience,
      process: (ticket, token) => this.#process(ticket, token),
    });
    // Another process works on it now: two would write over each other.
    worker.on('lockRenewalFailed', (ids) => {
      for (const { job, controller } of this.#running.all())
        if (ids.includes(ticketId(job.key))) controller.abort(takenOver);
    });
    // A job that came between the last look and the end of its ticket gets a ticket of its own.
    worker.on('completed', ({ data }) => void this.#repair(data.key));
    void this.#beginToWork(worker);
    return worker;
  }

  async #beginToWork(worker: Worker<TicketData>): Promise<void> {
    await this.#options.worksAfter;
    if (!this.#isDraining) worker.run().catch(this.#options.onTrouble);
  }

  /** Does what is to be done for a ticket's key, until nothing is left. */
  async #process(ticket: Ticket<TicketData>, token: string | undefined): Promise<void> {
    const { key, group } = ticket.data;
    for (;;) {
      if (this.#isDraining) await handBack(ticket, token);
      const job = await this.#jobs.take(key, group);
      if (job === undefined) return;
      const end = await this.#work(job, ticket, token);
      if (end === takenOver) return;
      // What takes its place holds what it still had to do.
      if (end !== superseded) await this.#jobs.finish(key);
    }
  }

  /**
   * @returns why it was stopped before it was done, if it was
   * @throws TryLater; DelayedError where the ticket was given back
   */
  async #work(job: Job<Data>, ticket: Ticket<TicketData>, token: string | undefined): Promise<Error | undefined> {
    const signal = this.#running.begin(job);
    try {
      await this.#options.work(job.data, signal);
      return undefined;
    } catch (error) {
      if (!signal.aborted) this.#failed(job, ticket, error);
      if (signal.reason === givenBack) await handBack(ticket, token);
      return signal.reason;
    } finally {
      this.#running.end(job.key);
      this.#running.announceEmpty();
    }
  }

  /** @throws TryLater unless it is given up */
  #failed(job: Job<Data>, ticket: Ticket<TicketData>, error: unknown): void {
    const delay = this.#options.retry(error, ticket.attemptsMade + 1);
    this.#options.onError(error, job.data, delay !== undefined);
    if (delay !== undefined) throw new TryLater(delay);
  }

  #listen(): void {
    const subscriber = this.#connect(patient);
    subscriber.on('message', (_channel, text) => {
      const [key, version] = JSON.parse(text);
      const current = this.#running.find(key);
      if (version === null) current?.controller.abort(dropped);
      else if (current && supersedes(version, current.job.version)) current.controller.abort(superseded);
    });
    subscriber.subscribe(this.#channel).catch(() => undefined);
  }

  /** A job without a ticket, left by a process that died in between, would wait forever. */
  async #repairAll(): Promise<void> {
    const keys = await this.#jobs.keysBefore(Date.now() - this.#patience).catch(() => []);
    for (const key of keys.slice(0, 200)) await this.#repair(key);
  }

  async #repair(key: string): Promise<void> {
    try {
      const job = await this.#jobs.waitingJob(key);
      if (job) await this.#ensureTicket(job);
    } catch (error) {
      if (error instanceof Error) this.#options.onTrouble(error);
    }
  }
}
