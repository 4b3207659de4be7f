import { isAscii } from '../value/bytes.ts';
import { BudgetExceeded } from '../value/go-error.ts';
import { GoList, GoMap, type Value } from '../value/value.ts';

/** About the nanoseconds that a call takes beside what it does. */
const CALL = 200;
const ITEM = 20;

/** What a function takes for each character that it reads or writes, where that is more than one. */
const COSTLY: readonly (readonly [names: RegExp, cost: number])[] = [
  [/^semver/, 1500],
  [/^(?:must)?regex/i, 900],
  [/^(?:snake|kebab)case$/, 700],
  [/^fromToml$/, 600],
  [/^(?:must)?(?:from|to)(?:Yaml|Toml)|^toYamlPretty|^AsConfig|^AsSecrets/, 160],
  [/^(?:must)?(?:to|html)?Date|^(?:date|ago|duration|now|unixEpoch)/i, 120],
  [/^(?:must)?(?:from|to)(?:Raw|Pretty)?Json/, 40],
  [/^tpl$/, 100],
  [/^url(?:Parse|Join)$/, 80],
  [/^b32|^camelcase$|^nospace$/, 60],
  // What may be a long number.
  [/^(?:add1?|sub|mul|div|mod|max|min|biggest|int|int64|float64|atoi|toDecimal|(?:must)?slice)$/i, 60],
  [/^rand/, 80],
  [/^Glob$/, 4000],
  [/^(?:upper|lower|split|shuffle|wrap|initials|title|untitle|swapcase|Lines|trunc|abbrev|substr)/, 40],
  [/^trimall$/i, 25],
  [/^(?:n?indent|replace|s?quote|toString|print|html|js|urlquery)/, 45],
  [/^(?:trim|join|cat|sha|adler)/, 8],
];
/** What looks at one character after the other where not each is one byte, and takes so many times as long then. */
const BY_CHARACTER = /^(?:upper|lower|initials|title|untitle|swapcase|trim)/;
const WIDE = 8;
/** What compares each item with each. */
const IN_PAIRS = /^(?:must)?uniq$|^mulf$/i;
const PAIR = 30;
/** Every other argument is a key, which is printed where it is no text. */
const WITH_KEYS = /^dict$/;
/** No text that is written costs more: most is read before. */
const MOST_FOR_WRITTEN = 120;
const SORTED = /^(?:must)?(?:uniq|sortAlpha|without|has)$/i;
/** What looks at all that is in a value, not at its top only. */
const DEEP =
  /^(?:must)?(?:to(?:Raw|Pretty)?(?:Json|Yaml|Toml)|toYamlPretty|toStrings?|deepCopy|deepEqual|merge(?:Overwrite)?|print(?:f|ln)?|s?quote|cat|join|has|uniq|without|html|js|urlquery|sortAlpha|toDecimal)$/i;
/** What a call takes however little it is given. */
const FIXED: readonly (readonly [names: RegExp, cost: number])[] = [
  [/^derivePassword$/, 250_000_000],
  [/^gen|^buildCustomCert$/, 200_000],
  [/^bcrypt$|^htpasswd$/, 50_000],
  [/^(?:must)?regex|^Glob$/i, 100_000],
];
const PATTERN = /^(?:must)?regex(?!QuoteMeta)/i;
const REPEAT = /\{(\d+)(?:,(\d*))?\}/g;
/** What RE2 allows repeats within one another to come to. */
const MOST_REPEATS = 1000;
/** For each character of a pattern that is repeated, to compile it. */
const COMPILING = 600;
/** For each character of a text and each of the pattern that is looked for in it. */
const MATCHING = 3;
const READING = /^(?:must)?from(?:Yaml|Json|Toml)/i;
/** What values take in memory, in characters. */
const LIST = 32;
const MAP = 120;
const LIST_ITEM = 20;
const MAP_ENTRY = 24;

/** How a function is charged for. */
export interface Rate {
  readonly fixed: number;
  readonly perCharacter: number;
  /** Of a text in which not each character is one byte. */
  readonly perWide: number;
  readonly perWritten: number;
  readonly perItem: number;
  readonly isDeep: boolean;
  /** Whether its first argument is a regular expression. */
  readonly hasPattern: boolean;
  /** Whether it compares each item of its first argument, or each of its arguments, with each other one. */
  readonly isInPairs: boolean;
  /** Whether its arguments are keys and values. */
  readonly hasKeys: boolean;
  /** Whether it makes data of a text. */
  readonly reads: boolean;
}

