import { Buffer } from 'node:buffer';

/**
 * A text as Go holds it: one character for each byte of its UTF-8. Slices and lengths of Flux's substitution count
 * bytes, and two halves of a character that are put together again are that character.
 */
export type ByteText = string;

const NOT_ASCII = /[\u0080-\uffff]/;

// Well-formed UTF-8, or one byte that is none.
const RUNE =
  /[^\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/gy;

/** What Go reads in place of a byte that is not UTF-8. */
const REPLACEMENT = toBytes('\ufffd');

export function toBytes(text: string): ByteText {
  return NOT_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** @returns the text, or `undefined` where the bytes are not UTF-8. */
export function fromBytes(bytes: ByteText): string | undefined {
  if (!NOT_ASCII.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/** @returns the bytes of the character at an offset: one byte where they are not UTF-8, none at the end. */
export function runeAt(bytes: ByteText, at: number): ByteText {
  RUNE.lastIndex = at;
  return RUNE.exec(bytes)?.[0] ?? '';
}

/** @returns the bytes of each character. */
export function runesOf(bytes: ByteText): readonly ByteText[] {
  const runes: ByteText[] = [];
  for (let at = 0; at < bytes.length; ) {
    const rune = runeAt(bytes, at);
    runes.push(rune);
    at += rune.length;
  }
  return runes;
}

/** @returns the same character, or U+FFFD for a byte that is none: what Go's `[]rune` and `strings.Map` make of it. */
export function validRune(rune: ByteText): ByteText {
  return isValidRune(rune) ? rune : REPLACEMENT;
}

export function isValidRune(rune: ByteText): boolean {
  return rune.length > 1 || rune < '\x80';
}

/** @returns the character of a rune, U+FFFD for a byte that is none. */
export function characterOf(rune: ByteText): string {
  return fromBytes(validRune(rune)) ?? '\ufffd';
}
