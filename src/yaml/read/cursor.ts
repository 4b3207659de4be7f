import { CR, isBreak, isBreakOrEnd, LF, SPACE, TAB } from '../node/characters.ts';
import { Refusal, type YamlProblemCode } from '../node/problem.ts';
import type { Source } from '../node/source.ts';

const HASH = 35;
const DASH = 45;
const DOT = 46;

/** A place in a text, and the start of its line; the scanners move it. */
export class Cursor {
  readonly source: Source;
  /** The source's text, ended by a NUL so that no look-ahead needs a bounds check. */
  readonly text: string;
  at = 0;
  lineStart = 0;

  constructor(source: Source) {
    this.source = source;
    this.text = `${source.text}\0`;
  }

  moveTo(lineStart: number): void {
    this.at = lineStart;
    this.lineStart = lineStart;
  }

  /** @returns the character at the cursor, or `ahead` of it. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** @returns the source's text between an offset and the cursor. */
  since(start: number): string {
    return this.source.text.slice(start, this.at);
  }

  /** Steps over one line break. @returns what it counts as: `\n`, or the Unicode separator itself. */
  eatBreak(): string {
    const c = this.peek();
    this.at += c === CR && this.peek(1) === LF ? 2 : 1;
    this.lineStart = this.at;
    return c === 0x2028 ? '\u2028' : c === 0x2029 ? '\u2029' : '\n';
  }

  eatBlanks(): void {
    while (this.peek() === SPACE || this.peek() === TAB) this.at++;
  }

  /** Steps to the end of the line. */
  eatLine(): void {
    while (!isBreakOrEnd(this.peek())) this.at++;
  }

  /**
   * Steps over spaces, comments and line breaks to the next token, as libyaml's `yaml_parser_scan_to_next_token`: in
   * block context a tab is not indentation.
   * @returns whether a new line was begun.
   */
  toToken(tabs: boolean, inFlow: boolean): boolean {
    let crossed = false;
    let tabsHere = tabs;
    let commented = false;
    for (;;) {
      let c = this.text.charCodeAt(this.at);
      while (c === SPACE || (tabsHere && c === TAB)) c = this.text.charCodeAt(++this.at);
      if (c === HASH) {
        this.eatLine();
        commented = true;
        c = this.peek();
      } else if (c === TAB && commented && this.#skipToComment()) continue;
      if (!isBreak(c)) return crossed;
      this.eatBreak();
      crossed = true;
      tabsHere = inFlow;
    }
  }

  /** @returns whether nothing but spaces stands before the cursor on its line. */
  get isFirst(): boolean {
    for (let at = this.at - 1; at >= this.lineStart; at--) {
      const c = this.text.charCodeAt(at);
      if (c !== SPACE && c !== 0xfeff) return false;
    }
    return true;
  }

  /** Behind a comment, go-yaml v3's `yaml_parser_scan_comments` steps over tabs too, if another comment follows. */
  #skipToComment(): boolean {
    const { at, lineStart } = this;
    for (let c = this.peek(); c === SPACE || c === TAB || isBreak(c); c = this.peek()) {
      if (isBreak(c)) this.eatBreak();
      else this.at++;
    }
    if (this.peek() === HASH) return true;
    this.at = at;
    this.lineStart = lineStart;
    return false;
  }

  /** @returns whether `---` or `...` stands here, alone, at the start of a line. */
  atDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const c = this.peek();
    if ((c !== DASH && c !== DOT) || this.peek(1) !== c || this.peek(2) !== c) return false;
    const after = this.peek(3);
    return after === SPACE || after === TAB || isBreakOrEnd(after);
  }

  /** @throws Refusal always. */
  refuse(code: YamlProblemCode, message: string, offset = this.at): never {
    throw new Refusal(code, message, offset);
  }
}
