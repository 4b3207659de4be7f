import { Refusal } from './problem.ts';

const SEPARATOR = /\n---[^\n]*\n/g;

/**
 * Splits a text where kyaml's `splitDocuments` does: at lines that start with `---`.
 * @returns the offset where each part starts, or nothing for an empty text.
 * @throws Refusal where such a line holds anything but a comment.
 */
export function documentStarts(text: string): readonly number[] {
  if (text === '') return [];
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (const match of text.matchAll(SEPARATOR)) {
    const rest = match[0].slice(4).trim();
    if (rest !== '' && !rest.startsWith('#')) {
      throw new Refusal(
        'invalid-separator',
        'nothing but a comment may follow --- on its line; move it to the next line',
        match.index + 1,
      );
    }
    starts.push(match.index + match[0].length);
  }
  return starts;
}
