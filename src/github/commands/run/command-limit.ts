import { RateLimit } from './rate-limit.ts';

/** How often one person may run commands in one repository. Who goes on is told so once, and then gets no answer. */
export class CommandLimit {
  readonly #run = new RateLimit();
  readonly #told = new RateLimit(1);

  /**
   * @param who the person and the repository
   * @param comment its id: one that is delivered again counts once
   * @param now milliseconds since 1970
   */
  take(who: string, comment: number, now: number): 'may run' | 'is told' | 'gets no answer' {
    if (this.#run.take(who, now, comment)) return 'may run';
    return this.#told.take(who, now, comment) ? 'is told' : 'gets no answer';
  }
}
