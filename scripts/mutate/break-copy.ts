import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFile } from './compiled-file.ts';
import type { Mutation } from './mutation.ts';

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
export function breakCopy(src: string, { name, ...mutation }: Mutation): void {
  for (const { file, from, to } of [mutation, ...(mutation.also ?? [])]) {
    const path = compiledFile(src, file);
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`${name}: ${file} has its text ${parts.length - 1} times, not once`);
    writeFileSync(path, parts.join(to));
  }
}
