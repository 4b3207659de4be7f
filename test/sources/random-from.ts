/** Choices that are the same for a seed. */
export interface Choices {
  readonly below: (limit: number) => number;
  readonly of: <T>(items: readonly T[]) => T;
}

/** @param seed any whole number */
export function randomFrom(seed: number): Choices {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    below,
    of: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('there is nothing to choose from');
      return item;
    },
  };
}
