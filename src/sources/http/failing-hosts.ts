import { FetchError, type FetchErrorCode } from '../problem/fetch-error.ts';

/** What is true of a host, whatever it is asked for. */
const OF_THE_HOST: ReadonlySet<FetchErrorCode> = new Set(['unreachable', 'untrusted', 'too-slow', 'rate-limited']);

/** How long nobody asks again. In milliseconds. */
const PAUSE = 30_000;

/** Hosts that have just failed: a review with a hundred references to one of them waits for it once. */
export class FailingHosts {
  readonly #failed = new Map<string, { readonly error: FetchError; readonly shown: string; readonly at: number }>();

  /**
   * @param shown the host as people may read it, which is another one for each host that has the same mirror
   * @throws FetchError the same as a moment ago
   */
  refuse(origin: string, shown: string): void {
    const failed = this.#failed.get(origin);
    if (failed === undefined) return;
    if (Date.now() - failed.at < PAUSE) {
      const { code, message, remedy } = failed.error;
      throw new FetchError(
        code,
        message.replace(failed.shown, () => shown),
        remedy,
      );
    }
    this.#failed.delete(origin);
  }

  /** Takes note of what keeps a host from being asked. */
  note(origin: string, shown: string, error: unknown): void {
    if (!(error instanceof FetchError) || !OF_THE_HOST.has(error.code)) return;
    this.#failed.set(origin, { error, shown, at: Date.now() });
  }
}
