import type { Job } from './queue.ts';

const priorities = [0, 1, 2, 3];

/** Jobs that wait for their turn, one of each key. */
export class WaitingJobs<Data> {
  /** Maps keep the order of insertion: of the groups' turns, and of the arrivals in a group. */
  readonly #classes = priorities.map(() => new Map<string, Map<string, Job<Data>>>());
  /** By key, in milliseconds since 1970. */
  readonly #since = new Map<string, number>();

  get size(): number {
    return this.#since.size;
  }

  /** How long the oldest has waited. In seconds. */
  get age(): number {
    return this.size === 0 ? 0 : (Date.now() - Math.min(...this.#since.values())) / 1000;
  }

  find(key: string): Job<Data> | undefined {
    for (const groups of this.#classes)
      for (const jobs of groups.values()) {
        const job = jobs.get(key);
        if (job) return job;
      }
    return undefined;
  }

  /** Replaces the job that waits under the same key, and keeps its waiting time. */
  put(job: Job<Data>): void {
    const since = this.#since.get(job.key) ?? Date.now();
    const older = this.find(job.key);
    if (older && older.priority !== job.priority) this.remove(job.key);
    this.#since.set(job.key, since);
    const groups = this.#classes[job.priority] ?? this.#classes[priorities.length - 1];
    const jobs = groups?.get(job.group) ?? new Map<string, Job<Data>>();
    jobs.set(job.key, job);
    groups?.set(job.group, jobs);
  }

  /** @returns the next job whose key is not busy: the most urgent, the groups in turns, each in order of arrival */
  take(isBusy: (key: string) => boolean): Job<Data> | undefined {
    for (const groups of this.#classes)
      for (const [group, jobs] of groups)
        for (const job of jobs.values()) {
          if (isBusy(job.key)) continue;
          jobs.delete(job.key);
          this.#since.delete(job.key);
          groups.delete(group);
          if (jobs.size > 0) groups.set(group, jobs);
          return job;
        }
    return undefined;
  }

  remove(key: string): void {
    this.#since.delete(key);
    for (const groups of this.#classes)
      for (const [group, jobs] of groups) if (jobs.delete(key) && jobs.size === 0) groups.delete(group);
  }

  /** @returns how many there were */
  clear(): number {
    const count = this.size;
    this.#since.clear();
    for (const groups of this.#classes) groups.clear();
    return count;
  }
}
