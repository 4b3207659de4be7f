import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitText, runGit } from './run-git.ts';

export const zeroSha = '0'.repeat(40);

export interface RefUpdate {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

/** Branches and tags as they stand. */
export const readRefs = async (gitDirectory: string): Promise<Map<string, string>> => {
  const format = '--format=%(objectname) %(refname)';
  const text = await gitText(gitDirectory, ['for-each-ref', format, 'refs/heads', 'refs/tags']);
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line): [string, string] => [line.slice(41), line.slice(0, 40)]),
  );
};

/** All or nothing, and only when nobody moved a ref meanwhile. */
export const writeRefs = async (gitDirectory: string, updates: readonly RefUpdate[]): Promise<void> => {
  const lines = updates.map(({ ref, before, after }) =>
    after === zeroSha ? `delete ${ref} ${before}\n` : `update ${ref} ${after} ${before}\n`,
  );
  await runGit(gitDirectory, ['update-ref', '--stdin'], { input: lines.join('') });
};

/** Sets a ref whatever it was: for the refs that belong to GitHub, `refs/pull/*`. Nothing packs refs here, so it is a file. */
export const forceRef = async (gitDirectory: string, ref: string, sha: string): Promise<void> => {
  const file = join(gitDirectory, ref);
  await mkdir(dirname(file), { recursive: true });
  // Of two at once each has a file of its own, and the later one stands.
  const own = `${file}.${randomUUID()}.lock`;
  await writeFile(own, `${sha}\n`);
  await rename(own, file);
};

export const differenceOfRefs = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): RefUpdate[] => {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .map((ref) => ({ ref, before: before.get(ref) ?? zeroSha, after: after.get(ref) ?? zeroSha }))
    .filter((update) => update.before !== update.after);
};
