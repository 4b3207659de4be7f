import { ANY, type LazyValue, type ValueSchema, type ValueType } from './value-schema.ts';

const LEAVES: Readonly<Record<string, ValueType>> = {
  s: 'string',
  b: 'boolean',
  n: 'number',
  i: 'int32',
  l: 'int64',
  q: 'quantity',
  x: 'int-or-string',
  'x%': 'percent',
  'x#': 'port',
  t: 'time',
  y: 'bytes',
};

const leaves: ReadonlyMap<string, ValueSchema> = new Map<string, ValueSchema>([
  ...Object.entries(LEAVES).map(([letter, type]) => [letter, { type }] as const),
  ['a', ANY],
  ['o', { type: 'object', unknown: 'kept' }],
]);

/**
 * Reads one line of the table that `scripts/api-types.mjs` makes. `name!:s` is a required text, `policy:s(A,B)` one of
 * two, `spec:12` refers to a type, `{q` is a map of quantities, `[s` a list of texts, `[=s` a set of them, and
 * `[name|12` a list of a type in which each name stands once.
 *
 * @param typeAt the type of a number
 */
export function readApiType(line: string, typeAt: (number: number) => ValueSchema): ValueSchema {
  const fields = new Map<string, LazyValue>();
  const required: string[] = [];
  for (const word of line === '' ? [] : line.split(' ')) {
    const at = word.indexOf(':');
    const isRequired = word[at - 1] === '!';
    const name = word.slice(0, isRequired ? at - 1 : at);
    fields.set(name, lazily(word.slice(at + 1), typeAt));
    if (isRequired) required.push(name);
  }
  return { type: 'object', fields, required };
}

function lazily(shape: string, typeAt: (number: number) => ValueSchema): LazyValue {
  if (/^\d/.test(shape)) return () => typeAt(Number(shape));
  const schema = readShape(shape, typeAt);
  return () => schema;
}

function readShape(shape: string, typeAt: (number: number) => ValueSchema): ValueSchema {
  const rest = shape.slice(1);
  if (shape.startsWith('{')) return { type: 'object', values: lazily(rest, typeAt) };
  if (shape.startsWith('[=')) return { type: 'list', keys: [], nullItems: true, items: lazily(shape.slice(2), typeAt) };
  if (shape.startsWith('[')) {
    const bar = rest.indexOf('|');
    if (bar < 0) return { type: 'list', nullItems: true, items: lazily(rest, typeAt) };
    const keys = rest.slice(0, bar).split(',');
    return { type: 'list', keys, nullItems: true, items: lazily(rest.slice(bar + 1), typeAt) };
  }
  if (shape.startsWith('s(')) return { type: 'string', choices: ['', ...shape.slice(2, -1).split(',')] };
  return leaves.get(shape) ?? ANY;
}
