import { type ByteText, characterOf, runeAt, runesOf, toBytes } from './byte-text.ts';

/** @returns each character in upper case, one for one, as Go's `strings.ToUpper` has it: `ß` stays. */
export function toUpper(text: ByteText): ByteText {
  return mapRunes(text, upperOf);
}

/** @returns each character in lower case, one for one. */
export function toLower(text: ByteText): ByteText {
  return mapRunes(text, lowerOf);
}

export function toUpperFirst(text: ByteText): ByteText {
  return mapFirst(text, upperOf);
}

export function toLowerFirst(text: ByteText): ByteText {
  return mapFirst(text, lowerOf);
}

function mapRunes(text: ByteText, map: (character: string) => string): ByteText {
  return toBytes(
    runesOf(text)
      .map((rune) => map(characterOf(rune)))
      .join(''),
  );
}

function mapFirst(text: ByteText, map: (character: string) => string): ByteText {
  const rune = runeAt(text, 0);
  return rune === '' ? text : toBytes(map(characterOf(rune))) + text.slice(rune.length);
}

// Greek letters with an iota below: Unicode's simple upper case is their title case, where JavaScript writes two letters.
const IOTA_BELOW = /[\u1f80-\u1f87\u1f90-\u1f97\u1fa0-\u1fa7]/;
const IOTA_BELOW_ALONE: ReadonlyMap<string, string> = new Map([
  ['\u1fb3', '\u1fbc'],
  ['\u1fc3', '\u1fcc'],
  ['\u1ff3', '\u1ffc'],
]);

function upperOf(character: string): string {
  if (IOTA_BELOW.test(character)) return String.fromCharCode(character.charCodeAt(0) + 8);
  return IOTA_BELOW_ALONE.get(character) ?? oneForOne(character, character.toUpperCase());
}

function lowerOf(character: string): string {
  return character === '\u0130' ? 'i' : oneForOne(character, character.toLowerCase());
}

function oneForOne(character: string, mapped: string): string {
  return [...mapped].length === 1 ? mapped : character;
}
