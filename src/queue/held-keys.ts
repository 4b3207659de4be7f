/** The keys that this process holds on Redis, each with the time until which no other process can have it. */
export class HeldKeys {
  readonly #until = new Map<string, number>();
  readonly #lease: number;

  /** @param lease milliseconds after which Redis gives an unrenewed key to somebody else */
  constructor(lease: number) {
    this.#lease = lease;
  }

  has(key: string): boolean {
    return this.#until.has(key);
  }

  /** @param asked when Redis was asked for it, by `performance.now()`: the lease can't have begun earlier */
  hold(key: string, asked: number): void {
    this.#until.set(key, asked + this.#lease);
  }

  letGo(key: string): void {
    this.#until.delete(key);
  }

  /**
   * Holds all of them for another lease.
   *
   * @param renew whether Redis still has a key as ours; throws where Redis does not answer
   * @param onLost called for those that others may have by now
   */
  async renewAll(renew: (key: string) => Promise<boolean>, onLost: (key: string) => void): Promise<void> {
    await Promise.all([...this.#until.keys()].map((key) => this.#renew(key, renew, onLost)));
  }

  async #renew(key: string, renew: (key: string) => Promise<boolean>, onLost: (key: string) => void): Promise<void> {
    const asked = performance.now();
    const isOurs = await renew(key).catch(() => undefined);
    const until = this.#until.get(key);
    if (until === undefined) return;
    if (isOurs) this.hold(key, asked);
    else if (isOurs === false || performance.now() >= until) onLost(key);
  }
}
