import { Buffer } from 'node:buffer';

/** @returns the first items that together take no more than so many bytes, and how many are left */
export function fitting(
  items: readonly string[],
  bytes: number,
): { readonly shown: readonly string[]; readonly left: number } {
  let size = 0;
  const end = items.findIndex((item) => {
    size += Buffer.byteLength(item) + 4;
    return size > bytes;
  });
  return end < 0 ? { shown: items, left: 0 } : { shown: items.slice(0, end), left: items.length - end };
}

/**
 * Cuts our own Markdown at a line's end, and closes what is open there: a fence of any length, folded parts.
 *
 * @param limit in characters, closing marks not counted
 * @returns the text, and how many characters were left out
 */
export function cutMarkdown(text: string, limit: number): { readonly text: string; readonly left: number } {
  if (text.length <= limit) return { text, left: 0 };
  const cut = text.slice(0, Math.max(0, text.lastIndexOf('\n', limit)));
  let fence: string | undefined;
  let folded = 0;
  for (const line of cut.split('\n')) {
    const marks = /^`{3,}/.exec(line)?.[0];
    if (fence !== undefined) {
      if (marks !== undefined && marks.length >= fence.length && marks === line.trimEnd()) fence = undefined;
    } else if (marks !== undefined) fence = marks;
    else folded += (line.match(/<details(?: open)?>/g)?.length ?? 0) - (line.match(/<\/details>/g)?.length ?? 0);
  }
  const closed = `${fence === undefined ? '' : `\n${fence}`}${'\n\n</details>'.repeat(Math.max(0, folded))}`;
  return { text: `${cut}${closed}`, left: text.length - cut.length };
}
