import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editFile } from './edit-file.ts';
import { editsOf, type Mutation } from './mutation.ts';

/** Puts a copy of the compiled engine and its scripts where another may stand. */
export function copyBuild(to: string): void {
  rmSync(to, { recursive: true, force: true });
  for (const part of ['src', 'scripts']) cpSync(join('build', part), join(to, part), { recursive: true });
}

/**
 * Breaks a copy of a compiled program in the places that a mutation names.
 *
 * @param src the folder of the copy that holds what was compiled of `src`
 * @throws Error where a file or a text is not there exactly once
 */
export function breakCopy(src: string, mutation: Mutation): void {
  for (const edit of editsOf(mutation)) {
    const { path, text } = editFile(src, edit);
    writeFileSync(path, text);
  }
}
