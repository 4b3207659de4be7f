import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutation } from './mutations.ts';

/**
 * Copies the compiled App, and breaks it in the places that a mutation names.
 *
 * @param from the folder of the compiled `src`
 * @param to where the copy goes instead of what is there
 * @throws Error where a text is not there exactly once
 */
export function breakApp(mutation: Mutation, from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  for (const edit of [mutation, ...(mutation.also ?? [])]) {
    const path = join(to, `${edit.file}.js`);
    const parts = readFileSync(path, 'utf8').split(edit.from);
    if (parts.length !== 2)
      throw new Error(`${mutation.name}: ${edit.file} has its text ${parts.length - 1} times, not once`);
    writeFileSync(path, parts.join(edit.to));
  }
}
