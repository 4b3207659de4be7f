import { Needs } from '../objects/needs.ts';

/** What computations have found missing: while nothing is fetched, trying one again would find the same. */
export class KnownNeeds {
  readonly #known = new Map<object, Map<string, Needs>>();

  /**
   * @param kind tells computations of different kinds apart
   * @param key tells those of a kind apart
   * @throws Needs, the same as the first time where the computation has been tried before
   */
  try<Result>(kind: object, key: string, compute: () => Result): Result {
    const known = this.#known.get(kind)?.get(key);
    if (known !== undefined) throw known;
    try {
      return compute();
    } catch (error) {
      if (error instanceof Needs) this.#note(kind, key, error);
      throw error;
    }
  }

  #note(kind: object, key: string, needs: Needs): void {
    const byKey = this.#known.get(kind) ?? new Map<string, Needs>();
    this.#known.set(kind, byKey.set(key, needs));
  }
}
