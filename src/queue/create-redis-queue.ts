import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job as Ticket, Queue as Tickets, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Job, type Queue, QueueFull, type QueueOptions, supersedes } from './queue.ts';
import { RedisJobs } from './redis-jobs.ts';

export interface RedisQueueOptions<Data> extends QueueOptions<Data> {
  readonly url: string;
  /** Of all its keys in Redis. */
  readonly prefix: string;
  /** Checks what comes back from Redis. */
  readonly decode: (value: unknown) => Data;
  /** Whether this process works on jobs; one that does not only takes them. */
  readonly works: boolean;
  /** After how long a process that says nothing is taken for dead. In milliseconds. */
  readonly patience?: number;
  /** Hears of what goes wrong with Redis itself. */
  readonly onTrouble: (error: Error) => void;
}

interface TicketData {
  readonly key: string;
  readonly group: string;
}

/** BullMQ counts priorities to 2,097,152: four classes, and in each the place in the group's own line. */
const classSize = 500_000;
/** A delivery that Redis does not take in this time is refused. In milliseconds. */
const redisPatience = 4_000;
const mostAttempts = 1000;

/**
 * A queue on Redis, for any number of processes. BullMQ carries one ticket for each key, so that one process at a time
 * works on it, and gives the ticket to another one when that process dies; what is to be done stands beside it.
 *
 * @see https://docs.bullmq.io/guide/jobs/job-ids a ticket that is there already is not added twice
 */
