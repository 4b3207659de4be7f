/** A piece of work that is always about the newest state of one thing. */
export interface Job<Data> {
  /** Jobs of one key never run together, and of several that wait only the newest is left. */
  readonly key: string;
  /** Turns are taken between groups, so that a busy repository does not hold up a quiet one. */
  readonly group: string;
  /** What the job was asked to look at. A running job goes on when one of the same version arrives; else it is stopped. */
  readonly version: string;
  readonly data: Data;
}

/**
 * What runs behind the deliveries: in this process, or later on Redis, with the same meaning.
 * Delivery is at least once and in no order, so the work itself asks what holds now.
 */
export interface Queue<Data> {
  /** @throws where the job could not be taken, so that whoever delivered it tries again */
  readonly add: (job: Job<Data>) => Promise<void>;
  /** Forgets what waits under the key and stops what runs. */
  readonly drop: (key: string) => Promise<void>;
  /**
   * Takes nothing more, and lets what was taken run to its end.
   *
   * @param patience milliseconds after which what runs is stopped and what waits is given up
   * @returns how many jobs were given up
   */
  readonly drain: (patience: number) => Promise<number>;
}

/** @param signal aborted when the job is superseded, dropped or given up; the work stops at its next awaited step */
export type Work<Data> = (data: Data, signal: AbortSignal) => Promise<void>;
