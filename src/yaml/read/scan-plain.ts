import { isBlank, isBlankOrEnd, isBreak, SPACE, TAB } from '../node/characters.ts';
import type { Cursor } from './cursor.ts';

const HASH = 35;
const COLON = 58;

/** Whether a character ends a plain scalar in flow context (`, ? [ ] { }`). */
function endsFlow(c: number): boolean {
  return c === 44 || c === 63 || c === 91 || c === 93 || c === 123 || c === 125;
}

/**
 * Reads a plain scalar, folding its lines, as libyaml's `yaml_parser_scan_plain_scalar`. The cursor ends behind the
 * white space that follows.
 * @param indent the column that a continuation line must reach.
 * @throws Refusal where a tab stands in the indentation.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): string {
  const { text, source } = cursor;
  let value = '';
  let joint = '';
  let at = cursor.at;
  for (;;) {
    const start = at;
    let end = at;
    let c = text.charCodeAt(at);
    for (;;) {
      while (!isBlankOrEnd(c)) {
        if (c === COLON && isBlankOrEnd(text.charCodeAt(at + 1))) break;
        if (inFlow && endsFlow(c)) break;
        c = text.charCodeAt(++at);
        end = at;
      }
      if (!isBlank(c)) break;
      do c = text.charCodeAt(++at);
      while (isBlank(c));
      if (c === HASH) break;
    }
    cursor.at = at;
    if (end > start)
      value = value === '' ? source.text.slice(start, end) : value + joint + source.text.slice(start, end);
    if (!isBreak(c)) return value;
    joint = eatBreaks(cursor, indent);
    if (!inFlow && cursor.column < indent) return value;
    c = cursor.peek();
    if (c === HASH || cursor.atDocumentMark()) return value;
    if (c === COLON && isBlankOrEnd(cursor.peek(1))) return value;
    if (inFlow && endsFlow(c)) return value;
    at = cursor.at;
  }
}

/** Steps over line breaks and the indentation behind them. @returns what they fold to. */
function eatBreaks(cursor: Cursor, indent: number): string {
  const first = cursor.eatBreak();
  let rest = '';
  for (;;) {
    const c = cursor.peek();
    if (c === TAB && cursor.column < indent) {
      cursor.refuse('tab', 'this line is indented with a tab; use spaces');
    }
    if (c === SPACE || c === TAB) cursor.at++;
    else if (isBreak(c)) rest += cursor.eatBreak();
    else break;
  }
  return fold(first, rest);
}

/** @returns the text that stands for a line break and the empty lines behind it. */
export function fold(first: string, rest: string): string {
  if (first !== '\n') return first + rest;
  return rest === '' ? ' ' : rest;
}
