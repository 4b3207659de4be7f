import { isPrintable, quoteText } from '../format/quote.ts';
import { endOfWord, isAlphaNumeric, isDigit, isSpace, showCharacter, withoutTrailingSpaces } from './characters.ts';
import { scanNumber } from './scan-number.ts';
import { keywordOf, type Token, type TokenType } from './token.ts';

/** What stands around an action, `{{` and `}}` where nothing is asked for. */
export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

/** A minus and white space before or behind it: the mark that trims. */
const TRIM_WIDTH = 2;

/** Cuts a template into tokens: `parse/lex.go` of Go's text/template. */
export class Lexer {
  readonly #text: string;
  readonly #delimiters: Delimiters;
  #at = 0;
  #inAction = false;
  #parens = 0;

  constructor(text: string, delimiters: Delimiters) {
    this.#text = text;
    this.#delimiters = delimiters;
  }

  /** @returns the line in which a token begins, from 1 */
  lineOf({ at }: Token): number {
    let line = 1;
    for (let end = this.#text.indexOf('\n'); end >= 0 && end < at; end = this.#text.indexOf('\n', end + 1)) line += 1;
    return line;
  }

  /** @returns the next token; after the last one always `eof`. */
  next(): Token {
    return this.#inAction ? this.#action() : this.#plain();
  }

  #plain(): Token {
    const start = this.#at;
    const left = this.#text.indexOf(this.#delimiters.left, start);
    if (left < 0) {
      this.#at = this.#text.length;
      return this.#at > start ? this.#token('text', start) : this.#token('eof', start, 'EOF');
    }
    const behind = left + this.#delimiters.left.length;
    const trims = this.#text[behind] === '-' && isSpace(this.#text[behind + 1]);
    const text = this.#text.slice(start, left);
    const kept = trims ? withoutTrailingSpaces(text) : text;
    this.#at = left;
    if (kept !== '') return this.#token('text', start, kept);
    return this.#leftDelimiter(behind, trims);
  }

  #leftDelimiter(behind: number, trims: boolean): Token {
    const start = this.#at;
    const inner = behind + (trims ? TRIM_WIDTH : 0);
    if (this.#text.startsWith('/*', inner)) return this.#comment(inner);
    this.#inAction = true;
    this.#parens = 0;
    this.#at = inner;
    return this.#token('left', start, this.#delimiters.left);
  }

