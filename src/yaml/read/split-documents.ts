import { Refusal } from '../node/problem.ts';

const SEPARATOR = /\n---[^\n]*\n/g;

/** Where one document of a text stands. */
export interface DocumentPart {
  readonly start: number;
  /** Behind its last line break, where the next part's `---` stands. */
  readonly end: number;
}

/**
 * Splits a text where kyaml's `splitDocuments` does: at lines that start with `---`.
 * @returns the parts, or nothing for an empty text.
 * @throws Refusal where such a line holds anything but a comment.
 */
export function splitDocuments(text: string): readonly DocumentPart[] {
  if (text === '') return [];
  const parts: DocumentPart[] = [];
  let start = behindMark(text, 0);
  for (const match of text.matchAll(SEPARATOR)) {
    const rest = match[0].slice(4).trim();
    if (rest !== '' && !rest.startsWith('#')) {
      const message = 'nothing but a comment may follow --- on its line; move it to the next line';
      throw new Refusal('invalid-separator', message, match.index + 1);
    }
    parts.push({ start, end: match.index + 1 });
    start = behindMark(text, match.index + match[0].length);
  }
  parts.push({ start, end: text.length });
  return parts;
}

/** Each part is a text of its own to go-yaml's reader, which takes a byte order mark away. */
function behindMark(text: string, start: number): number {
  return text.charCodeAt(start) === 0xfeff ? start + 1 : start;
}
