import { isSecretName, mayHoldSecretName, saidByName } from '../../../kubernetes/facts/secret-names.ts';
import { isHarmless, isReference } from '../facts/harmless.ts';
import { linesBelow } from './lines-below.ts';
import type { Span } from './span.ts';
import { isOfName, lineRest, quotedValue, type WrittenValue, wordAt } from './written-value.ts';

/** In characters. */
const LONGEST_NAME = 120;
const FARTHEST_VALUE = 300;
const LONGEST_CODE = 300;
const LONGEST_SOURCE = 1_000;

/** In `name: DB_PASSWORD` and `value: …` one says what the other is. */
const NAMING = new Set(['name', 'key', 'Name', 'Key']);
const NAMED = new Set(['value', 'default', 'Value', 'defaultValue']);

/**
 * @returns the values that a text gives to secret names, as YAML, JSON, TOML, properties, shells, connection strings and
 *   code write them: `password: …`, `"apiKey": "…"`, `export DB_PASS=…`, `--token=…`, `${TOKEN:-…}`
 */
export function assignedSecrets(text: string): readonly Span[] {
  if (!mayHoldSecretName(text)) return [];
  const spans: Span[] = [];
  let naming = Number.NEGATIVE_INFINITY;
  let done = 0;
  const separators = new Separators(text);
  for (let at = separators.from(0); at < text.length; at = separators.from(Math.max(at + 1, done))) {
    const name = nameBefore(text, at);
    if (name === undefined) continue;
    const known = NAMED.has(name.text) && at - naming < FARTHEST_VALUE ? nameBehind(text, naming) : name.text;
    if (NAMING.has(name.text)) naming = at;
    const value = isSecretName(known) ? valueAfter(text, at, name) : undefined;
    if (value === undefined) continue;
    const shown = text.slice(value.from, value.to);
    if (value.isBelow)
      for (const line of linesBelow(text, at, (below) => !isHarmlessOf(known, below))) spans.push(line);
    else if (!isHarmlessOf(known, shown) && (value.isQuoted || !isCode(shown, known))) spans.push(value);
    // What holds others, such as code, is looked through by these.
    done = Math.max(done, spans.at(-1)?.to ?? 0);
  }
  return spans;
}

