/** One place of a pattern: a character, any one but a slash, or one of a class. */
type Part = string | 'any' | Class;

interface Class {
  readonly isNegated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

/** What stands between two stars. */
type Chunk = readonly Part[];

const SPECIAL = /[*?[\\]/;

/**
 * Compiles a pattern as Go's `filepath.Match` reads it: `*` and `?` for what is no slash, `[a-z]` and `[^a-z]`, with `\`
 * before what stands for itself. `[!a]` holds an exclamation mark, braces are characters, and so is a leading dot. What is
 * compiled takes no longer than the path times the pattern.
 *
 * @returns what tells whether a whole path matches; `undefined` where the pattern is malformed, such as `[]`
 * @see golang/go path/filepath Match
 */
export function compilePathPattern(pattern: string): ((path: string) => boolean) | undefined {
  if (!SPECIAL.test(pattern)) return (path) => path === pattern;
  const ending = pattern.slice(1);
  if (pattern.startsWith('*') && !SPECIAL.test(ending))
    return (path) => path.endsWith(ending) && !path.slice(0, path.length - ending.length).includes('/');
  const chunks = chunksOf([...pattern]);
  return chunks && ((path) => fits(chunks, [...path]));
}

/** @returns what stands around the stars of a pattern; `undefined` where it is malformed */
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
      const literal = characters[at];
      if (literal === undefined) return undefined;
      chunk.push(literal);
    }
  }
  return [...chunks, chunk];
}

/** @returns a class, and where its bracket closes; `undefined` where it is malformed */
function classAt(characters: readonly string[], start: number): { value: Class; end: number } | undefined {
  const isNegated = characters[start] === '^';
  const ranges: (readonly [number, number])[] = [];
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

function boundAt(characters: readonly string[], start: number): { value: number; next: number } | undefined {
  const first = characters[start];
  if (first === undefined || first === '-' || first === ']') return undefined;
  const at = first === '\\' ? start + 1 : start;
  const value = characters[at];
  // What follows must be there: a class that is not closed is none.
  return value === undefined || at + 1 >= characters.length ? undefined : { value: codeOf(value), next: at + 1 };
}

/** Each chunk where it fits first, the last one at the end, as Go looks for them. */
function fits([first = [], ...rest]: readonly Chunk[], path: readonly string[]): boolean {
  if (!fitsAt(first, path, 0)) return false;
  let at = first.length;
  for (const [index, chunk] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = firstFit(chunk, path, at, isLast);
    if (found === undefined) return false;
    at = found + chunk.length;
  }
  return at === path.length;
}

/** @returns where a chunk fits behind a star */
function firstFit(chunk: Chunk, path: readonly string[], start: number, isLast: boolean): number | undefined {
  for (let at = start; at + chunk.length <= path.length; at++) {
    if (fitsAt(chunk, path, at) && (!isLast || at + chunk.length === path.length)) return at;
    if (path[at] === '/') return undefined;
  }
  return undefined;
}

function fitsAt(chunk: Chunk, path: readonly string[], at: number): boolean {
  if (at + chunk.length > path.length) return false;
  return chunk.every((part, index) => fitsCharacter(part, path[at + index] ?? ''));
}

function fitsCharacter(part: Part, character: string): boolean {
  if (part === 'any') return character !== '/';
  if (typeof part === 'string') return part === character;
  const code = codeOf(character);
  return part.ranges.some(([low, high]) => low <= code && code <= high) !== part.isNegated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
