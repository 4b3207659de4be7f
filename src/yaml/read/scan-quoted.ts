import { isBlank, isBlankOrEnd, isBreak } from '../node/characters.ts';
import type { Cursor } from './cursor.ts';
import { fold } from './scan-plain.ts';

const DOUBLE = 34;
const SINGLE = 39;
const BACKSLASH = 92;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const CODE_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Reads a quoted scalar, as libyaml's `yaml_parser_scan_flow_scalar`: lines fold whatever their indentation.
 * @param quote the character code of the quote at the cursor.
 * @throws Refusal where the quote is not closed or an escape is unknown.
 */
export function scanQuoted(cursor: Cursor, quote: number): string {
  const { text, source } = cursor;
  const opened = cursor.at;
  cursor.at++;
  let value = '';
  for (;;) {
    if (cursor.atDocumentMark()) refuseOpen(cursor, opened);
    let start = cursor.at;
    let escapedBreak = false;
    let c = cursor.peek();
    while (!isBlankOrEnd(c)) {
      if (c === quote) {
        if (quote === DOUBLE || cursor.peek(1) !== SINGLE) break;
        value += source.text.slice(start, cursor.at + 1);
        cursor.at += 2;
        start = cursor.at;
      } else if (quote === DOUBLE && c === BACKSLASH) {
        value += cursor.since(start);
        escapedBreak = isBreak(cursor.peek(1));
        if (escapedBreak) {
          cursor.at++;
          cursor.eatBreak();
        } else value += scanEscape(cursor);
        start = cursor.at;
        if (escapedBreak) break;
      } else cursor.at++;
      c = text.charCodeAt(cursor.at);
    }
    value += cursor.since(start);
    c = cursor.peek();
    if (c === quote) {
      cursor.at++;
      return value;
    }
    if (c === 0) refuseOpen(cursor, opened);
    value += eatWhite(cursor, escapedBreak);
  }
}

/** Steps over white space within quotes. @returns what it stands for. */
function eatWhite(cursor: Cursor, escapedBreak: boolean): string {
  const start = cursor.at;
  cursor.eatBlanks();
  if (!isBreak(cursor.peek())) return escapedBreak ? '' : cursor.since(start);
  const first = escapedBreak ? '' : cursor.eatBreak();
  let rest = '';
  for (;;) {
    if (isBlank(cursor.peek())) cursor.at++;
    else if (isBreak(cursor.peek())) rest += cursor.eatBreak();
    else break;
  }
  return escapedBreak ? rest : fold(first, rest);
}

function scanEscape(cursor: Cursor): string {
  const name = cursor.text.charAt(cursor.at + 1);
  const simple = ESCAPES.get(name);
  if (simple !== undefined) {
    cursor.at += 2;
    return simple;
  }
  const length = CODE_LENGTHS.get(name);
  if (length === undefined) cursor.refuse('syntax', `\\${name} is not an escape; write \\\\ for a backslash`);
  const digits = cursor.text.slice(cursor.at + 2, cursor.at + 2 + length);
  const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    cursor.refuse(
      'syntax',
      `\\${name}${digits} is not a Unicode character; write its code point in ${length} hex digits`,
    );
  }
  cursor.at += 2 + length;
  return String.fromCodePoint(code);
}

function refuseOpen(cursor: Cursor, opened: number): never {
  return cursor.refuse('syntax', 'this quote is never closed; close it', opened);
}
