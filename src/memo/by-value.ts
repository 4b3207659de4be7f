/**
 * A function of immutable values that computes once for each of them: the result goes when the value does.
 *
 * @param compute depends on nothing but the value
 */
export function onceEach<Value extends object, Result>(compute: (value: Value) => Result): (value: Value) => Result {
  const known = new WeakMap<Value, { readonly result: Result }>();
  // Millions of nodes are known to be in order, and have nothing else to say.
  let nothing: { readonly result: Result } | undefined;
  const box = (result: Result) => {
    if (result !== undefined) return { result };
    nothing ??= { result };
    return nothing;
  };
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found.result;
    const computed = box(compute(value));
    known.set(value, computed);
    return computed.result;
  };
}

/**
 * Like {@link onceEach}, for results that are too large to be kept as long as their values are: only the latest are.
 *
 * @param most how many
 */
export function onceForLatest<Value extends object, Result extends object>(
  most: number,
  compute: (value: Value) => Result,
): (value: Value) => Result {
  const known = new Map<Value, Result>();
  return (value) => {
    const result = known.get(value) ?? compute(value);
    known.delete(value);
    known.set(value, result);
    for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    return result;
  };
}

interface Level<Result> {
  next?: WeakMap<object, Level<Result>>;
  kept?: { readonly result: Result };
}

/**
 * Like {@link onceEach}, for what follows from several immutable values in their order: the result goes when any of
 * them does.
 *
 * @returns the result for these very values, computed the first time
 */
export function onceTogether<Result>(): (values: readonly object[], compute: () => Result) => Result {
  const root: Level<Result> = {};
  return (values, compute) => {
    const level = values.reduce<Level<Result>>((at, value) => {
      at.next ??= new WeakMap();
      const next = at.next.get(value) ?? {};
      at.next.set(value, next);
      return next;
    }, root);
    level.kept ??= { result: compute() };
    return level.kept.result;
  };
}

/**
 * Like {@link onceEach}, for what follows from a value and other things that change now and then: for each value the
 * latest result is kept.
 *
 * @returns the result for this value and these very things, computed where the latest one was of others
 */
export function onceWhile<Value extends object, Result>(): (
  value: Value,
  dependsOn: readonly unknown[],
  compute: () => Result,
) => Result {
  const latest = new WeakMap<Value, { readonly dependsOn: readonly unknown[]; readonly result: Result }>();
  return (value, dependsOn, compute) => {
    const known = latest.get(value);
    if (known !== undefined && isEqual(known.dependsOn, dependsOn)) return known.result;
    const result = compute();
    latest.set(value, { dependsOn, result });
    return result;
  };
}

function isEqual(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

/**
 * A function of texts that computes once for each of the texts it was given last. Texts come from repositories, so how
 * many are kept is bounded.
 *
 * @param most how many results are kept, or how many characters their texts may have together
 * @param compute depends on nothing but the text
 */
export function oncePerText<Result>(
  most: number | { readonly characters: number },
  compute: (text: string) => Result,
): (text: string) => Result {
  const [limit, weigh] =
    typeof most === 'number' ? [most, () => 1] : [most.characters, (text: string) => Math.max(1, text.length)];
  // Two halves: where the newer one is full, the older one goes, with all that was not asked for since the last time.
  // Nothing is set aside for what may come, since a short process asks little of most functions.
  let older = new Map<string, { readonly result: Result }>();
  let newer = new Map<string, { readonly result: Result }>();
  let weight = 0;
  const keep = (text: string, known: { readonly result: Result }) => {
    const added = weigh(text);
    if (added > limit / 2) return;
    if (weight + added > limit / 2) {
      older = newer;
      newer = new Map();
      weight = 0;
    }
    newer.set(text, known);
    weight += added;
  };
  return (text) => {
    const recent = newer.get(text);
    if (recent !== undefined) return recent.result;
    const known = older.get(text) ?? { result: compute(text) };
    keep(text, known);
    return known.result;
  };
}

/**
 * A function of texts that is asked for the same one several times in a row: the latest result is kept.
 *
 * @param compute depends on nothing but the text
 */
export function onceInARow<Result>(compute: (text: string) => Result): (text: string) => Result {
  let latest: { readonly text: string; readonly result: Result } | undefined;
  return (text) => {
    if (latest?.text !== text) latest = { text, result: compute(text) };
    return latest.result;
  };
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** @returns a number, from 1, that no other object has while this one lives: for keys that stand for an immutable value. */
export function identityOf(value: object): number {
  const number = numbers.get(value) ?? ++lastNumber;
  numbers.set(value, number);
  return number;
}
