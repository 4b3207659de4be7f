import { GoError } from '../../value/go-error.ts';
import { int64 } from '../../value/number.ts';
import { GoList, GoMap, type Value } from '../../value/value.ts';
import { parseTime } from '../dates/parse-time.ts';
import { LOCAL, type Zone } from '../dates/zone.ts';
import { unquoteToml } from './unquote-toml.ts';

const BARE = /^[A-Za-z0-9_-]+/;
const DATE_TIME = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|^\d\d:\d\d:\d\d(?:\.\d+)?/;
const FLOAT = /^[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?(?![\w])|^[+-]?(?:inf|nan)\b/;
const INTEGER = /^(?:[+-]?(?:0|[1-9][\d_]*)|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)(?![\w.])/;

/** @returns what a TOML text holds. @throws GoError with a message much like BurntSushi/toml's */
export function readToml(text: string): Value {
  return new TomlReader(text).all();
}

class TomlReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): GoMap {
    const root = new GoMap();
    let table = root;
    for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
      if (this.#eat('[[')) table = this.#addTable(root, this.#header(']]'));
      else if (this.#eat('[')) table = this.#tableAt(root, this.#header(']'));
      else this.#entry(table);
      this.#endLine();
    }
    return root;
  }

  #header(end: string): readonly string[] {
    const key = this.#key();
    this.#skip(false);
    if (!this.#eat(end)) this.#fail(`expected end of table name`);
    return key;
  }

  #entry(table: GoMap): void {
    const key = this.#key();
    this.#skip(false);
    if (!this.#eat('='))
      this.#fail(
        this.#at < this.#text.length
          ? `expected '.' or '=', but got ${JSON.stringify(this.#text[this.#at])} instead`
          : "unexpected EOF; expected key separator '='",
      );
    this.#skip(false);
    const target = this.#tableAt(table, key.slice(0, -1));
    const name = key.at(-1) ?? '';
    if (target.has(name)) this.#fail(`Key '${key.join('.')}' has already been defined.`);
    target.set(name, this.#value());
  }

  #key(): readonly string[] {
    const parts: string[] = [];
    do {
      this.#skip(false);
      const c = this.#text[this.#at];
      if (c === '"' || c === "'") parts.push(this.#string());
      else parts.push(this.#take(BARE) ?? this.#fail('expected a key'));
      this.#skip(false);
    } while (this.#eat('.'));
    return parts;
  }

  /** The table of a key; of an array of tables, its last. */
  #tableAt(root: GoMap, key: readonly string[]): GoMap {
    let table = root;
    for (const part of key) {
      if (!table.has(part)) table.set(part, new GoMap());
      const value = table.get(part);
      const inner = value instanceof GoList ? value.items.at(-1) : value;
      if (!(inner instanceof GoMap)) return this.#fail(`Key '${key.join('.')}' has already been defined.`);
      table = inner;
    }
    return table;
  }

  #addTable(root: GoMap, key: readonly string[]): GoMap {
    const parent = this.#tableAt(root, key.slice(0, -1));
    const name = key.at(-1) ?? '';
    const there = parent.get(name);
    const table = new GoMap();
    const type = { name: '[]map[string]interface {}', element: 'map[string]interface {}' };
    parent.set(name, new GoList([...(there instanceof GoList ? there.items : []), table], type));
    return table;
  }

  #value(): Value {
    const c = this.#text[this.#at];
    if (c === '"' || c === "'") return this.#string();
    if (this.#eat('[')) return this.#array();
    if (this.#eat('{')) return this.#inlineTable();
    if (this.#eat('true')) return true;
    if (this.#eat('false')) return false;
    const moment = this.#take(DATE_TIME);
    if (moment !== undefined) return dateOf(moment);
    const integer = this.#take(INTEGER);
    if (integer !== undefined) return integerOf(integer);
    const float = this.#take(FLOAT);
    if (float !== undefined) return floatOf(float);
    return this.#fail(
      c === undefined ? 'unexpected EOF; expected value' : `expected value but found ${JSON.stringify(c)} instead`,
    );
  }

  #array(): GoList {
    const items: Value[] = [];
    for (this.#skip(true); !this.#eat(']'); this.#skip(true)) {
      items.push(this.#value());
      this.#skip(true);
      if (!this.#eat(',') && this.#text[this.#at] !== ']')
        this.#fail("expected a comma (',') or array terminator (']')");
    }
    return new GoList(items);
  }

  #inlineTable(): GoMap {
    const table = new GoMap();
    for (this.#skip(true); !this.#eat('}'); this.#skip(true)) {
      this.#entry(table);
      this.#skip(true);
      if (!this.#eat(',') && this.#text[this.#at] !== '}')
        this.#fail("expected a comma (',') or an inline table terminator ('}')");
    }
    return table;
  }

  #string(): string {
    const found = unquoteToml(this.#text, this.#at);
    if (typeof found === 'string') return this.#fail(found);
    this.#at = found.end;
    return found.text;
  }

  #endLine(): void {
    this.#skip(false);
    const c = this.#text[this.#at];
    if (c !== undefined && c !== '\n' && c !== '\r')
      this.#fail(`expected a top-level item to end with a newline, comment, or EOF, but got '${c}' instead`);
  }

  #skip(lines: boolean): void {
    const form = lines ? /^(?:[ \t\r\n]|#[^\n]*)+/ : /^(?:[ \t]|#[^\n]*)+/;
    this.#take(form);
  }

  #take(form: RegExp): string | undefined {
    const found = form.exec(this.#text.slice(this.#at))?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #eat(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #fail(message: string): never {
    throw new GoError(`toml: line ${this.#text.slice(0, this.#at).split('\n').length}: ${message}`);
  }
}

function integerOf(text: string): Value {
  const plain = text.replaceAll('_', '');
  const value = BigInt(plain.replace(/^[+-]/, ''));
  return int64(plain.startsWith('-') ? -value : value);
}

function floatOf(text: string): number {
  const plain = text.replaceAll('_', '');
  if (plain.endsWith('nan')) return Number.NaN;
  return plain.endsWith('inf') ? (plain.startsWith('-') ? -Infinity : Infinity) : Number(plain);
}

/** A time without a zone says by its own that it has none. @see BurntSushi/toml internal/tz.go */
const LAYOUTS: readonly (readonly [layout: string, zone?: Zone])[] = [
  ['2006-01-02T15:04:05Z07:00'],
  ['2006-01-02T15:04:05', LOCAL.datetime],
  ['2006-01-02', LOCAL.date],
  ['15:04:05', LOCAL.time],
];

function dateOf(text: string): Value {
  const spelled = text.toUpperCase().replace(' ', 'T');
  for (const [layout, zone] of LAYOUTS) {
    try {
      const time = parseTime(layout, spelled);
      return zone === undefined ? time : time.in(zone);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
    }
  }
  throw new GoError(`toml: Invalid TOML Datetime: ${JSON.stringify(text)}.`);
}
