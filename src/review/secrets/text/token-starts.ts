import { TOKENS } from '../facts/formats.ts';

interface Start {
  readonly start: string;
  /** What follows in a token of this format. */
  readonly rest: RegExp;
}

/** All starts are of ASCII: by their first two characters only a few are left. */
const ASCII = 128;
const byPair = startsByPair();

/** What a character is: of a word, a token's first. */
const IN_WORD = 1;
const BEGINS = 2;
const kinds = Uint8Array.from({ length: ASCII }, (_, code) => {
  const isFirst = TOKENS.some(({ starts }) => starts.some((start) => start.charCodeAt(0) === code));
  return (isAlphanumeric(code) ? IN_WORD : 0) | (isFirst ? BEGINS : 0);
});

function startsByPair(): readonly (readonly Start[] | undefined)[] {
  const pairs: Start[][] = [];
  for (const { starts, rest } of TOKENS) {
    for (const start of starts) {
      const pair = start.charCodeAt(0) * ASCII + start.charCodeAt(1);
      pairs[pair] = [...(pairs[pair] ?? []), { start, rest }];
    }
  }
  return Array.from(pairs);
}

/** @returns where tokens may begin, in order: what follows a letter or a digit is a part of something else */
export function tokenStarts(text: string): readonly (Start & { readonly at: number })[] {
  const found: (Start & { readonly at: number })[] = [];
  let isInWord = false;
  for (let at = 0; at + 1 < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < ASCII ? (kinds[code] ?? 0) : 0;
    const isAfterWord = isInWord;
    isInWord = (kind & IN_WORD) !== 0;
    if ((kind & BEGINS) === 0 || (isAfterWord && code !== DOT)) continue;
    const next = text.charCodeAt(at + 1);
    const starts = next < ASCII ? byPair[code * ASCII + next] : undefined;
    if (starts !== undefined)
      for (const { start, rest } of starts) if (text.startsWith(start, at)) found.push({ at, start, rest });
  }
  return found;
}

/** What begins with a dot itself is in the midst of a word. */
const DOT = 46;

function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}
