import { decodeBytes } from '../value/bytes.ts';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);
const HEX_WIDTH: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** @returns the text of a string constant with its quotes; `undefined` where its escapes are wrong: `strconv.Unquote`. */
export function unquote(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner.replaceAll('\r', '');
  if (!inner.includes('\\')) return inner;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let at = 0; at < inner.length; ) {
    const read = unquoteCharacter(inner, at, '"');
    if (read === undefined) return undefined;
    if (read.isByte) bytes.push(read.code);
    else bytes.push(...encoder.encode(String.fromCodePoint(read.code)));
    at = read.end;
  }
  return decodeBytes(Uint8Array.from(bytes));
}

interface Character {
  readonly code: number;
  /** Whether it was written as a byte, `\xff` or `\377`. */
  readonly isByte: boolean;
  readonly end: number;
}

/** @returns the character that begins at a place of a constant: `strconv.UnquoteChar`. */
export function unquoteCharacter(text: string, at: number, mark: string): Character | undefined {
  const code = text.codePointAt(at);
  if (code === undefined || text[at] === mark) return undefined;
  if (text[at] !== '\\') return { code, isByte: false, end: at + (code > 0xffff ? 2 : 1) };
  const letter = text[at + 1];
  if (letter === undefined) return undefined;
  const simple = SIMPLE.get(letter) ?? (letter === mark ? mark : undefined);
  if (simple !== undefined) return { code: simple.charCodeAt(0), isByte: false, end: at + 2 };
  const width = HEX_WIDTH.get(letter);
  if (width !== undefined) return hexCharacter(text, at + 2, width);
  const octal = text.slice(at + 1, at + 4);
  if (!/^[0-7]{3}$/.test(octal)) return undefined;
  const value = Number.parseInt(octal, 8);
  return value > 255 ? undefined : { code: value, isByte: true, end: at + 4 };
}

function hexCharacter(text: string, at: number, width: number): Character | undefined {
  const digits = text.slice(at, at + width);
  if (digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  const end = at + width;
  if (width === 2) return { code, isByte: true, end };
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : { code, isByte: false, end };
}
