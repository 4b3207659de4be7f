import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutation } from './mutation.ts';

/**
 * Lends a folder inside the project, so that copies of a program in it find its packages; it goes with the work.
 *
 * @param name what its name begins with
 */
export async function inOwnFolder<T>(name: string, work: (folder: string) => T | Promise<T>): Promise<T> {
  mkdirSync('build', { recursive: true });
  const folder = mkdtempSync(join('build', `${name}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a program once with each mutation, and prints where it was seen.
 *
 * @param whereSeen what showed that the program is broken, such as `fleet 12`; `undefined` where nothing did
 * @returns how many were seen
 */
export function countSeen(
  mutations: readonly Mutation[],
  whereSeen: (mutation: Mutation) => string | undefined,
): number {
  let count = 0;
  for (const mutation of mutations) {
    const seen = whereSeen(mutation);
    if (seen !== undefined) count += 1;
    process.stdout.write(`${(seen ?? 'UNSEEN').padStart(12)}  ${mutation.name}\n`);
  }
  return count;
}
