import { RE2JS } from 're2js';
import { oncePerText } from '../../../memo/by-value.ts';

/** Far more patterns than any repository has, and few enough that hostile ones cannot fill the memory. */
const MOST_PATTERNS = 10_000;

const IN_A_NAME = '[^/]';
const ANYTHING = '(?s:.*)';
const FOLDERS = `(?:${IN_A_NAME}*/)*`;

/**
 * @param pattern with `*` and `?` within a name, `**` for any number of folders where it stands alone between slashes,
 *   classes, alternatives in braces, and `\` before what stands for itself
 * @returns what tells whether it matches a whole path; `undefined` where it is malformed
 * @see bmatcuk/doublestar v4 Match
 */
export const compileDoubleStar = oncePerText(MOST_PATTERNS, (pattern): ((path: string) => boolean) | undefined => {
  const source = new Translation([...pattern]).source();
  if (source === undefined) return undefined;
  const regex = RE2JS.compile(`^(?:${source})$`);
  return (path) => regex.matches(path);
});

/** Makes a regular expression of a pattern, from its start to its end. */
class Translation {
  readonly #pattern: readonly string[];
  #at = 0;

  constructor(pattern: readonly string[]) {
    this.#pattern = pattern;
  }

  /** @returns `undefined` where the pattern is malformed */
  source(): string | undefined {
    const source = this.#terms(0);
    return this.#at < this.#pattern.length ? undefined : source;
  }

  /** @param depth of the braces that it stands in: it ends at the next comma or brace of the innermost */
  #terms(depth: number): string | undefined {
    let source = '';
    while (this.#at < this.#pattern.length) {
      const character = this.#pattern[this.#at] ?? '';
      if (depth > 0 && (character === ',' || character === '}')) break;
      const term = this.#term(character, depth);
      if (term === undefined) return undefined;
      source += term;
    }
    return source;
  }

  #term(character: string, depth: number): string | undefined {
    if (character === '*') return this.#stars();
    if (character === '/') return this.#slash();
    if (character === '[') return this.#class();
    if (character === '{') return this.#alternatives(depth);
    this.#at += character === '\\' ? 2 : 1;
    if (character === '?') return IN_A_NAME;
    const literal = this.#pattern[this.#at - 1];
    return literal === undefined ? undefined : RE2JS.quote(literal);
  }

  #stars(): string {
    const startsSegment = this.#at === 0 || this.#pattern[this.#at - 1] === '/';
    const isDouble = this.#isNext('**');
    this.#at += isDouble ? 2 : 1;
    if (!isDouble || !startsSegment) return `${IN_A_NAME}*`;
    if (this.#at === this.#pattern.length) return ANYTHING;
    if (!this.#isNext('/')) return `${IN_A_NAME}*`;
    this.#at += 1;
    return FOLDERS;
  }

  /** A folder matches what stands for all that is in it. */
  #slash(): string {
    const rest = this.#pattern.slice(this.#at).join('');
    if (rest !== '/**' && rest !== '/**/') {
      this.#at += 1;
      return '/';
    }
    this.#at = this.#pattern.length;
    return rest === '/**' ? `(?:/${ANYTHING})?` : `(?:/${FOLDERS})?`;
  }

  #alternatives(depth: number): string | undefined {
    const all: string[] = [];
    do {
      this.#at += 1;
      const one = this.#terms(depth + 1);
      if (one === undefined || this.#at >= this.#pattern.length) return undefined;
      all.push(one);
    } while (this.#isNext(','));
    this.#at += 1;
    return `(?:${all.join('|')})`;
  }

  #class(): string | undefined {
    this.#at += 1;
    const isNegated = this.#isNext('!') || this.#isNext('^');
    if (isNegated) this.#at += 1;
    const ranges: string[] = [];
    while (!this.#isNext(']') || ranges.length === 0) {
      if (this.#isNext(']')) return undefined;
      const low = this.#bound();
      if (low === undefined) return undefined;
      const isRange = this.#isNext('-') && this.#pattern[this.#at + 1] !== ']';
      if (isRange) this.#at += 1;
      const high = isRange ? this.#bound() : low;
      if (high === undefined) return undefined;
      if (codeOf(low) <= codeOf(high)) ranges.push(`${escaped(low)}-${escaped(high)}`);
      else ranges.push(escaped(low), '');
    }
    this.#at += 1;
    return `[${isNegated ? '^' : ''}${ranges.join('')}]`;
  }

  #bound(): string | undefined {
    if (this.#isNext('\\')) this.#at += 1;
    const bound = this.#pattern[this.#at];
    this.#at += 1;
    return bound;
  }

  #isNext(text: string): boolean {
    return this.#pattern.slice(this.#at, this.#at + text.length).join('') === text;
  }
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function escaped(character: string): string {
  return `\\x{${codeOf(character).toString(16)}}`;
}
