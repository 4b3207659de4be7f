import { FetchError } from '../../sources/problem/fetch-error.ts';

/** How long one review or question may wait for what it fetches; what is not here by then is not to be had for it. */
export class FetchTime {
  readonly #seconds: number;
  #left: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#left = seconds * 1000;
  }

  /**
   * @param signal of whoever wants it
   * @param fetch ends early by the signal it is given, with a FetchError where it is late
   */
  async during<T>(signal: AbortSignal, fetch: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(this.#lateness()), this.#left);
    const began = performance.now();
    try {
      return await fetch(AbortSignal.any([signal, late.signal]));
    } finally {
      this.#left = Math.max(0, this.#left - (performance.now() - began));
      clearTimeout(timer);
    }
  }

  #lateness(): FetchError {
    return new FetchError(
      'too-slow',
      `it was not there after the ${this.#seconds} seconds that a review waits for all that is elsewhere`,
      'Try again later, or raise FETCH_SECONDS.',
    );
  }
}
