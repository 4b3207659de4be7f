import { visibleText } from './visible-text.ts';

/** The few colours a report needs; every terminal has them, and none is the only carrier of a meaning. */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Paint = (style: keyof typeof codes, text: string) => string;

/** @returns a painter that leaves text as it is where colours are off */
export function painter(isColoured: boolean): Paint {
  if (!isColoured) return (_style, text) => text;
  return (style, text) =>
    text === '' ? '' : `\u001b[${codes[style]}m${text}\u001b[${style === 'bold' || style === 'dim' ? 22 : 39}m`;
}

/** Pads to a number of characters as a terminal counts them, near enough for names. */
export function padded(text: string, width: number, side: 'left' | 'right' | 'middle' = 'left'): string {
  const missing = Math.max(0, width - [...text].length);
  if (side === 'left') return text + ' '.repeat(missing);
  if (side === 'right') return ' '.repeat(missing) + text;
  const before = Math.floor(missing / 2);
  return ' '.repeat(before) + text + ' '.repeat(missing - before);
}

/**
 * Breaks a sentence into lines.
 *
 * @param indent how far all lines stand in
 */
export function wrapped(sentence: string, width: number, indent: string): readonly string[] {
  return broken(visibleText(sentence, 2_000), width, indent);
}

/** @returns text of a terminal's lines, of which the long ones go on below, two further in; words stay whole */
export function folded(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (lengthOf(line) <= width) return [line];
      const [indent = ''] = /^ */.exec(line) ?? [];
      const [head = '', ...rest] = broken(line.slice(indent.length), width - indent.length - 2, '');
      return [indent + head, ...rest.map((each) => `${indent}  ${each}`)];
    })
    .join('\n');
}

function broken(sentence: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && indent.length + lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push((indent + line).trimEnd());
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

/** Colours take no room. */
function lengthOf(text: string): number {
  return text.replaceAll(COLOURS, '').length;
}

const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');
