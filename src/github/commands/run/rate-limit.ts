/** Commands that one person may run in one repository within a period. */
const MOST = 20;
const WITHIN_MILLISECONDS = 10 * 60 * 1000;

/** Counts commands per person and repository; a restart resets the counts. */
export class RateLimit {
  readonly #times = new Map<string, readonly number[]>();

  /** @returns whether one more is within the limit; it counts then */
  take(who: string, now: number): boolean {
    const recent = (this.#times.get(who) ?? []).filter((time) => now - time < WITHIN_MILLISECONDS);
    const isWithin = recent.length < MOST;
    this.#times.set(who, isWithin ? [...recent, now] : recent);
    if (this.#times.size > 10_000) this.#forget(now);
    return isWithin;
  }

  #forget(now: number): void {
    for (const [who, times] of this.#times)
      if (times.every((time) => now - time >= WITHIN_MILLISECONDS)) this.#times.delete(who);
  }
}
