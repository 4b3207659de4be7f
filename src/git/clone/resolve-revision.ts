import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../text/nearest.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import type { GitRepository, Revision } from '../repository/git-repository.ts';
import type { GitDirectory } from './find-git-directory.ts';

/**
 * Resolves what people write for a commit: branches, tags, ids, `HEAD~2`.
 *
 * @param repository the objects of that git directory
 * @throws GitError `unknown-revision` with the nearest name, `no-commits`, `not-a-tree`
 * @see https://git-scm.com/docs/gitrevisions
 */
export async function resolveRevision(
  git: GitDirectory,
  repository: GitRepository,
  revision: string,
): Promise<Revision> {
  const id = await parse(git, revision);
  if (id === undefined) throw await unknown(git, revision);
  const found = await repository.revisionOf(id).catch(async (error) => {
    // git takes any whole id for one that is there.
    throw error instanceof GitError && error.code === 'missing-object' ? await unknown(git, revision) : error;
  });
  if (found !== undefined) return found;
  throw new GitError('not-a-tree', `"${revision}" is neither a commit nor a directory`);
}

async function parse(git: GitDirectory, revision: string): Promise<ObjectId | undefined> {
  // Options begin with a dash, no revision does; and no argument can hold a zero byte.
  if (revision.startsWith('-') || revision.includes('\0')) return undefined;
  const { exitCode, stdout } = await runGit({
    gitDirectory: git.path,
    args: ['rev-parse', '--verify', '--quiet', '--end-of-options', revision],
    doing: 'looking up a revision',
    answers: [0, 1, 128],
  });
  // Older versions print the marker too.
  const id = stdout.toString('utf8').trim().split('\n').at(-1) ?? '';
  return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

async function unknown(git: GitDirectory, revision: string): Promise<GitError> {
  const names = await refNames(git);
  if (revision === 'HEAD' || names.length === 0) {
    return new GitError('no-commits', `${git.workTree ?? git.path} has no commit yet at ${revision}`);
  }
  // Who writes `main` where only the remote has it means `origin/main`.
  const meant = names.find((name) => name.endsWith(`/${revision}`)) ?? nearest(revision, names);
  const hints = [
    meant === undefined ? [] : `did you mean ${meant}?`,
    existsSync(join(git.common, 'shallow')) ? 'this clone is shallow: fetch all of it (fetch-depth: 0)' : [],
    meant === undefined ? `fetch it first, if it is on the remote: git fetch origin ${revision}` : [],
  ].flat();
  return new GitError('unknown-revision', `there is no revision "${revision}" here; ${hints.join('; ')}`);
}

async function refNames(git: GitDirectory): Promise<readonly string[]> {
  const { stdout } = await runGit({
    gitDirectory: git.path,
    args: ['for-each-ref', '--count=5000', '--format=%(refname:lstrip=2)', 'refs/heads', 'refs/remotes', 'refs/tags'],
    doing: 'listing the branches',
  });
  return stdout
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '');
}
