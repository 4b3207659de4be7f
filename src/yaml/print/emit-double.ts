import { isPrintable } from '../node/analyze-text.ts';
import { SPACE } from '../node/characters.ts';
import type { Emitter } from './emitter.ts';

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

/** Writes text in double quotes, as libyaml's `yaml_emitter_write_double_quoted_scalar`. */
export function emitDouble(emitter: Emitter, text: string, indent: number, folds: boolean): void {
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
