import { quoteText } from '../../format/quote.ts';
import { encodeText } from '../../value/bytes.ts';
import { BudgetExceeded, GoError } from '../../value/go-error.ts';
import { GoList, GoMap, type Value } from '../../value/value.ts';

/** Go reads 10,000, which is more than the stack here holds. */
const MOST_LEVELS = 1_000;

/** What a JSON text holds. */
export interface JsonText {
  /** Numbers that no float64 holds are nil. */
  readonly value: Value;
  /** Of the first of those. */
  readonly error?: GoError;
}

/**
 * @returns what a JSON text holds, and what is wrong with that: `json.Unmarshal` of Go 1.26 into an interface
 * @throws GoError with the message of `encoding/json` where it is no JSON
 * @throws BudgetExceeded
 */
export function readJsonText(text: string): JsonText {
  const value = readAsIs(text);
  return value === undefined ? new JsonReader(text).all() : { value };
}

/** @returns what a text holds that JavaScript reads as Go does; `undefined` for any other, of which Go has more to say */
function readAsIs(text: string): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return valueIn(parsed, 0);
}

function valueIn(parsed: unknown, level: number): Value {
  switch (typeof parsed) {
    case 'string':
      return parsed.toWellFormed();
    case 'boolean':
      return parsed;
    case 'number':
      return Number.isFinite(parsed) ? parsed : undefined;
    case 'object':
      return parsed === null ? null : collectionIn(parsed, level + 1);
    default:
      return undefined;
  }
}

function collectionIn(parsed: object, level: number): Value {
  if (level > MOST_LEVELS) return undefined;
  if (Array.isArray(parsed)) {
    const items: Value[] = [];
    for (const each of parsed) {
      const item = valueIn(each, level);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return new GoList(items);
  }
  const map = new GoMap();
  for (const [key, each] of Object.entries(parsed)) {
    const item = valueIn(each, level);
    if (item === undefined) return undefined;
    map.set(key.toWellFormed(), item);
  }
  return map;
}

/** @returns what a JSON text holds. @throws GoError with the message of `encoding/json`, BudgetExceeded */
export function readJson(text: string): Value {
  const { value, error } = readJsonText(text);
  if (error !== undefined) throw error;
  return value;
}

class JsonReader {
  readonly #text: string;
  #at = 0;
  #levels = 0;
  #error: GoError | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  all(): JsonText {
    const value = this.#value('looking for beginning of value');
    this.#skip();
    if (this.#at < this.#text.length) this.#fail('after top-level value');
    return this.#error === undefined ? { value } : { value, error: this.#error };
  }

  #value(context: string): Value {
    this.#skip();
    const c = this.#text[this.#at];
    if (c === '{') return this.#nested(() => this.#object());
    if (c === '[') return this.#nested(() => this.#array());
    if (c === '"') return this.#string();
    if (c === 't') return this.#literal('true', true);
    if (c === 'f') return this.#literal('false', false);
    if (c === 'n') return this.#literal('null', null);
    if (c === '-' || (c !== undefined && c >= '0' && c <= '9')) return this.#number();
    return this.#fail(context);
  }

  #nested(read: () => Value): Value {
    this.#levels += 1;
    if (this.#levels > MOST_LEVELS) throw new BudgetExceeded('depth', 'a text of JSON is nested too deep');
    this.#at += 1;
    const value = read();
    this.#levels -= 1;
    return value;
  }

  #object(): Value {
    const map = new GoMap();
    this.#skip();
    if (this.#eat('}')) return map;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] !== '"') this.#fail('looking for beginning of object key string');
      const key = this.#string();
      this.#skip();
      if (!this.#eat(':')) this.#fail('after object key');
      map.set(key, this.#value('looking for beginning of value'));
      this.#skip();
      if (this.#eat('}')) return map;
      if (!this.#eat(',')) this.#fail('after object key:value pair');
    }
  }

  #array(): Value {
    const items: Value[] = [];
    this.#skip();
    if (this.#eat(']')) return new GoList(items);
    for (;;) {
      items.push(this.#value('looking for beginning of value'));
      this.#skip();
      if (this.#eat(']')) return new GoList(items);
      if (!this.#eat(',')) this.#fail('after array element');
    }
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    for (let c = this.#text[this.#at]; c !== '"'; c = this.#text[this.#at]) {
      if (c === '\\') this.#escape();
      else if (c === undefined || c < ' ') this.#fail('in string literal');
      else this.#at += 1;
    }
    this.#at += 1;
    const value: unknown = JSON.parse(this.#text.slice(start, this.#at));
    return String(value).toWellFormed();
  }

  #escape(): void {
    this.#at += 1;
    const c = this.#text[this.#at];
    if (c === undefined || !'bfnrt\\/"u'.includes(c)) this.#failWithin('in string escape code');
    this.#at += 1;
    if (c !== 'u') return;
    for (let i = 0; i < 4; i++) {
      if (!/[0-9a-fA-F]/.test(this.#text[this.#at] ?? '')) this.#failWithin('in \\u hexadecimal character escape');
      this.#at += 1;
    }
  }

  #number(): Value {
    const start = this.#at;
    this.#eat('-');
    if (!this.#eat('0')) this.#digits('in numeric literal');
    if (this.#eat('.')) this.#digits('after decimal point in numeric literal');
    if (this.#eat('e') || this.#eat('E')) {
      if (!this.#eat('+')) this.#eat('-');
      this.#digits('in exponent of numeric literal');
    }
    const text = this.#text.slice(start, this.#at);
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.#error ??= new GoError(`json: cannot unmarshal number ${text} into Go value of type float64`);
    return this.#levels === 0 ? value : null;
  }

  #digits(context: string): void {
    const start = this.#at;
    while (/[0-9]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    if (this.#at === start) this.#failWithin(context);
  }

  #literal(word: string, value: Value): Value {
    for (const c of word) {
      if (this.#text[this.#at] !== c) this.#failWithin(`in literal ${word} (expecting '${c}')`);
      this.#at += 1;
    }
    return value;
  }

  #eat(c: string): boolean {
    if (this.#text[this.#at] !== c) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1;
  }

  #fail(context: string): never {
    if (this.#at >= this.#text.length) throw new GoError('unexpected end of JSON input');
    return this.#failWithin(context);
  }

  /** Go takes the end of a text for a space, and tells of a byte. */
  #failWithin(context: string): never {
    const [byte = 0x20] = encodeText([...this.#text.slice(this.#at, this.#at + 2)][0] ?? ' ');
    const c = String.fromCharCode(byte);
    const shown = c === "'" ? `'\\''` : c === '"' ? `'"'` : `'${quoteText(c).slice(1, -1)}'`;
    throw new GoError(`invalid character ${shown} ${context}`);
  }
}
