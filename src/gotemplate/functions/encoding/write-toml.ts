import { formatFloat } from '../../format/float.ts';
import { printPlain } from '../../format/print-value.ts';
import { GoError } from '../../value/go-error.ts';
import { integerOf } from '../../value/kinds.ts';
import { GoList, GoMap, GoObject, type Value } from '../../value/value.ts';
import { Time } from '../dates/time.ts';
import { LOCAL } from '../dates/zone.ts';

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped.
const SPECIAL = /["\\\x00-\x1f\x7f]/g;
const BARE_KEY = /^[A-Za-z0-9_-]+$/;

/** @returns a value as TOML: BurntSushi/toml's encoder, keys sorted. @throws GoError where it cannot be written */
export function writeToml(value: Value): string {
  if (value === null || value === undefined) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  const writer = new TomlWriter();
  writer.encode([], value);
  return writer.out;
}

class TomlWriter {
  out = '';

  encode(key: readonly string[], value: Value): void {
    if (value === null || value === undefined) return;
    if (isTables(value)) this.#tables(key, value);
    else if (value instanceof GoMap || isStruct(value)) this.#table(key, value);
    else this.#keyValue(key, value);
  }

  #keyValue(key: readonly string[], value: Value): void {
    if (key.length === 0) {
      this.out += element(value);
      return;
    }
    this.out += `${indent(key)}${quoteKey(key.at(-1) ?? '')} = ${element(value)}\n`;
  }

  #tables(key: readonly string[], list: GoList): void {
    if (key.length === 0) throw new GoError('toml: top-level values must be Go maps or structs');
    for (const item of list.items) {
      this.#line();
      this.out += `${indent(key)}[[${key.map(quoteKey).join('.')}]]\n`;
      this.#entries(key, item);
    }
  }

  #table(key: readonly string[], value: Value): void {
    if (key.length === 1) this.#line();
    if (key.length > 0) this.out += `${indent(key)}[${key.map(quoteKey).join('.')}]\n`;
    this.#entries(key, value);
  }

  #entries(key: readonly string[], value: Value): void {
    for (const [name, inner] of sortEntries(entriesOf(value))) this.encode([...key, name], inner);
  }

  #line(): void {
    if (this.out !== '') this.out += '\n';
  }
}

function indent(key: readonly string[]): string {
  return '  '.repeat(Math.max(0, key.length - 1));
}

function quoteKey(key: string): string {
  return BARE_KEY.test(key) ? key : quote(key);
}

function quote(text: string): string {
  return `"${text.replace(SPECIAL, (c) => ESCAPED.get(c) ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function element(value: Value): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return float(value);
  if (value instanceof GoList) return `[${value.items.map(element).join(', ')}]`;
  if (value instanceof GoMap || isStruct(value)) return inlineTable(value);
  if (value instanceof Time) return time(value);
  if (value instanceof GoObject)
    return typeof value.plain() === 'string' ? quote(printPlain(value.plain())) : printPlain(value);
  if (integerOf(value) === undefined && typeof value !== 'boolean') throw new GoError('unexpected type: complex128');
  return printPlain(value);
}

/** A kind of TOML's own, in no quotes. */
function time(value: Time): string {
  switch (value.zone) {
    case LOCAL.datetime:
      return value.format('2006-01-02T15:04:05.999999999');
    case LOCAL.date:
      return value.format('2006-01-02');
    case LOCAL.time:
      return value.format('15:04:05.999999999');
    default:
      return value.format('2006-01-02T15:04:05.999999999Z07:00');
  }
}

function float(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value, 'g', -1);
  return /[e.]/.test(text) ? text : `${text}.0`;
}

/** A comma stands behind each entry that is not the last, also where what follows is nil and is not written. */
function inlineTable(value: Value): string {
  const entries = sortEntries(entriesOf(value));
  const written = entries.map(([name, inner], index) => {
    if (inner === null || inner === undefined) return '';
    return `${quoteKey(name)} = ${element(inner)}${isLast(value, name, index, entries.length) ? '' : ', '}`;
  });
  return `{${written.join('')}}`;
}

/** Of a struct upstream counts the fields that nobody sees when it looks where one stands, but not when it counts all. */
function isLast(table: Value, name: string, index: number, count: number): boolean {
  const place = table instanceof GoObject ? [...table.printed.keys()].indexOf(name) : index;
  return place === count - 1;
}

/** Tables come behind everything else. */
function sortEntries(entries: readonly (readonly [string, Value])[]): readonly (readonly [string, Value])[] {
  const isTable = ([, value]: readonly [string, Value]) => value instanceof GoMap || isStruct(value) || isTables(value);
  return [...entries.filter((entry) => !isTable(entry)), ...entries.filter(isTable)];
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  if (value instanceof GoMap) return value.entries();
  return value instanceof GoObject ? [...value.fields] : [];
}

function isStruct(value: Value): value is GoObject {
  return value instanceof GoObject && value.plain() === undefined;
}

/** @throws GoError where an item is nil */
function isTables(value: Value): value is GoList {
  if (!(value instanceof GoList) || value.items.length === 0) return false;
  for (const item of value.items) {
    if (item === null || item === undefined) throw new GoError('toml: cannot encode array with nil element');
    isTables(item);
  }
  return value.items.every((item) => item instanceof GoMap || isStruct(item));
}
