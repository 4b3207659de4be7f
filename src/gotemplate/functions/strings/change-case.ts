import { Buffer } from 'node:buffer';
import { encodeText, hasStrayBytes } from '../../value/bytes.ts';

const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;
const TITLE = /^\p{Lt}$/u;
const LETTER = /^\p{L}$/u;
const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/u;

/** @returns whether a character is white space to Go: `unicode.IsSpace` */
export function isSpace(c: string): boolean {
  return SPACE.test(c);
}

export function isUpper(c: string): boolean {
  return UPPER.test(c);
}

/** @returns a text in capitals, character for character, as `strings.ToUpper`: what would become longer stays */
export function toUpper(text: string): string {
  return mapCharacters(text, (c) => c.toUpperCase());
}

/** @returns a text in small letters, character for character, as `strings.ToLower` */
export function toLower(text: string): string {
  return mapCharacters(text, (c) => c.toLowerCase());
}

/** What goes through Go's runes loses its stray bytes. */
export function withoutStrayBytes(text: string): string {
  return hasStrayBytes(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}

function mapCharacters(text: string, map: (c: string) => string): string {
  let out = '';
  for (const c of withoutStrayBytes(text)) out += single(c, map);
  return out;
}

function single(c: string, map: (c: string) => string): string {
  const mapped = map(c);
  return mapped.length === c.length || [...mapped].length === 1 ? mapped : c;
}

/** @returns a text with small and capital letters changed for each other: `util.SwapCase` */
export function swapCase(text: string): string {
  return mapCharacters(text, (c) =>
    isUpper(c) || TITLE.test(c) ? c.toLowerCase() : LOWER.test(c) ? c.toUpperCase() : c,
  );
}

/** @returns a text whose words begin with a capital: `strings.Title` */
export function toTitle(text: string): string {
  let out = '';
  let before = ' ';
  for (const c of withoutStrayBytes(text)) {
    out += isSeparator(before) ? toUpper(c) : c;
    before = c;
  }
  return out;
}

/** `isSeparator` of Go's strings: ASCII but letters, digits and underscore, and white space. */
function isSeparator(c: string): boolean {
  if (c <= '\x7f') return !/[A-Za-z0-9_]/.test(c);
  return !LETTER.test(c) && !/^\p{Nd}$/u.test(c) && isSpace(c);
}

/** @returns a text whose words begin with a small letter: `util.Uncapitalize` */
export function uncapitalize(text: string): string {
  let out = '';
  let isFirst = true;
  for (const c of withoutStrayBytes(text)) {
    out += isFirst && !isSpace(c) ? toLower(c) : c;
    isFirst = isSpace(c);
  }
  return out;
}

/** @returns the first letters of the words of a text, byte for byte as if each were a character: `util.Initials` */
export function initialsOf(text: string): string {
  let out = '';
  let isFirst = true;
  for (const byte of encodeText(text)) {
    const c = String.fromCharCode(byte);
    const space = isSpace(c);
    if (isFirst && !space) out += c;
    isFirst = space;
  }
  return out;
}

/** @returns a text without white space, and where there was any, its bytes as if each were a character */
export function withoutSpaces(text: string): string {
  const kept = [...encodeText(text)].map((byte) => String.fromCharCode(byte));
  const left = kept.filter((c) => !isSpace(c));
  return left.length === kept.length ? text : left.join('');
}

/** @returns whether a character is a letter of a script that has cases or alphabets, as xstrings sees it */
export function isAlphabet(c: string): boolean {
  return LETTER.test(c) && !/^[\u3400-\u4dbf\u4e00-\u9fcc\u{20000}-\u{2b81d}]$/u.test(c);
}

/** @returns a text without white space at its ends: `strings.TrimSpace` */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