/** What it costs to read a value. */
type ReadingRate = Pick<Rate, 'perCharacter' | 'perWide' | 'perItem' | 'isDeep'>;

/** @returns what calls of a function cost */
export function rateOf(name: string): Rate {
  const perCharacter = COSTLY.find(([names]) => names.test(name))?.[1] ?? 1;
  return {
    fixed: CALL + (FIXED.find(([names]) => names.test(name))?.[1] ?? 0),
    perCharacter,
    perWide: BY_CHARACTER.test(name) ? perCharacter * WIDE : perCharacter,
    perWritten: Math.min(perCharacter, MOST_FOR_WRITTEN),
    perItem: (SORTED.test(name) ? ITEM * 20 : ITEM * 16) + perCharacter * 5,
    isDeep: DEEP.test(name),
    hasPattern: PATTERN.test(name),
    isInPairs: IN_PAIRS.test(name),
    hasKeys: WITH_KEYS.test(name),
    reads: READING.test(name),
  };
}

/** What it costs to print a value. */
export const PRINTING: Rate = rateOf('print');

/** A text that is longer is not given to a function that reads it slowly. */
const LONGEST_FOR_SLOW = 2 * 1024 * 1024;
const SLOW = 30;

/** @throws BudgetExceeded where a function that is slow would read a long text */
export function allowLength(value: Value, { perCharacter }: Rate): void {
  if (typeof value === 'string' && perCharacter >= SLOW && value.length > LONGEST_FOR_SLOW) {
    throw new BudgetExceeded('output', `a text of ${value.length} characters is too long`);
  }
}

/** @returns about how long a function takes for a value, or more than what is left */
export function costOf(value: Value, rate: ReadingRate, left: number): number {
  const { perCharacter, perWide, perItem, isDeep } = rate;
  if (typeof value === 'string') {
    return value.length * (perWide === perCharacter || isAscii(value) ? perCharacter : perWide);
  }
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof GoList && isDeep) return costOfAll(value.items, rate, left);
  if (value instanceof GoMap && isDeep) return costOfAll(value.items(), rate, left) + value.size * perCharacter * 8;
  return sizeOf(value) * perItem;
}

function costOfAll(items: Iterable<Value>, rate: ReadingRate, left: number): number {
  let cost = 0;
  for (const item of items) {
    cost += rate.perItem + costOf(item, rate, left - cost);
    if (cost > left) break;
  }
  return cost;
}

/** @returns the characters of a text, the items of a list or map, and 1 for all else */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof GoList) return value.items.length;
  return value instanceof GoMap ? value.size : 1;
}

/**
 * @param texts in which it is looked for
 * @returns about how long a regular expression takes to be compiled, and its program to be run through for each character
 */
export function costOfPattern(pattern: Value, texts: readonly Value[]): number {
  if (typeof pattern !== 'string') return 0;
  let repeats = 1;
  for (const [, least = '', most = ''] of pattern.matchAll(REPEAT))
    repeats = Math.min(MOST_REPEATS, repeats * Math.max(1, Number(least), Number(most)));
  const length = texts.reduce((sum: number, text) => sum + (typeof text === 'string' ? text.length : 0), 0);
  const size = pattern.length * repeats;
  return (repeats === 1 ? 0 : size * COMPILING) + size * length * MATCHING;
}

/** @returns how long a function takes to compare each of its values with each other one */
export function costOfPairs(values: readonly Value[], costOfAll: number): number {
  const [first] = values;
  const count = first instanceof GoList ? first.items.length : values.length;
  return count * Math.max(count * PAIR, costOfAll / 10);
}

/**
 * @param grown by how many entries a function made the map larger that it was given
 * @returns what a new value takes in memory, in characters, without what is in it
 */
export function spaceOf(value: Value, isNew: boolean, grown: number): number {
  if (!isNew) return Math.max(grown, 0) * MAP_ENTRY;
  if (typeof value === 'string') return value.length;
  if (value instanceof GoList) return LIST + value.items.length * LIST_ITEM;
  return value instanceof GoMap ? MAP + value.size * MAP_ENTRY : 0;
}

/** @returns what data takes in memory that was read from a text, with all that is in it, in characters */
export function spaceOfRead(value: Value): number {
  let space = spaceOf(value, true, 0);
  if (value instanceof GoList) for (const item of value.items) space += spaceOfRead(item);
  if (value instanceof GoMap) for (const item of value.items()) space += spaceOfRead(item);
  return space;
}
