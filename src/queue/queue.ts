/** A piece of work that is always about the newest state of one thing. */
export interface Job<Data> {
  /** Jobs of one key never run together, and of several that wait only the newest is left. */
  readonly key: string;
  /** Groups of a tenant take turns, so that a busy repository does not delay a quiet one. */
  readonly group: string;
  /** Whose it is: tenants take turns too, so that what one asks for does not delay the others. */
  readonly tenant: string;
  /**
   * What the job was asked to look at. A running job is stopped when one of another version arrives; it goes on, and the
   * new one waits, when that is of the same version or of none (empty).
   */
  readonly version: string;
  /**
   * 0 to 3, of one tenant a lower one goes first. 0: what must not wait for anything; it has slots of its own. 1: events.
   * 2: what people ask for. 3: what nobody waits for.
   */
  readonly priority: number;
  readonly data: Data;
}

/**
 * What runs behind the deliveries: in this process, or on Redis for any number of processes, with the same meaning.
 * Delivery is at least once and in no order, so the work itself asks what holds now.
 */
export interface Queue<Data> {
  /** @throws if the job could not be accepted, so that the sender retries */
  readonly add: (job: Job<Data>) => Promise<void>;
  /** Forgets what waits under the key and stops what runs. */
  readonly drop: (key: string) => Promise<void>;
  /** Resolves when nothing waits for its turn and nothing runs; retries scheduled for later are not waited for. */
  readonly idle: () => Promise<void>;
  readonly depth: () => Promise<Depth>;
  /** Whether jobs can be taken now. */
  readonly isReachable: () => Promise<boolean>;
  /**
   * Accepts no more jobs, and lets accepted ones finish.
   *
   * @param patience milliseconds after which what runs is stopped and what waits is given up
   * @returns how many jobs were given up: those that nobody else will do
   */
  readonly drain: (patience: number) => Promise<number>;
}

export interface Depth {
  readonly waiting: number;
  readonly running: number;
  /** How long the oldest has waited. In seconds. */
  readonly age: number;
}

/** @param signal aborted when the job is superseded, dropped or given up; the work stops at its next awaited step */
type Work<Data> = (data: Data, signal: AbortSignal) => Promise<void>;

export interface QueueOptions<Data> {
  readonly work: Work<Data>;
  /** How many jobs this process runs at once, beside those of the most urgent class. */
  readonly concurrency: number;
  /** How many may wait before no more are taken. */
  readonly mostWaiting: number;
  /** What is left to do when a job replaces an older one with the same key. */
  readonly merge: (older: Data, newer: Data) => Data;
  /**
   * When to try again after work that threw.
   *
   * @param attempt 1 after the first
   * @returns milliseconds from now; `undefined` to give up
   */
  readonly retry: (error: unknown, attempt: number) => number | undefined;
  /** Called when work threw; the queue continues. Stopped work is not an error. */
  readonly onError: (error: unknown, data: Data, willRetry: boolean) => void;
}

/** @returns the one job that is left of two of the same key */
export function mergeJobs<Data>(older: Job<Data>, newer: Job<Data>, merge: QueueOptions<Data>['merge']): Job<Data> {
  return {
    ...newer,
    version: newer.version === '' ? older.version : newer.version,
    priority: Math.min(older.priority, newer.priority),
    data: merge(older.data, newer.data),
  };
}

/** Whether a running job works on something that is no longer wanted. */
export function supersedes(newer: string, running: string): boolean {
  return newer !== '' && newer !== running;
}

/** Too many jobs are waiting: the sender must retry. */
export class QueueFull extends Error {
  constructor(most: number) {
    super(`${most} jobs are already waiting`);
    this.name = 'QueueFull';
  }
}
