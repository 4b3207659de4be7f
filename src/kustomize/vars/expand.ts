/** What a variable stands for: a text, or a number or boolean, which stays one where it stands alone. */
export type VariableValue =
  | { readonly type: 'string' | 'int' | 'bool'; readonly text: string }
  | { readonly type: 'float'; readonly text: string; readonly shown: string };

/**
 * Puts the values of variables into a text; `$$` is a dollar, and a name that is not known stays as it is.
 *
 * @returns the value itself where the text is nothing but one reference
 * @see kustomize api/filters/refvar DoReplacements
 */
export function expand(input: string, values: ReadonlyMap<string, VariableValue>): VariableValue {
  let out = '';
  let copied = 0;
  for (let at = 0; at < input.length - 1; at++) {
    if (input[at] !== '$') continue;
    out += input.slice(copied, at);
    const next = input[at + 1];
    const close = next === '(' ? input.indexOf(')', at + 2) : -1;
    if (close >= 0) {
      const name = input.slice(at + 2, close);
      const value = values.get(name);
      if (value !== undefined && input === `$(${name})`) return value;
      out += value === undefined ? `$(${name})` : shown(value);
      at = close;
    } else {
      out += next === '$' ? '$' : `$${next}`;
      at += 1;
    }
    copied = at + 1;
  }
  return { type: 'string', text: out + input.slice(copied) };
}

function shown(value: VariableValue): string {
  return value.type === 'float' ? value.shown : value.text;
}