  /** A comment is no token: what follows it is. */
  #comment(start: number): Token {
    const end = this.#text.indexOf('*/', start + 2);
    if (end < 0) return this.#error('unclosed comment', start);
    this.#at = end + 2;
    const right = this.#rightDelimiter();
    if (right === undefined) return this.#error('comment ends before closing delimiter', start);
    this.#at += right.width;
    if (right.trims) this.#skipSpaces();
    return this.#plain();
  }

  #rightDelimiter(): { readonly width: number; readonly trims: boolean } | undefined {
    const { right } = this.#delimiters;
    const hasMark = isSpace(this.#text[this.#at]) && this.#text[this.#at + 1] === '-';
    if (hasMark && this.#text.startsWith(right, this.#at + TRIM_WIDTH)) {
      return { width: TRIM_WIDTH + right.length, trims: true };
    }
    return this.#isAtRight() ? { width: right.length, trims: false } : undefined;
  }

  #isAtRight(): boolean {
    const { right } = this.#delimiters;
    return this.#text[this.#at] === right[0] && this.#text.startsWith(right, this.#at);
  }

  #action(): Token {
    const start = this.#at;
    const right = this.#rightDelimiter();
    if (right !== undefined) return this.#parens > 0 ? this.#error('unclosed left paren', start) : this.#leave(right);
    const c = this.#text[start];
    if (c === undefined) return this.#error('unclosed action', start);
    if (isSpace(c)) return this.#space();
    this.#at += 1;
    switch (c) {
      case '=':
        return this.#token('assign', start);
      case ':':
        if (this.#text[this.#at] !== '=') return this.#error('expected :=', start);
        this.#at += 1;
        return this.#token('declare', start);
      case '|':
        return this.#token('pipe', start);
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#quoted("'", 'character', 'unterminated character constant');
      case '`':
        return this.#rawString();
      case '$':
        return this.#name('variable', start);
      case '(':
        this.#parens += 1;
        return this.#token('(', start);
      case ')':
        this.#parens -= 1;
        return this.#parens < 0 ? this.#error('unexpected right paren', start) : this.#token(')', start);
      case '.':
        if (start + 1 < this.#text.length && !isDigit(this.#text[start + 1])) return this.#name('field', start);
        return this.#number(start);
      default:
        return this.#other(c, start);
    }
  }

  #other(first: string, start: number): Token {
    if (first === '+' || first === '-' || isDigit(first)) return this.#number(start);
    const c = first <= '\x7f' ? first : String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    this.#at = start + c.length;
    if (isAlphaNumeric(c)) return this.#identifier(start);
    if (c <= '\x7f' && isPrintable(c)) return this.#token('char', start);
    return this.#error(`unrecognized character in action: ${showCharacter(c)}`, start);
  }

  #leave(right: { readonly width: number; readonly trims: boolean }): Token {
    const start = this.#at + (right.trims ? TRIM_WIDTH : 0);
    this.#at += right.width;
    this.#inAction = false;
    const token = this.#token('right', start, this.#delimiters.right);
    if (right.trims) this.#skipSpaces();
    return token;
  }

  /** The last white space before a minus and the right delimiter belongs to the mark. */
  #space(): Token {
    const start = this.#at;
    this.#skipSpaces();
    const isMark = this.#text[this.#at] === '-' && this.#text.startsWith(this.#delimiters.right, this.#at + 1);
    if (isMark) this.#at -= 1;
    if (isMark && this.#at === start) return this.#action();
    return this.#token('space', start);
  }

  #skipSpaces(): void {
    while (isSpace(this.#text[this.#at])) this.#at += 1;
  }

  #identifier(start: number): Token {
    this.#at = endOfWord(this.#text, start);
    if (!this.#atTerminator()) return this.#badCharacter(start);
    const word = this.#text.slice(start, this.#at);
    if (word === 'true' || word === 'false') return this.#token('bool', start);
    return this.#token(keywordOf(word) ?? 'identifier', start);
  }

  #name(type: 'field' | 'variable', start: number): Token {
    if (this.#atTerminator()) return this.#token(type === 'variable' ? 'variable' : '.', start);
    this.#at = endOfWord(this.#text, this.#at);
    return this.#atTerminator() ? this.#token(type, start) : this.#badCharacter(start);
  }

  #badCharacter(start: number): Token {
    const code = this.#text.codePointAt(this.#at);
    return this.#error(
      `bad character ${code === undefined ? 'U+FFFFFFFFFFFFFFFF' : showCharacter(String.fromCodePoint(code))}`,
      start,
    );
  }

  #atTerminator(): boolean {
    const c = this.#text[this.#at];
    return c === undefined || isSpace(c) || '.,|:)('.includes(c) || this.#isAtRight();
  }

  #quoted(mark: string, type: TokenType, message: string): Token {
    const start = this.#at - 1;
    for (;;) {
      let c = this.#text[this.#at++];
      if (c === '\\') {
        c = this.#text[this.#at++];
        if (c !== undefined && c !== '\n') continue;
      }
      if (c === undefined || c === '\n') return this.#error(message, start);
      if (c === mark) return this.#token(type, start);
    }
  }

  #rawString(): Token {
    const start = this.#at - 1;
    const end = this.#text.indexOf('`', this.#at);
    if (end < 0) return this.#error('unterminated raw quoted string', start);
    this.#at = end + 1;
    return this.#token('raw string', start);
  }

  #number(start: number): Token {
    const first = scanNumber(this.#text, start);
    this.#at = first.end;
    if (!first.isGood) return this.#error(`bad number syntax: ${quoteText(this.#text.slice(start, this.#at))}`, start);
    const sign = this.#text[this.#at];
    if (sign !== '+' && sign !== '-') return this.#token('number', start);
    const second = scanNumber(this.#text, this.#at);
    this.#at = second.end;
    if (second.isGood && this.#text[this.#at - 1] === 'i') return this.#token('complex', start);
    return this.#error(`bad number syntax: ${quoteText(this.#text.slice(start, this.#at))}`, start);
  }

  #token(type: TokenType, at: number, text = this.#text.slice(at, this.#at)): Token {
    return { type, at, text };
  }

  #error(message: string, at: number): Token {
    return this.#token('error', at, message);
  }
}