export function createRedisQueue<Data>(options: RedisQueueOptions<Data>): Queue<Data> {
  const patience = options.patience ?? 20_000;
  const connections: Redis[] = [];
  const connect = (settings: object) => {
    const redis = new Redis(options.url, { lazyConnect: false, ...settings });
    redis.on('error', options.onTrouble);
    connections.push(redis);
    return redis;
  };
  // Whoever delivers waits for an answer: no queueing of commands until Redis is back, and no long retries.
  const impatient = { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: redisPatience };
  const redis = connect(impatient);
  const subscriber = connect({ maxRetriesPerRequest: null });
  const jobs = new RedisJobs<Data>(redis, options.prefix, options);
  const name = 'looks';
  const tickets = new Tickets<TicketData>(name, { connection: redis, prefix: options.prefix, skipVersionCheck: true });
  tickets.on('error', options.onTrouble);
  const running = new Map<string, { job: Job<Data>; controller: AbortController }>();
  const channel = `${options.prefix}:signals`;
  let draining = false;
  const emptied: (() => void)[] = [];

  async function ensureTicket({ key, group, priority }: Job<Data>): Promise<void> {
    const place = Math.min(await jobs.placeIn(group), classSize - 1);
    const rank = priority * classSize + place + 1;
    const settings = { jobId: ticketId(key), priority: rank, attempts: mostAttempts, backoff: { type: 'ours' } };
    await tickets.add(name, { key, group }, { ...settings, removeOnComplete: true, removeOnFail: true });
    const ticket = await tickets.getJob(ticketId(key));
    const state = await ticket?.getState();
    if (ticket && state === 'delayed') await ticket.promote().catch(() => undefined);
    if (ticket && state === 'prioritized' && ticket.priority > rank) await ticket.changePriority({ priority: rank });
  }

  async function process(ticket: Ticket<TicketData>, token: string | undefined): Promise<void> {
    const { key, group } = ticket.data;
    for (;;) {
      if (draining) await handBack(ticket, token);
      const job = await jobs.take(key, group);
      if (job === undefined) return;
      const controller = new AbortController();
      running.set(key, { job, controller });
      try {
        await options.work(job.data, controller.signal);
      } catch (error) {
        if (!controller.signal.aborted) await failed(job, ticket, error);
        else if (controller.signal.reason === givenBack) await handBack(ticket, token);
        else if (controller.signal.reason === superseded) continue;
        else if (controller.signal.reason === takenOver) return;
      } finally {
        running.delete(key);
        if (running.size === 0) for (const tell of emptied.splice(0)) tell();
      }
      await jobs.finish(key);
    }
  }

  async function failed(job: Job<Data>, ticket: Ticket<TicketData>, error: unknown): Promise<void> {
    const delay = options.retry(error, ticket.attemptsMade + 1);
    options.onError(error, job.data, delay !== undefined);
    if (delay === undefined) return;
    throw new Later(delay);
  }

  async function handBack(ticket: Ticket<TicketData>, token: string | undefined): Promise<never> {
    await ticket.moveToDelayed(Date.now() + 50, token);
    throw new DelayedError();
  }

  const worker = options.works
    ? new Worker<TicketData>(name, process, {
        connection: connect({ maxRetriesPerRequest: null }),
        prefix: options.prefix,
        concurrency: options.concurrency,
        lockDuration: patience,
        stalledInterval: Math.max(200, Math.floor(patience / 4)),
        maxStalledCount: mostAttempts,
        skipVersionCheck: true,
        settings: { backoffStrategy: (_attempts, _type, error) => (error instanceof Later ? error.delay : 1000) },
      })
    : undefined;
  worker?.on('error', options.onTrouble);
  // Another process works on it now: two would write over each other.
  worker?.on('lockRenewalFailed', (ids) => {
    for (const { job, controller } of running.values())
      if (ids.includes(ticketId(job.key))) controller.abort(takenOver);
  });
  worker?.on('completed', ({ data }) => void repair(data.key));

  /** A job that came between the last look and the end of its ticket gets a ticket of its own. */
  async function repair(key: string): Promise<void> {
    try {
      const job = await jobs.waitingJob(key);
      if (job) await ensureTicket(job);
    } catch (error) {
      if (error instanceof Error) options.onTrouble(error);
    }
  }

  const janitor = setInterval(() => {
    void jobs.keysBefore(Date.now() - patience).then(
      async (keys) => {
        for (const key of keys.slice(0, 200)) await repair(key);
      },
      () => undefined,
    );
  }, patience).unref();

  subscriber.on('message', (_channel, text) => {
    const [key, version] = JSON.parse(text);
    const current = running.get(key);
    if (version === null) current?.controller.abort(new Error('dropped'));
    else if (current && supersedes(version, current.job.version)) current.controller.abort(superseded);
  });
  subscriber.subscribe(channel).catch(() => undefined);

  return {
    add: (job) =>
      inTime(async () => {
        if (draining) throw new Error('the queue is shutting down and takes no more jobs');
        if ((await jobs.depth()).waiting >= options.mostWaiting && !(await jobs.isKnown(job.key)))
          throw new QueueFull(options.mostWaiting);
        const joined = await jobs.put(job);
        await ensureTicket(joined);
        await redis.publish(channel, JSON.stringify([job.key, job.version]));
      }),
    drop: (key) =>
      inTime(async () => {
        await jobs.forget(key, (await jobs.waitingJob(key))?.group);
        await redis.publish(channel, JSON.stringify([key, null]));
      }),
    idle: async () => {
      for (;;) {
        const { waiting } = await jobs.depth();
        const counts = await tickets.getJobCounts('active', 'prioritized', 'wait');
        if (waiting === 0 && Object.values(counts).every((count) => count === 0)) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    depth: async () => ({ ...(await jobs.depth()), running: running.size }),
    isReachable: () =>
      inTime(() => redis.ping()).then(
        () => !draining,
        () => false,
      ),
    drain: async (most) => {
      draining = true;
      clearInterval(janitor);
      // Others go on with what waits, and with what is handed back: nothing is given up.
      const quiet = worker?.pause(true);
      const left = running.size === 0 ? Promise.resolve() : new Promise<void>((tell) => emptied.push(tell));
      const waiting = new AbortController();
      await Promise.race([left, sleep(most, undefined, waiting)]);
      waiting.abort();
      for (const { controller } of running.values()) controller.abort(givenBack);
      // A Redis that is gone keeps nobody from ending.
      const isThere = await inTime(() => Promise.all([left, quiet])).then(
        () => true,
        () => false,
      );
      await inTime(async () => {
        await worker?.close(!isThere);
        await (isThere ? tickets.close() : tickets.disconnect());
      }).catch(() => undefined);
      for (const connection of connections) connection.disconnect();
      return 0;
    },
  };
}

const superseded = new Error('superseded by a newer job');
const takenOver = new Error('another process took it over');
const givenBack = new Error('the process is shutting down');

/** Tells BullMQ when to try again. */
class Later extends Error {
  readonly delay: number;

  constructor(delay: number) {
    super(`to be tried again in ${delay} ms`);
    this.delay = delay;
  }
}

/** BullMQ takes no colons in ids, and keys may hold anything. */
function ticketId(key: string): string {
  return createHash('sha1').update(key).digest('hex');
}

/** @throws where Redis does not answer: a delivery has ten seconds, and GitHub must see it fail */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer')), redisPatience + 1000);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
