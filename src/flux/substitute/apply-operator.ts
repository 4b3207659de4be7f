import { type ByteText, characterOf, runeAt, runesOf, toBytes, validRune } from './byte-text.ts';
import { matchesPattern } from './matches-pattern.ts';

/**
 * @param value the variable's value, empty where it has none
 * @param args the operator's words, expanded
 * @returns what an operator of `${name<operator>…}` makes of a value
 * @see fluxcd/pkg envsubst/funcs.go
 */
export function applyOperator(operator: string, value: ByteText, args: readonly ByteText[]): ByteText {
  const [first, second] = args;
  switch (operator) {
    case ',':
      return toLowerFirst(value);
    case ',,':
      return toLower(value);
    case '^':
      return toUpperFirst(value);
    case '^^':
      return toUpper(value);
    case '#':
      return first === undefined ? String(value.length) : trimPrefix(value, first, 'shortest');
    case '##':
      return trimPrefix(value, first ?? '', 'longest');
    case '%':
      return trimSuffix(value, first ?? '', 'shortest');
    case '%%':
      return trimSuffix(value, first ?? '', 'longest');
    case ':':
      return slice(value, first ?? '', second);
    case '/':
      return replaceFirst(value, first ?? '', second ?? '');
    case '//':
      return replaceAll(value, first ?? '', second ?? '');
    case '/#':
      return second !== undefined && value.startsWith(first ?? '') ? replaceFirst(value, first ?? '', second) : value;
    case '/%':
      return second === undefined ? value : replaceEnd(value, first ?? '', second);
    default:
      return value === '' ? args.join('') : value;
  }
}

/** Whether an operator gives a value of its own where the variable has none, so that strictness lets it. */
export function isDefaultOperator(operator: string): boolean {
  return /^:?[-+=?]$/.test(operator);
}

function replaceFirst(value: ByteText, old: ByteText, by: ByteText): ByteText {
  const at = value.indexOf(old);
  return at < 0 ? value : value.slice(0, at) + by + value.slice(at + old.length);
}

/** An empty text stands before, between and behind all characters. */
function replaceAll(value: ByteText, old: ByteText, by: ByteText): ByteText {
  return old === ''
    ? by +
        runesOf(value)
          .map((rune) => rune + by)
          .join('')
    : value.split(old).join(by);
}

function replaceEnd(value: ByteText, old: ByteText, by: ByteText): ByteText {
  return value.endsWith(old) ? value.slice(0, value.length - old.length) + by : value;
}

/** Anything but a number leaves the value as it is; a negative offset counts from the end, a negative length to it. */
function slice(value: ByteText, offset: ByteText, length: ByteText | undefined): ByteText {
  const from = parseInteger(offset);
  if (from === undefined) return value;
  const start = from < 0 ? Math.max(value.length + from, 0) : from;
  if (length === undefined) return value.slice(start);
  const count = parseInteger(length);
  if (count === undefined) return value;
  const end = count < 0 ? value.length + count : start + count;
  return end < start ? '' : value.slice(start, end);
}

/** @see Go strconv.Atoi */
function parseInteger(text: ByteText): number | undefined {
  if (!/^[-+]?[0-9]+$/.test(text)) return undefined;
  const exact = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, exact) === exact ? Number(exact) : undefined;
}

type Extent = 'shortest' | 'longest';

/** Takes a beginning that fits away: never an empty one, and nothing where the pattern is malformed. */
function trimPrefix(value: ByteText, pattern: ByteText, extent: Extent): ByteText {
  let found = 0;
  for (let end = value.length; end > 0; end--) {
    const match = matchesPattern(pattern, value.slice(0, end));
    if (match === 'malformed') return value;
    if (match === 'no') continue;
    found = end;
    if (extent === 'longest') break;
  }
  return value.slice(found);
}

/** The other way round, pattern and all, so that a class or an escape in it is read backwards. */
function trimSuffix(value: ByteText, pattern: ByteText, extent: Extent): ByteText {
  return reverse(trimPrefix(reverse(value), reverse(pattern), extent));
}

function reverse(text: ByteText): ByteText {
  return runesOf(text).map(validRune).reverse().join('');
}

/** @returns each character in upper case, one for one, as Go's `strings.ToUpper` has it: `ß` stays. */
function toUpper(text: ByteText): ByteText {
  return mapRunes(text, upperOf);
}

/** @returns each character in lower case, one for one. */
function toLower(text: ByteText): ByteText {
  return mapRunes(text, lowerOf);
}

function toUpperFirst(text: ByteText): ByteText {
  return mapFirst(text, upperOf);
}

function toLowerFirst(text: ByteText): ByteText {
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
