import type { Job } from './queue.ts';

/** Jobs that wait for their turn. */
export interface Waiting<Data> {
  readonly put: (job: Job<Data>) => void;
  readonly find: (key: string) => Job<Data> | undefined;
  /** @returns the next job whose key is not busy: the most urgent, the groups in turns, each in order of arrival */
  readonly take: (isBusy: (key: string) => boolean) => Job<Data> | undefined;
  readonly remove: (key: string) => void;
  readonly size: () => number;
  /** How long the oldest has waited. In seconds. */
  readonly age: () => number;
  /** @returns how many there were */
  readonly clear: () => number;
}

const priorities = [0, 1, 2, 3];

export function createWaiting<Data>(): Waiting<Data> {
  // Maps keep the order of insertion: of the groups' turns, and of the arrivals in a group.
  const classes = priorities.map(() => new Map<string, Map<string, Job<Data>>>());
  const since = new Map<string, number>();

  function find(key: string): Job<Data> | undefined {
    for (const groups of classes)
      for (const jobs of groups.values()) {
        const job = jobs.get(key);
        if (job) return job;
      }
    return undefined;
  }

  function remove(key: string): void {
    since.delete(key);
    for (const groups of classes)
      for (const [group, jobs] of groups) if (jobs.delete(key) && jobs.size === 0) groups.delete(group);
  }

  return {
    find,
    remove,
    put: (job) => {
      const began = since.get(job.key) ?? Date.now();
      const standing = find(job.key);
      if (standing && standing.priority !== job.priority) remove(job.key);
      since.set(job.key, began);
      const groups = classes[job.priority] ?? classes[priorities.length - 1];
      const jobs = groups?.get(job.group) ?? new Map<string, Job<Data>>();
      jobs.set(job.key, job);
      groups?.set(job.group, jobs);
    },
    take: (isBusy) => {
      for (const groups of classes)
        for (const [group, jobs] of groups)
          for (const job of jobs.values()) {
            if (isBusy(job.key)) continue;
            jobs.delete(job.key);
            since.delete(job.key);
            groups.delete(group);
            if (jobs.size > 0) groups.set(group, jobs);
            return job;
          }
      return undefined;
    },
    size: () => since.size,
    age: () => (since.size === 0 ? 0 : (Date.now() - Math.min(...since.values())) / 1000),
    clear: () => {
      const count = since.size;
      since.clear();
      for (const groups of classes) groups.clear();
      return count;
    },
  };
}
