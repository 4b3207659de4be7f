import { RateLimit } from './rate-limit.ts';

/** How often one person may run commands in one repository. Who goes on is told so once, and then gets no answer. */
export class CommandLimit {
  readonly #run = new RateLimit();
  readonly #told = new RateLimit(1);

  /**
   * @param who the person and the repository
   * @param what a comment's id or the like: what is delivered again counts once
   * @param now milliseconds since 1970
   */
  take(who: string, what: number | string, now: number): 'may run' | 'is told' | 'gets no answer' {
    if (this.#run.take(who, now, what)) return 'may run';
    return this.#told.take(who, now, what) ? 'is told' : 'gets no answer';
  }
}
