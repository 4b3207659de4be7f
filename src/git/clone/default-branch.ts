import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import type { GitDirectory } from './find-git-directory.ts';

/** The branch that pull requests go into, unless another is given. */
export interface DefaultBranch {
  /** As on the remote: `main`. */
  readonly name: string;
  /** Where it was found: `refs/remotes/origin/main`. */
  readonly ref: string;
  readonly commit: ObjectId;
}

/**
 * Finds the default branch: where `origin/HEAD` points, or HEAD of a bare mirror; else `main` or `master`, on `origin`
 * first, because the local one may be behind. `init.defaultBranch` is about repositories to come and is not asked.
 *
 * @throws GitError `no-default-branch`
 */
export async function defaultBranch(git: GitDirectory): Promise<DefaultBranch> {
  const pointed = [
    await symbolicRef(git, 'refs/remotes/origin/HEAD'),
    git.workTree === undefined ? await symbolicRef(git, 'HEAD') : undefined,
  ].filter((ref) => ref !== undefined);
  const usual = ['main', 'master'].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]);
  const candidates = [...pointed, ...usual];
  const commits = await commitsOf(git, candidates);
  for (const ref of candidates) {
    const commit = commits.get(ref);
    if (commit !== undefined) return { name: ref.replace(/^refs\/(remotes\/origin|heads)\//, ''), ref, commit };
  }
  const remedy = 'name it, or fetch it and run: git remote set-head origin --auto';
  throw new GitError('no-default-branch', `the default branch could not be determined; ${remedy}`);
}

async function symbolicRef(git: GitDirectory, name: string): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit({
    gitDirectory: git.path,
    args: ['symbolic-ref', '--quiet', name],
    doing: 'finding the default branch',
    answers: [0, 1, 128],
  });
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

async function commitsOf(git: GitDirectory, refs: readonly string[]): Promise<ReadonlyMap<string, ObjectId>> {
  const { stdout } = await runGit({
    gitDirectory: git.path,
    args: ['for-each-ref', '--format=%(refname) %(objecttype) %(objectname)', ...refs],
    doing: 'finding the default branch',
  });
  const lines = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '));
  return new Map(lines.flatMap(([ref = '', type, id = '']) => (type === 'commit' ? [[ref, id]] : [])));
}
