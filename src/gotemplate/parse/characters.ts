import { printFormat } from '../format/printf.ts';

/** Nearly every name; what follows is looked at for letters of other scripts. */
const ASCII_WORD = /[A-Za-z0-9_]*/y;
const WORD = /[\p{L}\p{Nd}_]*/uy;
const ALPHANUMERIC = /^[\p{L}\p{Nd}_]$/u;

/** @returns a text without white space at its end */
export function withoutTrailingSpaces(text: string): string {
  let end = text.length;
  while (isSpace(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** @returns whether a character is one of the four that Go's lexer takes for white space */
export function isSpace(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\r' || c === '\n';
}

export function isDigit(c: string | undefined): boolean {
  return c !== undefined && c >= '0' && c <= '9';
}

/** @returns whether a character can be in a name */
export function isAlphaNumeric(c: string): boolean {
  if (c > '\x7f') return ALPHANUMERIC.test(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || isDigit(c);
}

/** @returns where the word that starts somewhere in a text ends */
export function endOfWord(text: string, start: number): number {
  const end = endOfMatch(ASCII_WORD, text, start);
  return text.charCodeAt(end) > 0x7f ? endOfMatch(WORD, text, end) : end;
}

/** @param pattern a sticky one that matches nothing too */
function endOfMatch(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}

/** @returns a character as Go's messages show it */
export function showCharacter(c: string): string {
  return printFormat('%#U', [BigInt(c.codePointAt(0) ?? 0)]);
}
