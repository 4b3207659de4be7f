import { execFileSync } from 'node:child_process';

/** @returns the commit where a branch of a repository stands. */
export function tipOf(repository: string, branch: string): string {
  return execFileSync('git', ['-C', repository, 'rev-parse', `refs/heads/${branch}`], { encoding: 'utf8' }).trim();
}

/** @returns the commits of all pull requests of a kind, the first one first. */
export function tipsOf(repository: string, kind: string): readonly string[] {
  const pattern = `refs/heads/${kind.replaceAll(' ', '-')}-*`;
  const args = ['for-each-ref', '--sort=version:refname', '--format=%(objectname)', pattern];
  return execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' })
    .trim()
    .split('\n');
}
