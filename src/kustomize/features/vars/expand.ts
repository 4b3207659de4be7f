import { FieldSpecError } from '../../fields/apply-field-spec.ts';
import { LIMITS } from '../../model/limits.ts';
import { encodeBase64 } from '../../nodes/base64.ts';

/** What a variable stands for: a text, or a number or boolean, which stays one where it stands alone. */
export type VariableValue =
  | { readonly type: 'string' | 'int' | 'bool'; readonly text: string }
  | { readonly type: 'float'; readonly text: string; readonly shown: string };

/**
 * Puts the values of variables into a text; `$$` is a dollar, and a name that is not known stays as it is.
 *
 * @returns the value itself where the text is nothing but one reference
 * @throws FieldSpecError where it becomes too long
 * @see kustomize api/filters/refvar DoReplacements
 */
export function expand(input: string, values: ReadonlyMap<string, VariableValue>): VariableValue {
  return SPLITS.test(input) ? expandBytes(input, values) : expandText(input, values);
}

/** A dollar before what is more than one byte. */
const SPLITS = /\$[^\0-\x7f]/;

/**
 * Where a dollar stands before a character of several bytes, kustomize takes the first of them for a character. The
 * text is then not UTF-8, and is printed in base64.
 */
function expandBytes(input: string, values: ReadonlyMap<string, VariableValue>): VariableValue {
  const inBytes = new Map([...values].map(([name, value]) => [latin1(name), asBytes(value)]));
  const { text } = expandText(latin1(input), inBytes);
  const bytes = Buffer.from(text, 'latin1');
  const isText = Buffer.from(bytes.toString()).equals(bytes);
  return { type: 'string', text: isText ? bytes.toString() : encodeBase64(bytes) };
}

function asBytes(value: VariableValue): VariableValue {
  if (value.type === 'float') return { ...value, text: latin1(value.text), shown: latin1(value.shown) };
  return { ...value, text: latin1(value.text) };
}

/** @returns a text whose characters are the bytes of another. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function expandText(input: string, values: ReadonlyMap<string, VariableValue>): VariableValue {
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
      if (out.length > LIMITS.characters)
        throw new FieldSpecError(`it would have more than ${LIMITS.characters} characters`);
      at = close;
    } else {
      out += next === '$' ? '$' : `$${latin1(next ?? '')}`;
      at += 1;
    }
    copied = at + 1;
  }
  return { type: 'string', text: out + input.slice(copied) };
}

function shown(value: VariableValue): string {
  return value.type === 'float' ? value.shown : value.text;
}

/** @returns a path whose `key[0]` are two parts each. @see kustomize kyaml/yaml convertSliceIndex */
export function splitSliceIndex(parts: readonly string[]): readonly string[] {
  return parts.flatMap((part) => {
    const groups = /^(.*)\[(\d+)\]$/s.exec(part);
    if (groups === null) return [part];
    const [, key = '', index = ''] = groups;
    return key === '' ? [index] : [key, index];
  });
}
