import { analyzeText } from '../node/analyze-text.ts';
import { isBreak, SPACE } from '../node/characters.ts';
import { needsQuotes } from '../node/needs-quotes.ts';
import { emitDouble } from './emit-double.ts';
import type { Emitter } from './emitter.ts';

const QUOTE = 39;

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
