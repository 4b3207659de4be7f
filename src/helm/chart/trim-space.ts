import { isSpace } from '../../gotemplate/functions/strings/change-case.ts';

/** @returns a text without white space at its ends, as Go's `strings.TrimSpace` has it */
export function trimSpace(text: string): string {
  const start = trimStart(text);
  let end = start.length;
  while (end > 0 && isSpace(start.charAt(end - 1))) end -= 1;
  return start.slice(0, end);
}

/** @returns a text without white space at its start; a byte order mark is none to Go */
export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charAt(start))) start += 1;
  return text.slice(start);
}
