/** Where several wait until all have come, and something has been done for all of them. */
export class Barrier {
  #members: number;
  readonly #act: () => Promise<void>;
  #waiting: { readonly go: () => void; readonly fail: (error: unknown) => void }[] = [];

  constructor(members: number, act: () => Promise<void>) {
    this.#members = members;
    this.#act = act;
  }

  /** @throws what the act throws, to everybody who waits */
  wait(): Promise<void> {
    return new Promise((go, fail) => {
      this.#waiting.push({ go, fail });
      this.#passIfAll();
    });
  }

  /** Nobody waits for this one any more. */
  leave(): void {
    this.#members -= 1;
    this.#passIfAll();
  }

  #passIfAll(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#members) return;
    const passing = this.#waiting;
    this.#waiting = [];
    this.#act().then(
      () => {
        for (const { go } of passing) go();
      },
      (error: unknown) => {
        for (const { fail } of passing) fail(error);
      },
    );
  }
}
