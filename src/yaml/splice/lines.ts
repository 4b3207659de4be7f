/** @returns where the line that holds an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** @returns where the line after an offset begins, or the text's end. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** @returns the line break that the text uses at an offset: that of the line before it, else of the first. */
export function lineBreak(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset - 1);
  const at = before < 0 ? text.indexOf('\n') : before;
  return at > 0 && text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** @returns where what was written before an offset ends, blanks and line breaks left out. */
export function contentEnd(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}

/** @returns what to insert, and where, so that lines follow the line that holds an offset. */
export function linesAfter(text: string, offset: number, lines: readonly string[]) {
  const at = nextLine(text, offset);
  const end = lineBreak(text, at);
  const isOpen = at === text.length && !text.endsWith('\n');
  const insert = lines.map((line) => (isOpen ? end + line : line + end)).join('');
  return { start: at, end: at, insert };
}

/** @returns the whole lines from one offset to another; of an open last line, the break before it. */
export function wholeLines(text: string, from: number, to: number) {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const isOpen = end === text.length && !text.endsWith('\n');
  if (!isOpen || start === 0) return { start, end, insert: '' };
  return { start: start - (text.charAt(start - 2) === '\r' ? 2 : 1), end, insert: '' };
}
