import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../text/nearest.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import type { GitDirectory } from './find-git-directory.ts';

/** What a revision names. */
export interface Revision {
  /** None where it names a directory: `HEAD:clusters`. */
  readonly commit?: ObjectId;
  readonly tree: ObjectId;
}

/**
 * Resolves what people write for a commit: branches, tags, ids, `HEAD~2`.
 *
 * @throws GitError `unknown-revision` with the nearest name, `no-commits`
 * @see https://git-scm.com/docs/gitrevisions
 */
export async function resolveRevision(git: GitDirectory, revision: string): Promise<Revision> {
  // First by itself: of `HEAD:clusters` git would read a suffix as a part of the path.
  const id = await parse(git, revision);
  if (id === undefined) throw await unknown(git, revision);
  const [commit, tree] = await Promise.all([parse(git, `${id}^{commit}`), parse(git, `${id}^{tree}`)]);
  if (tree !== undefined) return { ...(commit === undefined ? {} : { commit }), tree };
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
