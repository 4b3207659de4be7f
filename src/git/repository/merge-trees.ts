import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { GitError, gitComplaint } from '../process/git-error.ts';
import { type GitRun, runGit } from '../process/run-git.ts';

/** Two commits merged without a work tree. */
export type Merge =
  | { readonly kind: 'merged'; readonly tree: ObjectId }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

type Options = Pick<GitRun, 'signal' | 'timeLimit'>;

/**
 * Merges `theirs` into `ours`, as GitHub does: by content alone, without the attributes and merge drivers of anybody.
 *
 * @param scratch absolute path of a git directory that new objects may be written to
 * @throws GitError `no-merge-base` for histories that share no commit, `missing-object` where a clone lacks some
 * @see https://git-scm.com/docs/git-merge-tree#_output exit code 1 is a conflict, and prints a tree all the same
 */
export async function mergeTrees(
  scratch: string,
  ours: ObjectId,
  theirs: ObjectId,
  options: Options = {},
): Promise<Merge> {
  const { exitCode, stdout } = await runGit({
    gitDirectory: scratch,
    args: ['merge-tree', '--write-tree', '--no-messages', '--name-only', '-z', ours, theirs],
    doing: 'merging',
    answers: [0, 1],
    ...options,
  });
  const [tree = '', ...paths] = stdout
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '');
  if (tree === '') throw gitComplaint('merging', '');
  return exitCode === 0 ? { kind: 'merged', tree } : { kind: 'conflict', paths: [...new Set(paths)] };
}

/**
 * Writes the commit of a merge, which another one can be merged into. The same merge is the same commit, whenever it is made.
 *
 * @param scratch as {@link mergeTrees}
 * @param tree of the merge of the parents
 */
export async function commitMerge(
  scratch: string,
  tree: ObjectId,
  [ours, theirs]: readonly [ObjectId, ObjectId],
  signal?: AbortSignal,
): Promise<ObjectId> {
  const { stdout } = await runGit({
    gitDirectory: scratch,
    args: ['commit-tree', '-p', ours, '-p', theirs, '-m', 'merge', tree],
    doing: 'merging',
    environment: NOBODY,
    signal,
  });
  return stdout.toString('utf8').trim();
}

/** No commit is without an author. @see https://git-scm.com/docs/git-commit-tree#_commit_information */
const NOBODY = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'nobody'],
    [`GIT_${role}_EMAIL`, 'nobody'],
    [`GIT_${role}_DATE`, '@0 +0000'],
  ]),
);

/**
 * @returns the best common ancestor, the first where there are several
 * @throws GitError `no-merge-base`, or `shallow` where the clone may only lack it
 */
export async function mergeBase(
  scratch: string,
  one: ObjectId,
  other: ObjectId,
  isShallow: boolean,
): Promise<ObjectId> {
  const { exitCode, stdout } = await runGit({
    gitDirectory: scratch,
    args: ['merge-base', one, other],
    doing: 'finding the merge base',
    answers: [0, 1],
  });
  if (exitCode === 0) return stdout.toString('utf8').trim();
  const pair = `${one.slice(0, 10)} and ${other.slice(0, 10)}`;
  if (!isShallow) throw new GitError('no-merge-base', `${pair} share no commit: their histories are unrelated`);
  throw new GitError(
    'shallow',
    `this clone is shallow and holds no commit that ${pair} share; fetch the whole history ` +
      '(fetch-depth: 0 for actions/checkout, or git fetch --unshallow)',
  );
}
