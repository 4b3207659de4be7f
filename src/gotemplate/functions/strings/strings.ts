import { printPlain } from '../../format/print-value.ts';
import { printFormat } from '../../format/printf.ts';
import { quoteText } from '../../format/quote.ts';
import { textOf, textsOf } from '../../format/text-of.ts';
import { isAscii, throughBytes } from '../../value/bytes.ts';
import { family } from '../../value/family.ts';
import { allowText, repeatText } from '../../value/go-error.ts';
import { type GoFunction, GoMap, STRING_MAP, stringList, type Value } from '../../value/value.ts';
import {
  initialsOf,
  swapCase,
  toLower,
  toTitle,
  toUpper,
  trimSpace,
  uncapitalize,
  withoutSpaces,
} from './change-case.ts';
import { abbreviate, replaceText, splitText, substring, trimSet, truncateText, wrapWords } from './cut.ts';
import { joinWords, toPascalCase } from './word-case.ts';

/** Apart, since every object has something of its name already. */
const TO_STRING: Omit<GoFunction, 'source'> = { takes: ['any'], run: (value) => textOf(value) };

/** Functions on text. */
export const STRINGS = family('sprig strings.go', {
  abbrev: {
    takes: ['int', 'string'],
    run: (width: bigint, text: string) =>
      width < 4n ? text : throughBytes(text, (bytes) => abbreviate(bytes, 0, Number(width))),
  },
  abbrevboth: {
    takes: ['int', 'int', 'string'],
    run: (left: bigint, right: bigint, text: string) =>
      right < 4n || (left > 0n && right < 7n)
        ? text
        : throughBytes(text, (bytes) => abbreviate(bytes, Number(left), Number(right))),
  },
  cat: { takes: [], rest: 'any', run: (...values: readonly Value[]) => catenate(values) },
  contains: { takes: ['string', 'string'], run: (part: string, text: string) => text.includes(part) },
  camelcase: { takes: ['string'], run: (text: string) => toPascalCase(text) },
  hasPrefix: { takes: ['string', 'string'], run: (part: string, text: string) => text.startsWith(part) },
  hasSuffix: { takes: ['string', 'string'], run: (part: string, text: string) => text.endsWith(part) },
  hello: { takes: [], run: () => 'Hello!' },
  indent: { takes: ['int', 'string'], run: (spaces: bigint, text: string) => indent(spaces, text) },
  initials: { takes: ['string'], run: (text: string) => initialsOf(text) },
  join: { takes: ['string', 'any'], run: (between: string, list: Value) => textsOf(list).join(between) },
  kebabcase: { takes: ['string'], run: (text: string) => joinWords(text, '-') },
  lower: { takes: ['string'], run: (text: string) => (isAscii(text) ? text.toLowerCase() : toLower(text)) },
  nindent: { takes: ['int', 'string'], run: (spaces: bigint, text: string) => `\n${indent(spaces, text)}` },
  nospace: { takes: ['string'], run: (text: string) => withoutSpaces(text) },
  plural: {
    takes: ['string', 'string', 'int'],
    run: (one: string, many: string, count: bigint) => (count === 1n ? one : many),
  },
  quote: {
    takes: [],
    rest: 'any',
    run: (...values: readonly Value[]) => quoteAll(values, (v) => quoteText(textOf(v))),
  },
  repeat: { takes: ['int', 'string'], run: (count: bigint, text: string) => repeatText(text, Number(count)) },
  replace: { takes: ['string', 'string', 'string'], run: replaceText },
  snakecase: { takes: ['string'], run: (text: string) => joinWords(text, '_') },
  split: {
    takes: ['string', 'string'],
    run: (separator: string, text: string) => numbered(splitText(text, separator)),
  },
  splitList: {
    takes: ['string', 'string'],
    run: (separator: string, text: string) => stringList(splitText(text, separator)),
  },
  splitn: {
    takes: ['string', 'int', 'string'],
    run: (separator: string, most: bigint, text: string) => numbered(splitText(text, separator, Number(most))),
  },
  squote: {
    takes: [],
    rest: 'any',
    run: (...values: readonly Value[]) => quoteAll(values, (v) => `'${printPlain(v)}'`),
  },
  substr: { takes: ['int', 'int', 'string'], run: substring },
  swapcase: { takes: ['string'], run: (text: string) => swapCase(text) },
  title: { takes: ['string'], run: (text: string) => toTitle(text) },
  toString: TO_STRING,
  toStrings: { takes: ['any'], run: (value) => stringList(textsOf(value)) },
  trim: { takes: ['string'], run: (text: string) => trimSpace(text) },
  trimAll: { takes: ['string', 'string'], run: trimSet },
  trimPrefix: {
    takes: ['string', 'string'],
    run: (part: string, text: string) => (text.startsWith(part) ? text.slice(part.length) : text),
  },
  trimSuffix: {
    takes: ['string', 'string'],
    run: (part: string, text: string) => (text.endsWith(part) ? text.slice(0, text.length - part.length) : text),
  },
  trimall: { takes: ['string', 'string'], run: trimSet },
  trunc: { takes: ['int', 'string'], run: truncateText },
  untitle: { takes: ['string'], run: (text: string) => uncapitalize(text) },
  upper: { takes: ['string'], run: (text: string) => (isAscii(text) ? text.toUpperCase() : toUpper(text)) },
  wrap: {
    takes: ['int', 'string'],
    run: (width: bigint, text: string) => throughBytes(text, (bytes) => wrapWords(bytes, Number(width), '', false)),
  },
  wrapWith: {
    takes: ['int', 'string', 'string'],
    run: (width: bigint, between: string, text: string) =>
      throughBytes(text, (bytes) => wrapWords(bytes, Number(width), between, true)),
  },
});

function indent(spaces: bigint, text: string): string {
  const pad = repeatText(' ', Number(spaces));
  if (!text.includes('\n')) return pad + text;
  if (pad.length > 1000) allowText(pad.length * text.split('\n').length);
  return pad + text.replaceAll('\n', `\n${pad}`);
}

/** The format is made first and trimmed, then used, as sprig does. */
function catenate(values: readonly Value[]): string {
  const present = values.filter((value) => value !== null && value !== undefined);
  return printFormat(present.map(() => '%v').join(' '), present);
}

function quoteAll(values: readonly Value[], quote: (value: Value) => string): string {
  return values
    .filter((value) => value !== null && value !== undefined)
    .map(quote)
    .join(' ');
}

function numbered(parts: readonly string[]): GoMap {
  return new GoMap(
    parts.map((part, i) => [`_${i}`, part]),
    STRING_MAP,
  );
}
