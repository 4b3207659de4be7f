import { readFileSync } from 'node:fs';
import { compiledFile } from './compiled-file.ts';
import type { Edit } from './mutation.ts';

/** A compiled file, and what an edit makes of it. */
interface EditedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Makes one edit of a compiled program, without writing it.
 *
 * @param src the folder that holds what was compiled of `src`
 * @throws Error where the file or the text is not there exactly once, or the edit changes nothing
 */
export function editFile(src: string, { file, from, to }: Edit): EditedFile {
  const path = compiledFile(src, file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`${file} has its text ${parts.length - 1} times, not once: ${from}`);
  if (from === to) throw new Error(`${file} stays as it is`);
  return { path, text: parts.join(to) };
}
