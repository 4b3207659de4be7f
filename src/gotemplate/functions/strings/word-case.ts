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
  if (start < 0) return text;
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
  return [...text].map((c) => (isConnector(c) ? connector : isUpper(c) ? toLower(c) : c)).join('');
}

function isConnector(c: string): boolean {
  return c === '-' || c === '_' || isSpace(c);
}

/** Cuts a text into words, as `nextWord` of xstrings. */
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
    const first = this.#characters[this.#at];
    if (first === undefined) return { kind: 'none', text: '' };
    const start = this.#at;
    this.#at += 1;
    const kind = kindOf(first);
    if (kind === 'upper') this.#upper();
    else this.#while((c) => continues(kind, c));
    return { kind, text: this.#characters.slice(start, this.#at).join('') };
  }

  /** Of several capitals, the last one begins the next word where a small letter follows. */
  #upper(): void {
    const second = this.#characters[this.#at];
    if (second === undefined) return;
    if (!isUpper(second)) {
      this.#while((c) => isAlphabet(c) && !isUpper(c));
      return;
    }
    this.#while(isUpper);
    const next = this.#characters[this.#at];
    if (next !== undefined && isAlphabet(next)) this.#at -= 1;
  }

  #while(test: (c: string) => boolean): void {
    for (let c = this.#characters[this.#at]; c !== undefined && test(c); c = this.#characters[this.#at]) this.#at += 1;
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
  return kind === 'punctuation' ? PUNCTUATION.test(c) : kindOf(c) === kind;
}
