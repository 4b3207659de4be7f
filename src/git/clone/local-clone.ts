import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { ObjectFormat } from '../objects/bare-directory.ts';
import type { GitObjectsOptions } from '../objects/git-objects.ts';
import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import { GitRepository, type Revision } from '../repository/git-repository.ts';
import { type DefaultBranch, defaultBranch } from './default-branch.ts';
import { findGitDirectory, type GitDirectory } from './find-git-directory.ts';
import { readWorkTree } from './read-work-tree.ts';
import { resolveRevision } from './resolve-revision.ts';

/** A clone or bare mirror of the person at the terminal. Nothing is written to it, nothing of it is executed. */
export interface LocalClone {
  readonly git: GitDirectory;
  readonly repository: GitRepository;
  /** @throws GitError `unknown-revision`, `no-commits` */
  readonly revision: (revision: string) => Promise<Revision>;
  /** @throws GitError `no-default-branch` */
  readonly defaultBranch: () => Promise<DefaultBranch>;
  /**
   * The files as they are now, committed or not, as a tree's id.
   *
   * @throws GitError `no-work-tree`
   */
  readonly workTree: () => Promise<ObjectId>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a repository on the disk.
 *
 * @param folder a clone, a folder in one, a linked work tree, or a bare repository
 * @throws GitError `not-a-repository`, `git-missing`
 */
export async function openLocalClone(folder: string, options: GitObjectsOptions = {}): Promise<LocalClone> {
  const git = findGitDirectory(folder);
  const repository = new GitRepository(git.common, await objectFormatOf(git.path), options);
  return {
    git,
    repository,
    revision: (revision) => resolveRevision(git, repository, revision),
    defaultBranch: () => defaultBranch(git),
    workTree: () => readWorkTree(git, repository.scratch),
    close: () => repository.close(),
  };
}

/**
 * @param gitDirectory absolute path
 * @throws GitError `not-a-repository` where git does not accept it as one
 */
async function objectFormatOf(gitDirectory: string): Promise<ObjectFormat> {
  const { stdout } = await runGit({
    gitDirectory,
    args: ['rev-parse', '--show-object-format'],
    doing: 'opening the repository',
  });
  const format = stdout.toString('utf8').trim();
  if (format === 'sha1' || format === 'sha256') return format;
  throw new GitError('not-a-repository', `the object format ${format} is not supported`);
}
