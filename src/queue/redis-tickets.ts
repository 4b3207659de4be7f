import { createHash } from 'node:crypto';
import { Queue as BullQueue, DelayedError, type Job as Ticket, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Job } from './queue.ts';

/** The content of a ticket: whose turn it is. The job itself is stored separately, as it may change in the meantime. */
export interface TicketData {
  readonly key: string;
  readonly group: string;
}

/** Ends a ticket's turn without the work being done: it is retried later, in any process. */
export class TryLater extends Error {
  readonly delay: number;

  /** @param delay in milliseconds */
  constructor(delay: number) {
    super(`retrying in ${delay} ms`);
    this.delay = delay;
  }
}

interface WorkerOptions {
  readonly concurrency: number;
  /** After how long a silent process is considered dead. In milliseconds. */
  readonly patience: number;
  /** @throws TryLater; anything else means that the ticket is done with */
  readonly process: (ticket: Ticket<TicketData>, token: string | undefined) => Promise<void>;
}

/** BullMQ counts priorities to 2,097,152: four classes, and in each the place in the group's own line. */
const classSize = 500_000;
const mostAttempts = 1000;
const name = 'looks';

/**
 * BullMQ's part of the queue: one ticket for each key, so that one process at a time works on it, and another one gets the
 * ticket when that process dies.
 *
 * @see https://docs.bullmq.io/guide/jobs/job-ids a ticket that is there already is not added twice
 */
export class RedisTickets {
  readonly #prefix: string;
  readonly #onTrouble: (error: Error) => void;
  readonly #queue: BullQueue<TicketData>;

  /** @param prefix of all keys in Redis */
  constructor(connection: Redis, prefix: string, onTrouble: (error: Error) => void) {
    this.#prefix = prefix;
    this.#onTrouble = onTrouble;
    this.#queue = new BullQueue<TicketData>(name, { connection, prefix, skipVersionCheck: true });
    this.#queue.on('error', onTrouble);
  }

  /** @param place of the job in its group's line */
  async ensure({ key, group, priority }: Job<unknown>, place: number): Promise<void> {
    const rank = priority * classSize + Math.min(place, classSize - 1) + 1;
    const settings = { jobId: ticketId(key), priority: rank, attempts: mostAttempts, backoff: { type: 'ours' } };
    await this.#queue.add(name, { key, group }, { ...settings, removeOnComplete: true, removeOnFail: true });
    const ticket = await this.#queue.getJob(ticketId(key));
    const state = await ticket?.getState();
    if (ticket && state === 'delayed') await ticket.promote().catch(() => undefined);
    if (ticket && state === 'prioritized' && ticket.priority > rank) await ticket.changePriority({ priority: rank });
  }

  /** Whether no ticket has its turn or waits for it; those that come again later do not count. */
  async areDone(): Promise<boolean> {
    const counts = await this.#queue.getJobCounts('active', 'prioritized', 'wait');
    return Object.values(counts).every((count) => count === 0);
  }

  /** @param connection of its own, as it waits on it */
  startWorker(connection: Redis, { concurrency, patience, process }: WorkerOptions): Worker<TicketData> {
    const worker = new Worker<TicketData>(name, process, {
      connection,
      prefix: this.#prefix,
      concurrency,
      lockDuration: patience,
      stalledInterval: Math.max(200, Math.floor(patience / 4)),
      maxStalledCount: mostAttempts,
      skipVersionCheck: true,
      autorun: false,
      settings: { backoffStrategy: (_attempts, _type, error) => (error instanceof TryLater ? error.delay : 1000) },
    });
    worker.on('error', this.#onTrouble);
    return worker;
  }

  /** @param isReachable whether Redis answers: else nothing is waited for */
  async close(isReachable: boolean): Promise<void> {
    await (isReachable ? this.#queue.close() : this.#queue.disconnect());
  }
}

/** Gives a ticket to whichever process takes it next. @throws DelayedError always, as BullMQ asks for */
export async function handBack(ticket: Ticket<TicketData>, token: string | undefined): Promise<never> {
  await ticket.moveToDelayed(Date.now() + 50, token);
  throw new DelayedError();
}

/** BullMQ takes no colons in ids, and keys may hold anything. */
export function ticketId(key: string): string {
  return createHash('sha1').update(key).digest('hex');
}
