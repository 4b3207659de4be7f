import { strayByte } from '../../value/bytes.ts';
import { isAlphabet, isSpace, isUpper, toLower, toUpper, withoutStrayBytes } from './change-case.ts';

type WordKind = 'none' | 'number' | 'upper' | 'alphabet' | 'connector' | 'punctuation' | 'other';

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const PUNCTUATION = /^\p{P}$/u;
const NUMBER = /^\p{N}$/u;

/** @returns words with a capital each, without what connected them: `xstrings.ToPascalCase` */
export function toPascalCase(text: string): string {
  const characters = [...withoutStrayBytes(text)];
  const start = characters.findIndex((c) => !isConnector(c));
  // Upstream writes the last one twice.
  if (start < 0) return characters.join('') + (characters.at(-1) ?? '');
  let out = characters.slice(0, start).join('');
  let current = characters[start] ?? '';
  let wasUpper = isUpper(current);
  current = toUpper(current);
  for (const next of characters.slice(start + 1)) {
    const before = current;
    current = next;
    if (isConnector(current) && isConnector(before)) {
      out += before;
    } else if (isConnector(before)) {
      wasUpper = isUpper(current);
      current = toUpper(current);
    } else {
      if (wasUpper && isUpper(current)) current = toLower(current);
      else wasUpper = false;
      out += before;
    }
  }
  return out + current;
}

/** @returns words in small letters with a connector between them: `ToSnakeCase` and `ToKebabCase` of xstrings */
export function joinWords(text: string, connector: string): string {
  const words = new Words(text);
  let out = '';
  const put = (word: Word): void => {
    out += lowerWord(word, connector);
  };
  let word = words.next();
  while (!words.isEmpty) {
    if (word.kind !== 'connector') put(word);
    const before = word;
    word = words.next();
    if (before.kind === 'number') {
      word = putLetters(words, word, put);
      if (word.kind !== 'none' && !isBetween(word)) out += connector;
    } else if (before.kind === 'connector') {
      put(before);
    } else if (before.kind !== 'punctuation') {
      if (word.kind !== 'number') {
        if (!isBetween(word)) out += connector;
      } else if (!words.isEmpty) {
        const number = word;
        word = words.next();
        if (word.kind !== 'alphabet') {
          put(number);
          if (!isBetween(word)) out += connector;
        } else {
          out += connector;
          put(number);
          word = putLetters(words, word, put);
          if (word.kind !== 'none' && !isBetween(word)) out += connector;
        }
      }
    }
  }
  put(word);
  return out;
}

function putLetters(words: Words, first: Word, put: (word: Word) => void): Word {
  let word = first;
  while (word.kind === 'alphabet' || word.kind === 'number') {
    put(word);
    word = words.next();
  }
  return word;
}

function isBetween({ kind }: Word): boolean {
  return kind === 'connector' || kind === 'punctuation';
}

function lowerWord({ kind, text }: Word, connector: string): string {
  if (kind !== 'upper' && kind !== 'connector') return text;
  return [...withoutStrayBytes(text)].map((c) => (isConnector(c) ? connector : isUpper(c) ? toLower(c) : c)).join('');
}

function isConnector(c: string): boolean {
  return c === '-' || c === '_' || isSpace(c);
}

/** Cuts a text into words, as `nextWord` of xstrings: bytes that are not UTF-8 belong to the character behind them. */
class Words {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  get isEmpty(): boolean {
    return this.#at >= this.#characters.length;
  }

  next(): Word {
    const start = this.#at;
    if (this.isEmpty) return { kind: 'none', text: '' };
    const first = this.#read(undefined);
    const kind = first === undefined ? 'none' : kindOf(first);
    if (first !== undefined) {
      if (kind === 'upper') this.#upper(first);
      else this.#while((c) => continues(kind, c), first);
    }
    return { kind, text: this.#characters.slice(start, this.#at).join('') };
  }

  /** Of several capitals, the last one begins the next word where a small letter follows. */
  #upper(first: string): void {
    if (this.isEmpty) return;
    const start = this.#at;
    const second = this.#read(first);
    if (second === undefined || !isUpper(second)) {
      this.#at = start;
      if (second !== undefined && isAlphabet(second)) this.#while((c) => isAlphabet(c) && !isUpper(c), first);
      return;
    }
    const { width, next } = this.#while(isUpper, second);
    if (next !== undefined && isAlphabet(next)) this.#at -= width ?? this.#at - start;
  }

  /** @returns how wide the last character was that was taken, and the one that was not */
  #while(test: (c: string) => boolean, first: string): { readonly width?: number; readonly next?: string } {
    let width: number | undefined;
    let before = first;
    while (!this.isEmpty) {
      const start = this.#at;
      const next = this.#read(before);
      if (next === undefined || !test(next)) {
        this.#at = start;
        return { ...(width === undefined ? {} : { width }), ...(next === undefined ? {} : { next }) };
      }
      width = this.#at - start;
      before = next;
    }
    return width === undefined ? {} : { width };
  }

  /** @returns the next character that is one, or where there is none, the one before: `nextValidRune` */
  #read(before: string | undefined): string | undefined {
    for (let c = this.#characters[this.#at]; c !== undefined; c = this.#characters[this.#at]) {
      this.#at += 1;
      if (c !== '\ufffd' && strayByte(c) === undefined) return c;
    }
    return before;
  }
}

function kindOf(c: string): WordKind {
  if (isConnector(c)) return 'connector';
  if (PUNCTUATION.test(c)) return 'punctuation';
  if (isUpper(c)) return 'upper';
  if (isAlphabet(c)) return 'alphabet';
  return NUMBER.test(c) ? 'number' : 'other';
}

function continues(kind: WordKind, c: string): boolean {
  if (kind === 'alphabet') return isAlphabet(c) && !isUpper(c);
  if (kind === 'other') return !isConnector(c) && !isAlphabet(c) && !NUMBER.test(c) && !PUNCTUATION.test(c);
  if (kind === 'connector') return isConnector(c);
  return kind === 'punctuation' ? PUNCTUATION.test(c) : NUMBER.test(c);
}