/** Where the `=` and `:` of a text are, asked from its start to its end. */
class Separators {
  readonly #text: string;
  #colon = -1;
  #equals = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns where the next one is; the text's end where there is none */
  from(from: number): number {
    if (this.#colon < from) this.#colon = this.#next(':', from);
    if (this.#equals < from) this.#equals = this.#next('=', from);
    return Math.min(this.#colon, this.#equals);
  }

  #next(separator: string, from: number): number {
    const at = this.#text.indexOf(separator, from);
    return at < 0 ? this.#text.length : at;
  }
}

const COLON = 58;

/** @returns what a `name:` says, in quotes or not */
function nameBehind(text: string, at: number): string {
  return /^[ \t]*\\*["']?([\w.-]+)/.exec(text.slice(at + 1, at + LONGEST_NAME))?.[1] ?? '';
}

interface WrittenName {
  readonly text: string;
  readonly from: number;
  readonly isQuoted: boolean;
}

/** @returns the name in front of a separator, with or without quotes; `undefined` where it says nothing */
function nameBefore(text: string, at: number): WrittenName | undefined {
  const least = Math.max(0, at - LONGEST_NAME);
  let to = at;
  let isQuoted = false;
  for (let code = text.charCodeAt(to - 1); to > least && BETWEEN.has(code); code = text.charCodeAt(to - 1)) {
    isQuoted ||= code === 34 || code === 39;
    to--;
  }
  let from = to;
  while (from > least && isOfName(text.charCodeAt(from - 1))) from--;
  const isName = to - from >= SHORTEST_NAME && text[to - 1] !== '-' && text[to - 1] !== '.';
  return isName ? { text: text.slice(from, to), from, isQuoted } : undefined;
}

/** In characters: `pw`. */
const SHORTEST_NAME = 2;

/** What may be between a name and its separator. */
const BETWEEN = new Set([' ', '\t', '"', "'", '\\', ']', '?', '+'].map((each) => each.charCodeAt(0)));

interface Value extends WrittenValue {
  /** Whether the value is a block of lines below. */
  readonly isBelow?: boolean;
}

/** @returns the value behind a separator; `undefined` where it only looks like one */
function valueAfter(text: string, at: number, name: WrittenName): Value | undefined {
  const next = text[at + 1] ?? '';
  if (text[name.from - 1] === '{' && text[name.from - 2] === '$') return fallback(text, at);
  if (COMPARES.has(text.charCodeAt(at - 1)) || (text[at] === '=' && (next === '=' || next === '~'))) return undefined;
  const length = (text[at] === ':' && next === '=') || (text[at] === '=' && next === '>') ? 2 : 1;
  const isColon = text[at] === ':' && length === 1;
  const start = isStart(text, name);
  if (isColon && !/[\s"'\\]|^$/.test(next) && !name.isQuoted && !(start && name.text.includes('-'))) return undefined;
  const from = pastBlanks(text, at + length);
  if (isColon && isBelow(text, from)) return { from, to: from, isQuoted: false, isBelow: true };
  const quoted = quotedValue(text, from);
  if (quoted !== undefined) return quoted;
  if (text[from] === '[') return text[from + 1] === '{' ? undefined : wordAt(text, from + 1, LIST_ENDS);
  if (isColon && !start && !name.isQuoted && isProse(text, from)) return undefined;
  const isWhole = isColon || from > at + length || name.text.includes('.');
  if (start && isWhole) return text[from] === '{' && text[from + 1] !== '{' ? undefined : lineRest(text, from);
  return wordAt(text, from, start ? WORD_ENDS : PART_ENDS);
}

/** What makes a comparison or an assignment of another kind of `=`. */
const COMPARES = new Set(['=', '!', '<', '>', '~'].map((each) => each.charCodeAt(0)));

function pastBlanks(text: string, from: number): number {
  const most = from + LONGEST_BLANK;
  let at = from;
  while (at < most && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at;
}

/** In characters. */
const LONGEST_BLANK = 40;

const NOTHING_BEHIND = /[ \t]*(?:[|>][+-]?\d?[+-]?)?[ \t]*(?:#[^\n]{0,200})?(?:\r?\n|$)/y;

/** Whether a line has nothing more behind a colon but the sign of a block and a comment. */
function isBelow(text: string, from: number): boolean {
  if (from < text.length && !MAY_BE_NOTHING.has(text.charCodeAt(from))) return false;
  NOTHING_BEHIND.lastIndex = from;
  return NOTHING_BEHIND.test(text);
}

const MAY_BE_NOTHING = new Set([' ', '\t', '|', '>', '#', '\r', '\n'].map((each) => each.charCodeAt(0)));

const LIST_ENDS = /[\]\n]/g;
const FALLBACK_ENDS = /[}\n]/g;
const WORD_ENDS = /[\s"'`]/g;
const PART_ENDS = /[\s,;&"'`)}\]\\]/g;

/** In a sentence more words follow, and none of them has a value. */
function isProse(text: string, from: number): boolean {
  return /^[^\s"'$]+[ \t]+[A-Za-z]+(?:[ \t,.]|$)/.test(text.slice(from, from + 120));
}

/** `${TOKEN:-…}` holds what is taken where there is no token. */
function fallback(text: string, at: number): Value | undefined {
  const isTwo = text[at] === ':' && (text[at + 1] === '-' || text[at + 1] === '=');
  if (text[at] === ':' && !isTwo) return undefined;
  return wordAt(text, at + (isTwo ? 2 : 1), FALLBACK_ENDS);
}

const IN_FRONT =
  /^[\s#;/*-]*(?:(?:export|set|setx|env|arg|local|readonly|declare(?:[ \t]-\w+)?)[ \t]+|-[ \t]+)*\$?["']?$/i;

/** In characters: how far from its line's start a name may be the first of it. */
const FARTHEST_NAME = 80;

/** Whether a name is the first of its line, where its value may go to the end of it. */
function isStart(text: string, { from }: WrittenName): boolean {
  const least = Math.max(0, from - FARTHEST_NAME);
  let start = from;
  for (; start > least && text.charCodeAt(start - 1) !== NEW_LINE; start--)
    if (ENDS_FRONT.has(text.charCodeAt(start - 1))) return false;
  return start === from || IN_FRONT.test(text.slice(start, from));
}

/** Some of what is never in front of the first name. */
const ENDS_FRONT = new Set([...'=:,&?{}[]()<>|@.'].map((each) => each.charCodeAt(0)));
const NEW_LINE = 10;

/** @returns whether a value is not secret although its name is: a reference, a count, a placeholder, nothing. */
export function isHarmlessOf(name: string, value: string): boolean {
  if (isHarmless(value)) return true;
  const text = value.trim();
  const { isPassword, isSource, mayNameASecret } = saidByName(name);
  if (text.charCodeAt(0) < COLON && /^-?\d{1,7}(?:\.\d+)?$/.test(text)) return !isPassword;
  // Without a user there is no password in it.
  if (isSource && text.length <= LONGEST_SOURCE && !text.includes('@')) return !/pass|pwd|token|secret/i.test(text);
  if (mayNameASecret) return isReference(text) || isDocument(text);
  // A key is often the name of a key: `PASSWORD`, `client-secret`.
  return !isPassword && /^[A-Za-z]+(?:[-_.][A-Za-z]+)+$/.test(text) && isSecretName(text);
}

/** What has parts with names of their own is looked through by these. */
function isDocument(text: string): boolean {
  return text.includes('\n') && /^(?:[{[#]|---|["']?[\w.-]+["']?[ \t]*[:=])/.test(text);
}

/** What programs write where a secret would stand: a variable, a call, a type. */
function isCode(value: string, name: string): boolean {
  if (value.length > LONGEST_CODE) return false;
  const last = name.slice(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('-')));
  if (value.includes(last) && /^(?:self\.|this\.|_+)?([A-Za-z]\w*)[;,)]*$/.exec(value)?.[1] === last) return true;
  if (/^(?:str|string|String|bytes|int|bool|boolean|Optional|any|None|Callable)\b(?:$|[\s[=|,)])/.test(value))
    return true;
  return MAY_BE_CODE.test(value) && CODE.test(value);
}

const MAY_BE_CODE = /[{([.`]/;
const CODE =
  /^[A-Z][\w.]*\{|^(?:await |new |not |self\.|this\.)?[A-Za-z_][\w.]*[([].*[)\]]|^(?:self|this|os|process|config|args|options|env|values|request|settings)\.[A-Za-z_]|^\\?\$\(|^`/;
