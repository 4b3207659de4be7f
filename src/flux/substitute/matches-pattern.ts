import { type ByteText, characterOf, isValidRune, runeAt } from './byte-text.ts';

/** Whether a pattern fits; a malformed one is found out only where matching gets that far. */
type Match = 'yes' | 'no' | 'malformed';

/**
 * Matches a whole text against a shell pattern: `*` any characters, `?` one, `[a-z]` and `[^a-z]` one of a class, `\x`
 * that character.
 *
 * @see fluxcd/pkg envsubst/path/match.go
 */
export function matchesPattern(pattern: ByteText, text: ByteText): Match {
  let rest = pattern;
  let at = 0;
  while (rest !== '') {
    const { star, chunk, behind } = firstChunk(rest);
    if (star && chunk === '') return 'yes';
    const end = findChunk(chunk, text, at, star ? text.length : at, behind === '');
    if (typeof end !== 'number') return end;
    at = end;
    rest = behind;
  }
  return at === text.length ? 'yes' : 'no';
}

/** The pattern up to its next `*`, without those it begins with. */
function firstChunk(pattern: ByteText): { star: boolean; chunk: ByteText; behind: ByteText } {
  const start = pattern.length - pattern.replace(/^\*+/, '').length;
  let inClass = false;
  let end = start;
  for (; end < pattern.length; end++) {
    const c = pattern.charAt(end);
    if (c === '\\') end += end + 1 < pattern.length ? 1 : 0;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if (c === '*' && !inClass) break;
  }
  return { star: start > 0, chunk: pattern.slice(start, end), behind: pattern.slice(end) };
}

/** @returns where the first fit between two offsets ends, at the text's end where it must. */
function findChunk(chunk: ByteText, text: ByteText, from: number, to: number, mustEnd: boolean): number | Match {
  for (let at = from; at <= to; at++) {
    const end = matchChunk(chunk, text, at);
    if (end === 'malformed') return end;
    if (typeof end === 'number' && (!mustEnd || end === text.length)) return end;
  }
  return 'no';
}

function matchChunk(chunk: ByteText, text: ByteText, start: number): number | Match {
  let at = start;
  for (let i = 0; i < chunk.length; ) {
    if (at >= text.length) return 'no';
    const c = chunk.charAt(i);
    if (c === '[') {
      const rune = runeAt(text, at);
      const found = matchClass(chunk, i + 1, characterOf(rune));
      if (found === undefined) return 'malformed';
      if (!found.matches) return 'no';
      at += rune.length;
      i = found.end;
    } else if (c === '?') {
      at += runeAt(text, at).length;
      i++;
    } else {
      const literal = c === '\\' ? chunk.charAt(++i) : c;
      if (literal === '') return 'malformed';
      if (literal !== text.charAt(at)) return 'no';
      at++;
      i++;
    }
  }
  return at;
}

/** @returns whether a class holds a character, and where it ends; `undefined` where it is malformed. */
function matchClass(chunk: ByteText, start: number, character: string): { matches: boolean; end: number } | undefined {
  const isNegated = chunk.charAt(start) === '^';
  let at = isNegated ? start + 1 : start;
  let isIn = false;
  for (let ranges = 0; ranges === 0 || chunk.charAt(at) !== ']'; ranges++) {
    const low = classMember(chunk, at);
    if (low === undefined) return undefined;
    const high = chunk.charAt(low.end) === '-' ? classMember(chunk, low.end + 1) : low;
    if (high === undefined) return undefined;
    if (low.code <= codeOf(character) && codeOf(character) <= high.code) isIn = true;
    at = high.end;
  }
  return { matches: isIn !== isNegated, end: at + 1 };
}

function classMember(chunk: ByteText, at: number): { code: number; end: number } | undefined {
  const c = chunk.charAt(at);
  if (c === '' || c === '-' || c === ']') return undefined;
  const rune = runeAt(chunk, c === '\\' ? at + 1 : at);
  const end = at + rune.length + (c === '\\' ? 1 : 0);
  if (rune === '' || !isValidRune(rune) || end >= chunk.length) return undefined;
  return { code: codeOf(characterOf(rune)), end };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
