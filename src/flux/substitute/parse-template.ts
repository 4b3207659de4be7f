import { type ByteText, characterOf, runeAt } from './byte-text.ts';
import { type Expression, type Part, type Template, TemplateError } from './template.ts';

/** Deeper than any template a person writes; recursion stays far from the stack's end. */
const MAX_DEPTH = 200;

/**
 * Reads a text as Flux's envsubst does. What it takes is narrower than a shell's: `${v-x}` and `${v+x}` are refused,
 * `${v:+x}` means `${v:-x}`, and a pattern to be replaced runs to the next `/`, past any brace.
 *
 * @throws TemplateError where it fails, as one malformed `${…}` anywhere fails the whole object
 * @see fluxcd/pkg envsubst/parse/parse.go, envsubst/parse/scan.go
 */
export function parseTemplate(text: ByteText): Template {
  return new TemplateParser(text).template();
}

class TemplateParser {
  readonly #text: ByteText;
  #at = 0;
  #depth = 0;
  #start = 0;

  constructor(text: ByteText) {
    this.#text = text;
  }

  template(): Template {
    const parts: Part[] = [];
    while (this.#at < this.#text.length) {
      this.#start = this.#at;
      parts.push(this.#opens() ? this.#expression() : this.#outside());
    }
    return parts;
  }

  /** Text up to the next expression; `$$` is one dollar. */
  #outside(): ByteText {
    let text = '';
    while (this.#at < this.#text.length && !this.#opens()) {
      const dollar = this.#text.indexOf('$', this.#at);
      const end = dollar < 0 ? this.#text.length : dollar;
      text += this.#text.slice(this.#at, end);
      this.#at = end;
      if (dollar < 0 || this.#opens()) break;
      text += '$';
      this.#at += this.#text.startsWith('$$', dollar) ? 2 : 1;
    }
    return text;
  }

  #expression(): Expression {
    this.#at += 2;
    if (++this.#depth > MAX_DEPTH) this.#fail(`expressions are nested deeper than ${MAX_DEPTH}`);
    const expression = this.#peek() === '#' ? this.#length() : this.#named();
    this.#depth--;
    return expression;
  }

  /** `${#name}` */
  #length(): Expression {
    this.#at++;
    const name = this.#identifier();
    if (name === '') this.#fail('a variable’s name is expected after "${#"');
    return this.#closed({ name, operator: '#', args: [] });
  }

  #named(): Expression {
    const name = this.#identifier();
    if (name === '')
      this.#fail('a variable’s name is expected after "${"; write "$${" for the two characters themselves');
    switch (this.#peek()) {
      case ':':
        return this.#behindColon(name);
      case '=':
        return this.#default(name, 1);
      case ',':
      case '^':
        return this.#closed({ name, operator: this.#operator(/[,^]{1,2}/y), args: [] });
      case '/':
        return this.#replacement(name);
      case '#':
        return this.#closed({ name, operator: this.#operator(/##?/y), args: [this.#word(CLOSE, '')] });
      case '%':
        return this.#closed({ name, operator: this.#operator(/%%?/y), args: [this.#word(CLOSE, '')] });
      default:
        if (this.#peek() !== '}') this.#fail(`"}" or an operator is expected after "\${${name}"`);
        return this.#closed({ name, operator: '', args: [] });
    }
  }

  /** `${name:-word}`, or `${name:offset}`, or `${name:offset:length}`; envsubst stumbles over what is not ASCII here. */
  #behindColon(name: ByteText): Expression {
    const next = this.#text.charAt(this.#at + 1);
    if (/[-=?+]/.test(next)) return this.#default(name, 2);
    if (next === '' || next >= '\x80') this.#fail('an offset is expected after ":"');
    this.#at++;
    const offset = this.#word(COLON_OR_CLOSE, '');
    if (this.#peek() !== ':') return this.#closed({ name, operator: ':', args: [offset] });
    this.#operator(/:+/y);
    return this.#closed({ name, operator: ':', args: [offset, this.#word(CLOSE, '')] });
  }

  /** All that stands before the brace, nested expressions among it. */
  #default(name: ByteText, length: number): Expression {
    const operator = this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
    const args: Part[] = [];
    while (this.#peek() !== '}') args.push(this.#word(CLOSE, ''));
    return this.#closed({ name, operator, args });
  }

  #replacement(name: ByteText): Expression {
    const operator = this.#operator(/\/[/#%]?/y);
    const pattern = this.#word(SLASH, '$/\\');
    if (this.#operator(/\/+/y) === '') this.#fail('"/" is expected between a pattern and its replacement');
    if (this.#peek() === '}') return this.#closed({ name, operator, args: [pattern] });
    return this.#closed({ name, operator, args: [pattern, this.#word(CLOSE, '$/\\')] });
  }

  /** One argument: a nested expression, or text that is not empty. */
  #word(stops: RegExp, escapes: string): Part {
    if (this.#opens()) return this.#expression();
    const text = this.#run(stops, escapes);
    if (text === '') this.#fail('a word is missing, or "}" is');
    return text;
  }

  /** Text up to a nested expression or a stop; `$$` is one dollar, `\/` a slash, where they are escapes. */
  #run(stops: RegExp, escapes: string): ByteText {
    let text = '';
    while (this.#at < this.#text.length && !this.#opens()) {
      if (this.#isEscape(escapes)) this.#at++;
      else if (stops.test(this.#peek())) break;
      text += this.#peek();
      this.#at++;
    }
    return text;
  }

  #isEscape(escapes: string): boolean {
    const next = this.#text.charAt(this.#at + 1);
    if (next === '' || !escapes.includes(next)) return false;
    return next === '$' ? this.#peek() === '$' : this.#peek() === '\\';
  }

  #identifier(): ByteText {
    const start = this.#at;
    while (this.#at < this.#text.length) {
      const rune = runeAt(this.#text, this.#at);
      if (!/^[\p{L}\p{Nd}_]$/u.test(characterOf(rune))) break;
      this.#at += rune.length;
    }
    return this.#text.slice(start, this.#at);
  }

  #operator(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const operator = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += operator.length;
    return operator;
  }

  #closed(expression: Expression): Expression {
    if (this.#peek() !== '}') this.#fail(`"}" is expected at the end of the expression of "${expression.name}"`);
    this.#at++;
    return expression;
  }

  #opens(): boolean {
    return this.#text.startsWith('${', this.#at);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #fail(message: string): never {
    throw new TemplateError(message, this.#start);
  }
}

const CLOSE = /\}/;
const COLON_OR_CLOSE = /[:}]/;
const SLASH = /\//;
