import { nextTurn, turnsOf, type Waiting } from './next-turn.ts';
import type { Job } from './queue.ts';

interface WaitingJob<Data> extends Waiting {
  readonly job: Job<Data>;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Who was last served so long ago that it is forgotten goes first once more, which delays nobody for long. */
const mostServed = 20_000;

/** Jobs that wait for their turn, one of each key. */
export class WaitingJobs<Data> {
  readonly #jobs = new Map<string, WaitingJob<Data>>();
  /** Oldest first. */
  readonly #served = new Map<string, number>();
  #count = 0;

  get size(): number {
    return this.#jobs.size;
  }

  /** How long the oldest has waited. In seconds. */
  get age(): number {
    const oldest = [...this.#jobs.values()].reduce((least, { since }) => Math.min(least, since), Date.now());
    return (Date.now() - oldest) / 1000;
  }

  find(key: string): Job<Data> | undefined {
    return this.#jobs.get(key)?.job;
  }

  /** Replaces the job that waits under the same key, and keeps its waiting time, and its place unless the class differs. */
  put(job: Job<Data>): void {
    const older = this.#jobs.get(job.key);
    this.#count += 1;
    const arrival = older?.priority === job.priority ? older.arrival : this.#count;
    const { key, group, tenant, priority } = job;
    this.#jobs.set(key, { key, group, tenant, priority, arrival, job, since: older?.since ?? Date.now() });
  }

  /**
   * @param mayRun whether there is a slot for it
   * @param yields whether its tenant has so much running that others go first
   * @returns whose turn it is now
   */
  take(mayRun: (job: Waiting) => boolean, yields: (job: Waiting) => boolean): Job<Data> | undefined {
    const served = (turn: string) => this.#served.get(turn) ?? 0;
    const next = nextTurn(this.#jobs.values(), { served, mayRun, yields });
    if (next === undefined) return undefined;
    this.#jobs.delete(next.key);
    this.#noteTurns(turnsOf(next));
    return next.job;
  }

  remove(key: string): void {
    this.#jobs.delete(key);
  }

  /** @returns how many there were */
  clear(): number {
    const count = this.size;
    this.#jobs.clear();
    return count;
  }

  #noteTurns(turns: readonly string[]): void {
    this.#count += 1;
    for (const turn of turns) {
      this.#served.delete(turn);
      this.#served.set(turn, this.#count);
    }
    for (const oldest of this.#served.keys()) {
      if (this.#served.size <= mostServed) break;
      this.#served.delete(oldest);
    }
  }
}
