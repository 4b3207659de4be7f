/**
 * A function of immutable values that computes once for each of them: what is kept goes with the value.
 *
 * @param compute depends on nothing but the value
 */
export function onceEach<Value extends object, Result>(compute: (value: Value) => Result): (value: Value) => Result {
  const known = new WeakMap<Value, { readonly result: Result }>();
  return (value) => {
    const found = known.get(value) ?? { result: compute(value) };
    known.set(value, found);
    return found.result;
  };
}
