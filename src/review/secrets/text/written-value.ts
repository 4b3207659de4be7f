import type { Span } from './span.ts';

/** A value as it stands in a text: without its quotes. */
export interface WrittenValue extends Span {
  readonly isQuoted: boolean;
}

/** What a quote begins with: itself, or a backslash. */
const QUOTES = new Set(['"', "'", '`', '\\'].map((quote) => quote.charCodeAt(0)));
const TRIPLE = ['"""', "'''"];

/** @returns what stands in quotes at a place, escaped ones included; to the line's end where they are left open */
export function quotedValue(text: string, at: number): WrittenValue | undefined {
  if (!QUOTES.has(text.charCodeAt(at))) return undefined;
  const triple = TRIPLE.find((quotes) => text.startsWith(quotes, at));
  if (triple !== undefined) {
    const end = text.indexOf(triple, at + 3);
    return { from: at + 3, to: end < 0 ? text.length : end, isQuoted: true };
  }
  const escaped = /^\\+["']/.exec(text.slice(at, at + 8))?.[0];
  const quote = escaped ?? text[at] ?? '';
  if (escaped === undefined && !/^["'`]$/.test(quote)) return undefined;
  const from = at + quote.length;
  return { from, to: closing(text, quote, from), isQuoted: true };
}

function closing(text: string, quote: string, from: number): number {
  for (let end = text.indexOf(quote, pastPlaceholders(text, from)); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (quote.length > 1 || quote !== '"' || !isEscaped(text, end)) return end;
  }
  return lineEnd(text, from);
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (slashes < 10 && text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/**
 * @param stops each character that ends the word; global
 * @returns a word at a place, to the first space or character that separates
 */
export function wordAt(text: string, from: number, stops: RegExp): WrittenValue {
  stops.lastIndex = pastPlaceholders(text, from);
  const to = stops.test(text) ? stops.lastIndex - 1 : text.length;
  return { from, to, isQuoted: false };
}

const PLACEHOLDERS =
  /(?:\$?\$?\{\{[^{}\n]{0,200}\}\}|\$?\$?\{[^{}\n]{0,200}\}|\\?\$?\$\([^()\n]{0,300}\)|[A-Za-z_][\w.]{0,100}\([^()\n]{0,200}\))+/y;

/** A placeholder may hold what would else end the value: `"{{ index . "password" }}"`. */
function pastPlaceholders(text: string, from: number): number {
  if (!mayBePlaceholder(text, from)) return from;
  PLACEHOLDERS.lastIndex = from;
  return PLACEHOLDERS.test(text) ? PLACEHOLDERS.lastIndex : from;
}

/** Whether a word begins as none else does, or is a call: looked at by hand, as hardly any is. */
function mayBePlaceholder(text: string, from: number): boolean {
  const code = text.charCodeAt(from);
  if (code === DOLLAR || code === BRACE || code === BACKSLASH) return true;
  if (!isOfCall(code)) return false;
  const most = from + LONGEST_CALL;
  let at = from + 1;
  while (at < most && isOfCall(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === PARENTHESIS;
}

/** In characters. */
const LONGEST_CALL = 101;
const DOLLAR = 36;
const PARENTHESIS = 40;
const BACKSLASH = 92;
const BRACE = 123;

/** Letters, digits, `_`, `-` and `.`. */
export function isOfName(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 45 && code <= 57 && code !== 47) ||
    code === 95
  );
}

/** A letter, a digit, `_` or `.`. */
function isOfCall(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 46
  );
}

/** @returns the rest of a line, without a comment and what separates it from the next */
export function lineRest(text: string, from: number): WrittenValue {
  const rest = text.slice(from, lineEnd(text, from));
  const comment = rest.includes('#') ? rest.search(/[ \t]#/) : -1;
  const value = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
  const isFollowed = value.endsWith(',') || value.endsWith(';');
  return { from, to: from + value.length - (isFollowed ? 1 : 0), isQuoted: false };
}

/** @returns where a line ends, its break not included */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}
