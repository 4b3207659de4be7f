import { isBlank, isBreak, isBreakOrEnd, LF, SPACE, TAB } from '../node/characters.ts';
import type { Cursor } from './cursor.ts';

const PIPE = 124;

/**
 * Reads a literal or folded block scalar, as libyaml's `yaml_parser_scan_block_scalar`.
 * @param parent the column of the collection it stands in, -1 at the root.
 * @throws Refusal where its header or indentation is wrong.
 */
export function scanBlockScalar(cursor: Cursor, parent: number): string {
  const literal = cursor.peek() === PIPE;
  const opened = cursor.at;
  cursor.at++;
  const { chomping, increment } = scanHeader(cursor, opened);
  const base = Math.max(parent, 0);
  const body: Body = { indent: increment > 0 ? base + increment : 0, breaks: '' };
  eatIndentation(cursor, body, parent, opened);
  let value = literal ? takeLines(cursor, body) : '';
  let pending = '';
  let wasBlank = false;
  while (cursor.column === body.indent && cursor.peek() !== 0) {
    const isIndented = isBlank(cursor.peek());
    if (!literal && pending === '\n' && !wasBlank && !isIndented) {
      if (body.breaks === '') value += ' ';
    } else value += pending;
    value += body.breaks;
    body.breaks = '';
    wasBlank = isIndented;
    const start = cursor.at;
    cursor.eatLine();
    value += cursor.since(start);
    pending = isBreak(cursor.peek()) ? cursor.eatBreak() : '';
    eatIndentation(cursor, body, parent, opened);
  }
  if (chomping === '-') return value;
  return chomping === '+' ? value + pending + body.breaks : value + pending;
}

/** Breaks that are not to be taken as they are, and the end of the text. */
const UNUSUAL = /[\0\r\u0085\u2028\u2029]/;

/**
 * Takes what a literal holds before a line, in one piece: lines that are indented like the first one, and empty ones. The
 * cursor moves to the content of that line, the last that is reached so.
 */
function takeLines(cursor: Cursor, body: Body): string {
  const { text, at: start, column } = cursor;
  if (column !== body.indent) return '';
  const pad = ' '.repeat(column);
  let lineStart = cursor.lineStart;
  for (let end = text.indexOf('\n', start); end >= 0; end = text.indexOf('\n', end + 1)) {
    const isIndented = text.startsWith(pad, end + 1);
    if (!isIndented && text.charCodeAt(end + 1) !== LF) break;
    if (isIndented && !isBreakOrEnd(text.charCodeAt(end + 1 + column))) lineStart = end + 1;
  }
  const lines = text.slice(start, lineStart);
  if (lines === '' || UNUSUAL.test(lines)) return '';
  cursor.moveTo(lineStart);
  cursor.at += column;
  const taken = body.breaks + lines.replaceAll(`\n${pad}`, '\n');
  body.breaks = '';
  return taken;
}

interface Body {
  /** 0 until the first line that is not empty tells it. */
  indent: number;
  /** Empty lines since the last line of content. */
  breaks: string;
}

/** Steps over empty lines and indentation, and takes the indentation of the first line of content. */
function eatIndentation(cursor: Cursor, body: Body, parent: number, opened: number): void {
  let widest = 0;
  for (;;) {
    while ((body.indent === 0 || cursor.column < body.indent) && cursor.peek() === SPACE) cursor.at++;
    widest = Math.max(widest, cursor.column);
    if ((body.indent === 0 || cursor.column < body.indent) && cursor.peek() === TAB) {
      cursor.refuse('tab', 'this block is indented with a tab; use spaces', opened);
    }
    if (!isBreak(cursor.peek())) break;
    body.breaks += cursor.eatBreak();
  }
  if (body.indent === 0) body.indent = Math.max(widest, parent + 1, 1);
}

function scanHeader(cursor: Cursor, opened: number): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const c = cursor.text.charAt(cursor.at);
    if (chomping === '' && (c === '+' || c === '-')) chomping = c;
    else if (increment === 0 && c >= '1' && c <= '9') increment = Number(c);
    else break;
    cursor.at++;
  }
  cursor.eatBlanks();
  if (cursor.peek() === 35) cursor.eatLine();
  if (!isBreakOrEnd(cursor.peek())) {
    cursor.refuse('syntax', 'a block scalar starts on the line below its | or >; move its text there', opened);
  }
  if (cursor.peek() !== 0) cursor.eatBreak();
  return { chomping, increment };
}
