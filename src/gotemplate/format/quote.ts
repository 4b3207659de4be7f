import { strayByte } from '../value/bytes.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** Letters, marks, numbers, punctuation and symbols; of the spaces only the common one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const PLAIN = /^[ !#-[\]-~]*$/;

/** @returns whether Go would print a character as it is: `strconv.IsPrint`. */
export function isPrintable(character: string): boolean {
  return PRINTABLE.test(character);
}

/** @returns a text as Go would write it in a program: `strconv.Quote`, or `QuoteToASCII`. */
export function quoteText(text: string, isAsciiOnly = false): string {
  return PLAIN.test(text) ? `"${text}"` : quoteWith(text, '"', isAsciiOnly);
}

/** @returns a character in single quotes: `strconv.QuoteRune`. */
export function quoteCharacter(character: string, isAsciiOnly = false): string {
  return quoteWith(character, "'", isAsciiOnly);
}

function quoteWith(text: string, mark: string, isAsciiOnly: boolean): string {
  let out = mark;
  for (const character of text) out += escapeCharacter(character, mark, isAsciiOnly);
  return out + mark;
}

function escapeCharacter(character: string, mark: string, isAsciiOnly: boolean): string {
  if (character === mark || character === '\\') return `\\${character}`;
  const c = character.codePointAt(0) ?? 0;
  if ((c < 0x80 || !isAsciiOnly) && isPrintable(character)) return character;
  const short = ESCAPES.get(character);
  if (short !== undefined) return short;
  const byte = strayByte(character);
  if (byte !== undefined) return `\\x${hex(byte, 2)}`;
  if (c < 0x20 || c === 0x7f) return `\\x${hex(c, 2)}`;
  return c < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** @returns whether a text can stand between back quotes: `strconv.CanBackquote`. */
export function canBackquote(text: string): boolean {
  for (const character of text) {
    const c = character.codePointAt(0) ?? 0;
    if (c === 0xfeff || (c < 0x20 && c !== 9) || c === 0x60 || c === 0x7f || strayByte(character) !== undefined)
      return false;
  }
  return true;
}
