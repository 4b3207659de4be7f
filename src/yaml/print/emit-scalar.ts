import { analyzeText, isPrintable } from '../node/analyze-text.ts';
import { isBreak, SPACE } from '../node/characters.ts';
import { needsQuotes } from '../node/needs-quotes.ts';
import type { Emitter } from './emitter.ts';

const QUOTE = 39;

const NAMED: ReadonlyMap<number, string> = new Map([
  [0, '0'],
  [7, 'a'],
  [8, 'b'],
  [9, 't'],
  [10, 'n'],
  [11, 'v'],
  [12, 'f'],
  [13, 'r'],
  [27, 'e'],
  [34, '"'],
  [92, '\\'],
  [0x85, 'N'],
  [0xa0, '_'],
  [0x2028, 'L'],
  [0x2029, 'P'],
]);

/**
 * Writes a string as go-yaml v2's `stringv` and libyaml's emitter do.
 * @param indent the column of its continuation lines.
 * @param isKey whether it is a key on one line, which is never folded.
 */
export function emitString(emitter: Emitter, text: string, indent: number, isKey: boolean): void {
  const allowed = analyzeText(text);
  if (text.includes('\n')) {
    if (allowed.block && !isKey) emitLiteral(emitter, text, indent);
    else emitDouble(emitter, text, indent, !isKey);
  } else if (needsQuotes(text)) emitDouble(emitter, text, indent, !isKey);
  else if (allowed.plain) emitPlain(emitter, text, indent, !isKey);
  else if (allowed.single) emitSingle(emitter, text, indent, !isKey);
  else emitDouble(emitter, text, indent, !isKey);
}

/** Writes text without quotes, folded at a space behind column 80. */
export function emitPlain(emitter: Emitter, text: string, indent: number, folds: boolean): void {
  if (!emitter.whitespace) emitter.put(' ');
  if (folds && emitter.column + text.length > 80) emitFolded(emitter, text, indent, 0, text.length);
  else emitter.put(text);
  emitter.whitespace = false;
  emitter.indention = false;
}

function emitFolded(emitter: Emitter, text: string, indent: number, first: number, last: number): void {
  let start = 0;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
    if (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at + 1) === SPACE || at < first || at >= last) continue;
    if (emitter.column + (at - start) <= 80) continue;
    emitter.put(text.slice(start, at));
    emitter.indention = false;
    emitter.indent(indent);
    start = at + 1;
  }
  emitter.put(text.slice(start));
}

function emitSingle(emitter: Emitter, text: string, indent: number, folds: boolean): void {
  emitter.indicate("'", true, false, false);
  let spaces = false;
  let breaks = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === SPACE) {
      const isFold =
        folds && !spaces && emitter.isWide && i > 0 && i < text.length - 1 && text.charCodeAt(i + 1) !== SPACE;
      if (isFold) emitter.indent(indent);
      else emitter.put(' ');
      spaces = true;
    } else if (isBreak(c)) {
      emitter.breakWith(text.charAt(i));
      breaks = true;
    } else {
      if (breaks) emitter.indent(indent);
      emitter.put(c === QUOTE ? "''" : text.charAt(i));
      emitter.indention = false;
      spaces = false;
      breaks = false;
    }
  }
  emitter.indicate("'", false, false, false);
}

/** libyaml's `yaml_emitter_write_literal_scalar`: a hint where it starts with white space, and one for its end. */
function emitLiteral(emitter: Emitter, text: string, indent: number): void {
  const first = text.charCodeAt(0);
  const indentHint = first === SPACE || isBreak(first) ? '2' : '';
  const endsInBreak = isBreak(text.charCodeAt(text.length - 1));
  const keeps = endsInBreak && (text.length === 1 || isBreak(text.charCodeAt(text.length - 2)));
  emitter.indicate(`|${indentHint}${endsInBreak ? (keeps ? '+' : '') : '-'}`, true, false, false);
  emitter.break();
  emitter.whitespace = true;
  emitter.indention = true;
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
    if (end > at) {
      emitter.indent(indent);
      emitter.put(text.slice(at, end));
      emitter.indention = false;
    }
    if (end < text.length) emitter.breakWith(text.charAt(end));
    at = end + 1;
  }
}

/** Writes text in double quotes, as libyaml's `yaml_emitter_write_double_quoted_scalar`. */
function emitDouble(emitter: Emitter, text: string, indent: number, folds: boolean): void {
  // libyaml's `is_bom` looks at the start of the text, so that behind a byte order mark everything is escaped.
  const escapesAll = text.charCodeAt(0) === 0xfeff;
  const last = text.length - 1;
  let spaces = false;
  let i = 0;
  emitter.indicate('"', true, false, false);
  while (i <= last) {
    const c = text.codePointAt(i) ?? 0;
    const isSpace = c === SPACE && !escapesAll;
    if (isSpace && folds && !spaces && emitter.isWide && i > 0 && i < last) {
      emitter.indent(indent);
      if (text.charCodeAt(i + 1) === SPACE) emitter.put('\\');
    } else emitter.put(escapesAll || needsEscape(c) ? escaped(c) : text.charAt(i));
    spaces = isSpace;
    i += c > 0xffff ? 2 : 1;
  }
  emitter.indicate('"', false, false, false);
}

function needsEscape(c: number): boolean {
  return c === 34 || c === 92 || c === 10 || c === 0x2028 || c === 0x2029 || !isPrintable(c);
}

function escaped(c: number): string {
  const name = NAMED.get(c);
  if (name !== undefined) return `\\${name}`;
  const hex = c.toString(16).toUpperCase();
  if (c <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return c <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
