import { RE2JS, RE2JSException } from 're2js';
import { oncePerText } from '../../../memo/by-value.ts';
import { canBackquote, quoteText } from '../../format/quote.ts';
import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { type GoFunction, GoList, STRING_LIST, stringList } from '../../value/value.ts';
import { findAll, type Match } from './find-all.ts';

type Entry = Omit<GoFunction, 'source'>;

const MOST_PATTERNS = 1000;
/** A byte that is not UTF-8. */
const STRAY = /(?<![\ud800-\udbff])[\udc80-\udcff]/;
const QUOTED = /[\\.+*?()|[\]{}^$]/g;

const MUST_MATCH: Entry = {
  takes: ['string', 'string'],
  run: (pattern: string, text: string) => compile(pattern).matcher(text).find(),
};
const FIND_ALL: Entry = {
  takes: ['string', 'string', 'int'],
  run: (pattern: string, text: string, most: bigint) => {
    const found = findAll(compile(pattern), text, Number(most)).map((match) => text.slice(match.start, match.end));
    return found.length === 0 ? new GoList([], STRING_LIST, true) : stringList(found);
  },
};
const FIND: Entry = {
  takes: ['string', 'string'],
  run: (pattern: string, text: string) => {
    const [match] = findAll(compile(pattern), text, 1);
    return match === undefined ? '' : text.slice(match.start, match.end);
  },
};
const REPLACE: Entry = {
  takes: ['string', 'string', 'string'],
  run: (pattern: string, text: string, replacement: string) => {
    const regex = compile(pattern);
    return replaceAll(regex, text, (match) => expandTemplate(regex, replacement, match));
  },
};
const REPLACE_LITERAL: Entry = {
  takes: ['string', 'string', 'string'],
  run: (pattern: string, text: string, replacement: string) => replaceAll(compile(pattern), text, () => replacement),
};
const SPLIT: Entry = { takes: ['string', 'string', 'int'], run: split };

/** Functions on regular expressions, all of them RE2's, which take no more than linear time. */
export const REGEX = family('sprig regex.go', {
  mustRegexFind: FIND,
  mustRegexFindAll: FIND_ALL,
  mustRegexMatch: MUST_MATCH,
  mustRegexReplaceAll: REPLACE,
  mustRegexReplaceAllLiteral: REPLACE_LITERAL,
  mustRegexSplit: SPLIT,
  regexFind: panicking(FIND),
  regexFindAll: panicking(FIND_ALL),
  regexMatch: { takes: ['string', 'string'], run: matchesRegex },
  regexQuoteMeta: { takes: ['string'], run: (text: string) => text.replace(QUOTED, '\\$&') },
  regexReplaceAll: panicking(REPLACE),
  regexReplaceAllLiteral: panicking(REPLACE_LITERAL),
  regexSplit: panicking(SPLIT),
});

const compiled = oncePerText(MOST_PATTERNS, (pattern): RE2JS | string => {
  const stray = pattern.search(STRAY);
  if (stray >= 0) return `error parsing regexp: invalid UTF-8: \`${pattern.slice(stray)}\``;
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
});

/** @throws GoError */
function compile(pattern: string): RE2JS {
  const regex = compiled(pattern);
  if (typeof regex === 'string') throw new GoError(regex);
  return regex;
}

/** @returns what Go says against a pattern */
export function regexProblem(pattern: string): string | undefined {
  const regex = compiled(pattern);
  return typeof regex === 'string' ? regex : undefined;
}

/** Without `must`, what cannot be compiled is a panic, which names the pattern. */
function panicking(entry: Entry): Entry {
  return {
    ...entry,
    run: (...values) => {
      const [pattern] = values;
      const regex = typeof pattern === 'string' ? compiled(pattern) : undefined;
      if (typeof regex === 'string') throw new GoError(`regexp: Compile(${quotePattern(String(pattern))}): ${regex}`);
      return entry.run(...values);
    },
  };
}

function quotePattern(pattern: string): string {
  return canBackquote(pattern) ? `\`${pattern}\`` : quoteText(pattern);
}

/** @returns whether a pattern is found in a text; not where it cannot be compiled */
export function matchesRegex(pattern: string, text: string): boolean {
  const regex = compiled(pattern);
  return typeof regex !== 'string' && regex.matcher(text).find();
}

function replaceAll(regex: RE2JS, text: string, replace: (match: Match) => string): string {
  let out = '';
  let last = 0;
  for (const match of findAll(regex, text, -1)) {
    out += text.slice(last, match.start) + replace(match);
    last = match.end;
  }
  return out + text.slice(last);
}

const GROUP_NAME = /^[\p{L}\p{Nd}_]+/u;

/** `Regexp.expand`: fills in `$1`, `$name` and `${name}`; a name is as long as it can be. */
function expandTemplate(regex: RE2JS, template: string, match: Match): string {
  let out = '';
  let rest = template;
  for (let at = rest.indexOf('$'); at >= 0; at = rest.indexOf('$')) {
    out += rest.slice(0, at);
    rest = rest.slice(at + 1);
    if (rest.startsWith('$')) {
      out += '$';
      rest = rest.slice(1);
      continue;
    }
    const reference = readReference(rest);
    if (reference === undefined) {
      out += '$';
      continue;
    }
    rest = rest.slice(reference.length);
    out += groupOf(regex, reference.name, match);
  }
  return out + rest;
}

function readReference(text: string): { readonly name: string; readonly length: number } | undefined {
  const isBraced = text.startsWith('{');
  const name = GROUP_NAME.exec(isBraced ? text.slice(1) : text)?.[0];
  if (name === undefined) return undefined;
  if (!isBraced) return { name, length: name.length };
  return text[name.length + 1] === '}' ? { name, length: name.length + 2 } : undefined;
}

function groupOf(regex: RE2JS, name: string, match: Match): string {
  const index = /^\d+$/.test(name) ? Number(name) : regex.namedGroups()[name];
  return index === undefined ? '' : (match.groups[index] ?? '');
}

/** `Regexp.Split` */
function split(pattern: string, text: string, most: bigint): GoList {
  const regex = compile(pattern);
  if (most === 0n) return new GoList([], STRING_LIST, true);
  if (pattern !== '' && text === '') return stringList(['']);
  const parts: string[] = [];
  let start = 0;
  let end = 0;
  for (const match of findAll(regex, text, Number(most))) {
    if (most > 0n && parts.length === Number(most) - 1) break;
    end = match.start;
    if (match.end !== 0) parts.push(text.slice(start, end));
    start = match.end;
  }
  if (end !== text.length) parts.push(text.slice(start));
  return stringList(parts);
}
