/** Random, and the same for the same seed. */
export interface Random {
  /** @returns 0 to 1, without 1 */
  readonly number: () => number;
  /** @returns a whole number from 0, below the limit */
  readonly below: (limit: number) => number;
  /** @returns whether something of this probability happens */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T | undefined;
}

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator constants of Numerical Recipes */
export function createRandom(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  const number = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(number() * limit);
  return {
    number,
    below,
    chance: (probability) => number() < probability,
    pick: (items) => items[below(items.length)],
  };
}
