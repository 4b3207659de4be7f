import { CannotReview } from '../../review/contract/cannot-review.ts';

/** How long the threads may compute for one review or question: waiting for what is fetched meanwhile takes nothing of it. */
export class ComputeTime {
  readonly #seconds: number;
  #left: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#left = seconds * 1000;
  }

  /**
   * Lets something compute for as long as there is time.
   *
   * @param signal of whoever wants it; ends it too
   * @throws CannotReview where it takes more; AbortError
   */
  async during<T>(signal: AbortSignal, compute: (stop: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const abort = () => stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      stop.abort();
    }, this.#left);
    const began = performance.now();
    try {
      return await compute(stop.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isLate) throw error;
      throw new CannotReview(
        'Rendering took too long',
        `It was stopped after ${this.#seconds} seconds. Raise RENDER_SECONDS to allow more.`,
        true,
      );
    } finally {
      this.#left = Math.max(0, this.#left - (performance.now() - began));
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }
}
