const withinMilliseconds = 10 * 60 * 1000;

interface Use {
  readonly time: number;
  readonly what: unknown;
}

/** Counts what somebody does within ten minutes; a restart resets the counts. */
export class RateLimit {
  readonly #uses = new Map<string, readonly Use[]>();
  readonly #most: number;

  /** @param most how often they may */
  constructor(most = 20) {
    this.#most = most;
  }

  /**
   * @param what the same thing counts once; without it, each call does
   * @returns whether one more is within the limit; it counts then
   */
  take(who: string, now: number, what: unknown = Symbol(who)): boolean {
    const recent = (this.#uses.get(who) ?? []).filter(({ time }) => now - time < withinMilliseconds);
    if (recent.some((use) => use.what === what)) return true;
    const isWithin = recent.length < this.#most;
    this.#uses.set(who, isWithin ? [...recent, { time: now, what }] : recent);
    if (this.#uses.size > 10_000) this.#forget(now);
    return isWithin;
  }

  #forget(now: number): void {
    for (const [who, uses] of this.#uses)
      if (uses.every(({ time }) => now - time >= withinMilliseconds)) this.#uses.delete(who);
  }
}
