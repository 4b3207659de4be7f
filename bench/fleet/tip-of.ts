import { execFileSync } from 'node:child_process';

/** @returns the commit where a branch of a repository stands. */
export function tipOf(repository: string, branch: string): string {
  return execFileSync('git', ['-C', repository, 'rev-parse', `refs/heads/${branch}`], { encoding: 'utf8' }).trim();
}
