/**
 * Runs work while nobody else runs work of the same key: in this process, and in all that share a Redis. GitHub's check
 * runs are written whole and never compared, so who reads one to write it again has to be alone meanwhile. For short
 * sections, in which nothing is rendered; they do not nest.
 *
 * @param key names what is worked on: a repository's id
 * @param work its signal is aborted when another process may have taken the turn, or `signal` is
 * @param signal stops waiting for a turn
 * @returns what the work returns
 * @throws NotAlone where the turn did not come in time or was lost, after which the whole look is to be tried again;
 *   what the work throws; where Redis does not answer, the work is not begun
 */
export type Alone = <T>(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Nobody can say that the work was done by one alone. */
export class NotAlone extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotAlone';
  }
}
