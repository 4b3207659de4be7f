import { tmpdir } from 'node:os';
import { GitError } from './git-error.ts';
import { runGit } from './run-git.ts';

/** The first with `git merge-tree --write-tree`. */
const OLDEST = [2, 38] as const;

/**
 * Makes sure, at the start, that git is there and can merge without a work tree.
 *
 * @returns its version, as `2.39.5`
 * @throws GitError `git-missing` or `git-too-old`
 */
export async function checkGit(): Promise<string> {
  const { stdout } = await runGit({ gitDirectory: tmpdir(), args: ['version'], doing: 'asking git for its version' });
  return requireVersion(stdout.toString('utf8'));
}

/**
 * @param output of `git version`: `git version 2.39.5 (Apple Git-154)`
 * @throws GitError `git-too-old`
 */
export function requireVersion(output: string): string {
  const [version = '', major = '0', minor = '0'] = /(\d+)\.(\d+)[.\d]*/.exec(output) ?? [];
  const isEnough = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
  if (isEnough) return version;
  throw new GitError('git-too-old', `git ${OLDEST.join('.')} or later is needed, this is ${version || output.trim()}`);
}
