import type { Scalar } from '../../yaml/node/node.ts';

const HIDDEN = '***';

/**
 * @param other the text where something else stands in place of what must not be shown; `undefined` where there is none
 * @returns a text without the words in it that hang on that: all between the first and the last that differ
 */
export function hideInText(text: string, other: string | undefined): string {
  if (other === undefined) return HIDDEN;
  if (text === other) return text;
  const [words, others] = [wordsOf(text), wordsOf(other)];
  const most = Math.min(words.length, others.length);
  let start = 0;
  while (start < most && words[start] === others[start]) start += 1;
  let end = 0;
  while (end < most - start && words.at(-1 - end) === others.at(-1 - end)) end += 1;
  return [...words.slice(0, start), HIDDEN, ...words.slice(words.length - end)].join('');
}

/** @returns a text without the values of some scalars in it, where each stands as a word */
export function hideTexts(text: string, scalars: readonly Scalar[]): string {
  const texts = scalars
    .filter(({ tag, text: each }) => tag !== 'bool' && tag !== 'null' && each.trim() !== '')
    .map((scalar) => scalar.text.replace(/\W/g, '\\$&'))
    .toSorted((one, other) => other.length - one.length);
  return texts.length === 0 ? text : text.replace(new RegExp(`(?<!\\w)(?:${texts.join('|')})(?!\\w)`, 'g'), HIDDEN);
}

/** @returns notes, of which each line that differs is hidden */
export function hideLines(text: string, other: string | undefined): string {
  const [lines, others] = [text.split('\n'), other?.split('\n')];
  if (others?.length !== lines.length) return text === other ? text : HIDDEN;
  return lines.map((line, i) => hideInText(line, others[i])).join('\n');
}

function wordsOf(text: string): readonly string[] {
  return text.split(/(?<=\s)|(?=\s)/);
}
