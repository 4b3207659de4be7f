import { structuredPatch } from 'diff/lib/patch/create.js';
import type { FileEdit } from './promotion.ts';

/**
 * Writes edits as a patch that `git apply` takes.
 *
 * @returns nothing for no edits; paths with unusual characters are quoted as git quotes them
 */
export function gitPatch(edits: readonly FileEdit[]): string {
  return edits.map(filePatch).join('');
}

function filePatch({ path, before, after, mode: own }: FileEdit): string {
  const [a, b] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const mode =
    before === undefined ? `new file mode ${own}\n` : after === undefined ? `deleted file mode ${own}\n` : '';
  const head = `diff --git ${a} ${b}\n${mode}`;
  const { hunks } = structuredPatch(a, b, before ?? '', after ?? '', undefined, undefined, { context: 3 });
  if (hunks.length === 0) return head;
  const from = before === undefined ? '/dev/null' : a;
  const to = after === undefined ? '/dev/null' : b;
  const body = hunks.map((hunk) => {
    const { oldStart, oldLines, newStart, newLines, lines } = hunk;
    const at = (start: number, count: number) => `${count === 0 ? start - 1 : start},${count}`;
    const empty = (start: number, count: number) => (start === 0 || count > 0 ? `${start},${count}` : at(start, count));
    const old = before === undefined ? '0,0' : empty(oldStart, oldLines);
    const now = after === undefined ? '0,0' : empty(newStart, newLines);
    return `@@ -${old} +${now} @@\n${lines.map((line) => `${line}\n`).join('')}`;
  });
  return `${head}--- ${from}\n+++ ${to}\n${body.join('')}`;
}

/** C-style quotes, as git's `core.quotePath` writes and reads them. */
function quoted(path: string): string {
  const bytes = Array.from(new TextEncoder().encode(path));
  if (bytes.every((byte) => byte > 0x1f && byte < 0x7f && byte !== 0x22 && byte !== 0x5c)) return path;
  const text = bytes.map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${text.join('')}"`;
}
