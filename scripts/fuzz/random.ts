/** Numbers that look random and come again for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0;
    for (let i = 0; i < 4; i++) this.next();
  }

  /** @returns a number from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** @returns between `from` and `to` results. */
  some<Item>(from: number, to: number, make: (index: number) => Item): readonly Item[] {
    return Array.from({ length: this.int(from, to) }, (_, index) => make(index));
  }

  /** @returns the entries whose turn it is, each with its own probability. */
  record(entries: Readonly<Record<string, readonly [number, () => Json | undefined]>>): JsonObject {
    const result: Record<string, Json> = {};
    for (const [key, [probability, make]] of Object.entries(entries)) {
      if (!this.chance(probability)) continue;
      const value = make();
      if (value !== undefined) result[key] = value;
    }
    return result;
  }
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };
