import type { Span } from '../text/span.ts';

/** In characters: what is shorter counts only as a whole, since within a longer text it may be there by chance. */
const WINDOW = 8;
const BITS = 0xffff;

/** The power of the factor by which the first character of a window leaves its number. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, 31), 1);

/**
 * Texts to be found in others, in time that grows with the other alone: every eight characters of it are looked up by
 * a number that follows from the one before (Karp and Rabin, 1987).
 */
export class KnownTexts {
  readonly #short = new Set<string>();
  readonly #byStart = new Map<number, string[]>();
  readonly #mayStart = new Uint8Array(BITS + 1);

  constructor(texts: Iterable<string>) {
    for (const text of new Set(texts)) {
      if (text.length < WINDOW) this.#short.add(text);
      else this.#note(text);
    }
  }

  /** @returns where any of them is */
  find(text: string): readonly Span[] {
    if (this.#short.size > 0 && this.#short.has(text.trim())) return [{ from: 0, to: text.length }];
    if (this.#byStart.size === 0 || text.length < WINDOW) return [];
    const spans: Span[] = [];
    let number = numberOf(text);
    for (let from = 0; from + WINDOW <= text.length; from++) {
      if (this.#mayStart[number & BITS] === 1) {
        const to = this.#endOf(number, text, from);
        if (to > from) spans.push({ from, to });
      }
      number = next(number, text, from);
    }
    return spans;
  }

  #note(text: string): void {
    const number = numberOf(text);
    const texts = this.#byStart.get(number);
    if (texts === undefined) this.#byStart.set(number, [text]);
    else texts.push(text);
    this.#mayStart[number & BITS] = 1;
  }

  /** Of two that begin alike the longer is hidden whole. */
  #endOf(number: number, text: string, from: number): number {
    const found = (this.#byStart.get(number) ?? []).filter((known) => text.startsWith(known, from));
    return found.reduce((end, { length }) => Math.max(end, from + length), from);
  }
}

function numberOf(text: string): number {
  let number = 0;
  for (let at = 0; at < WINDOW; at++) number = (Math.imul(number, 31) + text.charCodeAt(at)) | 0;
  return number;
}

function next(number: number, text: string, from: number): number {
  const entering = text.charCodeAt(from + WINDOW);
  return (Math.imul(number, 31) + entering - Math.imul(text.charCodeAt(from), LEAVING)) | 0;
}
