import type { Job } from './queue.ts';

/** Jobs that wait for their turn. */
export interface Waiting<Data> {
  /** Takes the place of an older job of the same key, and its turn. */
  readonly put: (job: Job<Data>) => void;
  /** @returns the next job whose key is not busy: the groups take turns, each in order of arrival */
  readonly take: (isBusy: (key: string) => boolean) => Job<Data> | undefined;
  readonly remove: (key: string) => void;
  /** @returns how many there were */
  readonly clear: () => number;
}

/** @param merge what is left to do when a job takes the place of an older one */
export function createWaiting<Data>(merge: (older: Data, newer: Data) => Data): Waiting<Data> {
  // Both maps keep the order of insertion: of the groups' turns, and of the arrivals in a group.
  const groups = new Map<string, Map<string, Job<Data>>>();

  function takeFrom(group: string, jobs: Map<string, Job<Data>>, job: Job<Data>): Job<Data> {
    jobs.delete(job.key);
    groups.delete(group);
    if (jobs.size > 0) groups.set(group, jobs);
    return job;
  }

  return {
    put: (job) => {
      const jobs = groups.get(job.group) ?? new Map<string, Job<Data>>();
      const older = jobs.get(job.key);
      jobs.set(job.key, older ? { ...job, data: merge(older.data, job.data) } : job);
      groups.set(job.group, jobs);
    },
    take: (isBusy) => {
      for (const [group, jobs] of groups)
        for (const job of jobs.values()) if (!isBusy(job.key)) return takeFrom(group, jobs, job);
      return undefined;
    },
    remove: (key) => {
      for (const [group, jobs] of groups) if (jobs.delete(key) && jobs.size === 0) groups.delete(group);
    },
    clear: () => {
      const count = [...groups.values()].reduce((sum, jobs) => sum + jobs.size, 0);
      groups.clear();
      return count;
    },
  };
}
