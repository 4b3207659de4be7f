import { readCommit } from './objects.ts';
import { type RefUpdate, zeroSha } from './refs.ts';
import { lastingText } from './run-git.ts';

/** Whether a ref loses commits by moving; a child of where it was can't. */
export const isForced = async (gitDirectory: string, { before, after }: RefUpdate): Promise<boolean> => {
  if (before === zeroSha || after === zeroSha) return false;
  if ((await readCommit(gitDirectory, after))?.parents.includes(before)) return false;
  return (await lastingText(gitDirectory, ['rev-list', '--count', '-n1', before, `^${after}`])) !== '0';
};
