import { oncePerText } from '../../memo/by-value.ts';

/** One place of a pattern: a character, any one, or one of a class. */
type Part = { readonly is: string } | 'any' | Class;

interface Class {
  readonly isNegated: boolean;
  readonly ranges: readonly (readonly [low: string, high: string])[];
}

/** What stands between two stars. */
type Chunk = readonly Part[];

/** Far more patterns than any repository has, and few enough that hostile ones cannot fill the memory. */
const MOST_PATTERNS = 10_000;

/**
 * Matches one name as Go's `filepath.Match` does: `*`, `?`, `[a-z]` and `[^a-z]`, with `\` before what stands for itself.
 * `[!a]` holds an exclamation mark, braces are characters, and so is a leading dot.
 *
 * @param pattern without a slash; a malformed one, such as `[]`, matches nothing
 * @see golang/go path/filepath Match
 */
export function matchesName(pattern: string, name: string): boolean {
  return compile(pattern)(name);
}

/** @returns whether a pattern is well-formed; its slashes are characters as any other */
export function isNamePattern(pattern: string): boolean {
  return chunksOf([...pattern]) !== undefined;
}

const compile = oncePerText(MOST_PATTERNS, (pattern): ((name: string) => boolean) => {
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern;
  const ending = pattern.slice(1);
  if (pattern.startsWith('*') && !/[*?[\\]/.test(ending)) return (name) => name.endsWith(ending);
  const chunks = chunksOf([...pattern]);
  return chunks === undefined ? () => false : (name) => fits(chunks, [...name]);
});

/** @returns what stands around the stars of a pattern; `undefined` where it is malformed. */
function chunksOf(characters: readonly string[]): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let chunk: Part[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') {
      chunks.push(chunk);
      chunk = [];
    } else if (character === '[') {
      const found = classAt(characters, at + 1);
      if (found === undefined) return undefined;
      chunk.push(found.value);
      at = found.end;
    } else if (character === '?') {
      chunk.push('any');
    } else {
      if (character === '\\') at++;
      const is = characters[at];
      if (is === undefined) return undefined;
      chunk.push({ is });
    }
  }
  return [...chunks, chunk];
}

/** @returns a class, and where its bracket closes; `undefined` where it is malformed. */
function classAt(characters: readonly string[], start: number): { value: Class; end: number } | undefined {
  const isNegated = characters[start] === '^';
  const ranges: (readonly [string, string])[] = [];
  let at = isNegated ? start + 1 : start;
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = boundAt(characters, at);
    const high = low !== undefined && characters[low.next] === '-' ? boundAt(characters, low.next + 1) : low;
    if (low === undefined || high === undefined) return undefined;
    ranges.push([low.value, high.value]);
    at = high.next;
  }
  return { value: { isNegated, ranges }, end: at };
}

function boundAt(characters: readonly string[], start: number): { value: string; next: number } | undefined {
  const first = characters[start];
  if (first === undefined || first === '-' || first === ']') return undefined;
  const at = first === '\\' ? start + 1 : start;
  const value = characters[at];
  // What follows must be there: a class that is not closed is none.
  return value === undefined || at + 1 >= characters.length ? undefined : { value, next: at + 1 };
}

/** Each chunk where it fits first, the last one at the end: with stars between them, no other choice does better. */
function fits(chunks: readonly Chunk[], name: readonly string[]): boolean {
  const [first = [], ...rest] = chunks;
  if (!fitsAt(first, name, 0)) return false;
  const last = rest.pop();
  if (last === undefined) return first.length === name.length;
  let at = first.length;
  for (const chunk of rest) {
    while (at + chunk.length <= name.length && !fitsAt(chunk, name, at)) at++;
    at += chunk.length;
  }
  const end = name.length - last.length;
  return end >= at && fitsAt(last, name, end);
}

function fitsAt(chunk: Chunk, name: readonly string[], at: number): boolean {
  if (at + chunk.length > name.length) return false;
  return chunk.every((part, index) => fitsCharacter(part, name[at + index] ?? ''));
}

function fitsCharacter(part: Part, character: string): boolean {
  if (part === 'any') return true;
  if ('is' in part) return part.is === character;
  const code = codeOf(character);
  return part.ranges.some(([low, high]) => codeOf(low) <= code && code <= codeOf(high)) !== part.isNegated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
