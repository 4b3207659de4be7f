/** GitHub's clock, which a test sets forward instead of waiting, or stops. */
export class Clock {
  #ahead = 0;
  #stopped: number | undefined;

  now(): Date {
    return new Date((this.#stopped ?? Date.now()) + this.#ahead);
  }

  /**
   * Lets seconds go by at once. Keep them few: an App's own token is valid for ten minutes around its own clock.
   */
  pass(seconds = 1): void {
    this.#ahead += seconds * 1000;
  }

  /** Stops it, for what has to happen in one second. */
  stop(): void {
    this.#stopped = Date.now();
  }

  go(): void {
    this.#stopped = undefined;
  }
}
