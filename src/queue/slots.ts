import type { Job } from './queue.ts';

type Placed = Pick<Job<unknown>, 'priority' | 'group' | 'tenant'>;

/**
 * How many jobs of which kind run at once in one process. Work can't be interrupted for what is more urgent, so slots are
 * kept free for it:
 *
 * - The most urgent class has slots of its own, one more than the rest, and no group takes all of them: however long the
 *   reviews of one repository take, what another one's push to a base has made wrong is looked at at once.
 * - Of the others, whatever people ask for and sweeps leave one to events, where there is more than one.
 */
export class Slots {
  readonly #concurrency: number;

  /** @param concurrency how many jobs run at once beside the most urgent class */
  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** Whether there is a slot for a job, beside those that run. */
  mayRun(job: Placed, running: readonly Placed[]): boolean {
    if (isUrgent(job)) {
      const urgent = running.filter(isUrgent);
      const ofGroup = urgent.filter(({ group }) => group === job.group);
      return urgent.length <= this.#concurrency && ofGroup.length < this.#concurrency;
    }
    const others = running.filter((each) => !isUrgent(each));
    if (others.length >= this.#concurrency) return false;
    if (!isPatient(job)) return true;
    return others.filter(isPatient).length < Math.max(1, this.#concurrency - 1);
  }

  /** Whether the tenant of a job has all but one of the slots: another tenant that waits goes first. */
  yields(job: Placed, running: readonly Placed[]): boolean {
    const own = running.filter((each) => each.tenant === job.tenant && isUrgent(each) === isUrgent(job));
    return own.length >= Math.max(1, isUrgent(job) ? this.#concurrency : this.#concurrency - 1);
  }
}

function isUrgent({ priority }: Placed): boolean {
  return priority === 0;
}

function isPatient({ priority }: Placed): boolean {
  return priority >= 2;
}
