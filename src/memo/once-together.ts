interface Level<Result> {
  readonly next: WeakMap<object, Level<Result>>;
  kept?: { readonly result: Result };
}

/**
 * As `onceEach`, for what follows from several immutable values in their order: what is kept goes with any of them.
 *
 * @returns the result for these very values, computed the first time
 */
export function onceTogether<Result>(): (values: readonly object[], compute: () => Result) => Result {
  const root: Level<Result> = { next: new WeakMap() };
  return (values, compute) => {
    const level = values.reduce<Level<Result>>((at, value) => {
      const next = at.next.get(value) ?? { next: new WeakMap() };
      at.next.set(value, next);
      return next;
    }, root);
    level.kept ??= { result: compute() };
    return level.kept.result;
  };
}
