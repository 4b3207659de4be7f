import { quoteText } from '../../format/quote.ts';
import { GoError } from '../../value/go-error.ts';
import { GoList, GoMap, type Value } from '../../value/value.ts';

const ESCAPE = /^\\(?:[bfnrt\\/"]|u[0-9a-fA-F]{4})/;
/** One that the text ends in. */
const BEGUN_ESCAPE = /^\\(?:u[0-9a-fA-F]{0,3})?$/;

/** Go's limit. */
const MOST_LEVELS = 10_000;
const OURS = 1_000;

/** @returns what a JSON text holds. @throws GoError with the message of `encoding/json` */
export function readJson(text: string): Value {
  const reader = new JsonReader(text);
  return reader.all();
}

class JsonReader {
  readonly #text: string;
  #at = 0;
  #levels = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): Value {
    const value = this.#value('looking for beginning of value');
    this.#skip();
    if (this.#at < this.#text.length) this.#fail('after top-level value');
    return value;
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
    if (this.#levels > Math.min(OURS, MOST_LEVELS)) throw new GoError('exceeded max depth');
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
    return String(value).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  }

  #escape(): void {
    const rest = this.#text.slice(this.#at, this.#at + 6);
    const [whole] = ESCAPE.exec(rest) ?? [];
    const wrong = rest.startsWith('\\u') ? rest : rest.slice(0, 2);
    if (whole !== undefined) this.#at += whole.length;
    else if (BEGUN_ESCAPE.test(rest)) throw new GoError('unexpected end of JSON input');
    else
      throw new GoError(`invalid escape sequence ${/[`\s]/.test(wrong) ? quoteText(wrong) : `\`${wrong}\``} in string`);
  }

  #number(): number {
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
    throw new GoError(`json: cannot unmarshal number ${text} into Go value of type float64`);
  }

  #digits(context: string): void {
    const start = this.#at;
    while (/[0-9]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    if (this.#at === start) this.#fail(context);
  }

  #literal(word: string, value: Value): Value {
    for (const c of word) {
      if (this.#text[this.#at] !== c) this.#fail(`in literal ${word} (expecting '${c}')`);
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
    const c = this.#text[this.#at];
    if (c === undefined) throw new GoError('unexpected end of JSON input');
    const shown =
      c === "'" ? `'\\''` : c === '"' ? `'"'` : `'${quoteText(String.fromCharCode(c.charCodeAt(0))).slice(1, -1)}'`;
    throw new GoError(`invalid character ${shown} ${context}`);
  }
}
