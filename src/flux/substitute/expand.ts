import { opaqueText } from '../../yaml/node/opaque-text.ts';
import { applyOperator, isDefaultOperator } from './apply-operator.ts';
import { type ByteText, fromBytes, toBytes } from './byte-text.ts';
import { parseTemplate } from './parse-template.ts';
import { type Expression, type Part, TemplateError, UnsetVariableError } from './template.ts';
import type { Variable, Variables } from './variables.ts';

/** Why a part of a text must not be shown: it comes from a Secret, or it stands for a value that is not known. */
export type Hidden = 'secret' | 'opaque';

/** A part of an expanded text that holds, or stands for, what must not be shown. In characters. */
export interface HiddenRange {
  readonly start: number;
  readonly end: number;
  readonly hidden: Hidden;
}

export interface Expansion {
  readonly text: string;
  readonly hidden: readonly HiddenRange[];
}

/** In bytes; templates that multiply their values end here. */
const MAX_SIZE = 32 * 1024 * 1024;

interface Value {
  readonly text: ByteText;
  readonly hidden: Hidden | undefined;
}

/**
 * Replaces every `${…}` of a text. What comes of an opaque value is a token that is equal for equal values and equal
 * operators, and says nothing else.
 *
 * @param strict whether a variable without a value, and without a default where it is used, is an error
 * @throws TemplateError where an expression is malformed, a variable is missing, or the result is not text
 * @see fluxcd/pkg envsubst/template.go
 */
export function expand(text: string, variables: Variables, strict: boolean): Expansion {
  const values: Value[] = [];
  let size = 0;
  for (const part of parseTemplate(toBytes(text))) {
    const value = evaluate(part, variables, strict);
    size += value.text.length;
    if (size > MAX_SIZE) throw new TemplateError('the substituted text is too large for a manifest', 0);
    values.push(value);
  }
  return joined(values);
}

function evaluate(part: Part, variables: Variables, strict: boolean): Value {
  if (typeof part === 'string') return { text: part, hidden: undefined };
  const args = part.args.map((arg) => evaluate(arg, variables, strict));
  const variable = lookUp(part.name, variables);
  if (variable === undefined && strict && !isDefaultOperator(part.operator)) throw new UnsetVariableError(part.name);
  const value = valueIn(variable);
  if (value.hidden === 'opaque') return part.operator === '' ? value : token(part, value, args);
  if (isDefaultOperator(part.operator) && value.text !== '') return value;
  if (!isDefaultOperator(part.operator) && args.some(({ hidden }) => hidden === 'opaque'))
    return token(part, value, args);
  const operands = args.map((arg) => arg.text);
  if (value.text.length * operands.join('').length > MAX_SIZE) {
    throw new TemplateError('the substituted text is too large for a manifest', 0);
  }
  return { text: applyOperator(part.operator, value.text, operands), hidden: mostHidden([value, ...args]) };
}

/** What an unknown source may set instead is not known, though it is the same as long as all sources are. */
function lookUp(name: string, { named, unknown }: Variables): Variable | undefined {
  const variable = named.get(name);
  const { index } = variable ?? { index: -1 };
  const later = index === undefined ? [] : unknown.filter((each) => each.index > index);
  if (later.length === 0) return variable;
  const sources = later.map(({ source }) => source).join(';');
  const known = variable === undefined ? [] : ['value' in variable ? variable.value : variable.opaque];
  return { opaque: JSON.stringify([sources, name, ...known]) };
}

function valueIn(variable: Variable | undefined): Value {
  if (variable === undefined) return { text: '', hidden: undefined };
  if ('opaque' in variable) return { text: opaqueText(variable.opaque), hidden: 'opaque' };
  return { text: toBytes(variable.value), hidden: variable.isSecret === true ? 'secret' : undefined };
}

/** What an operator makes of what is not known is not known either. */
function token({ name, operator }: Expression, value: Value, args: readonly Value[]): Value {
  const parts = [name, operator, value.text, ...args.map((arg) => arg.text)];
  return { text: opaqueText(parts), hidden: 'opaque' };
}

function mostHidden(values: readonly Value[]): Hidden | undefined {
  const all = values.map(({ hidden }) => hidden);
  if (all.includes('opaque')) return 'opaque';
  return all.includes('secret') ? 'secret' : undefined;
}

function joined(values: readonly Value[]): Expansion {
  const bytes = values.map((value) => value.text).join('');
  const text = fromBytes(bytes);
  if (text === undefined) throw new TemplateError('the substitution splits a character in two', 0);
  const isOneToOne = text.length === bytes.length;
  const hidden: HiddenRange[] = [];
  let at = 0;
  for (const value of values) {
    const end = at + value.text.length;
    if (value.hidden !== undefined && end > at) {
      const [from, to] = isOneToOne ? [at, end] : [charactersIn(bytes, at), charactersIn(bytes, end)];
      hidden.push({ start: from, end: to, hidden: value.hidden });
    }
    at = end;
  }
  return { text, hidden };
}

/** @returns how many characters begin before a byte; half a surrogate pair counts too. */
function charactersIn(bytes: ByteText, end: number): number {
  let count = 0;
  for (let i = 0; i < end; i++) {
    const c = bytes.charCodeAt(i);
    if (c < 0x80 || c >= 0xc0) count += c >= 0xf0 ? 2 : 1;
  }
  return count;
}
