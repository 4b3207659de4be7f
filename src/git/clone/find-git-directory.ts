import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { GitError } from '../process/git-error.ts';

/** Where a repository is. All paths are absolute, symbolic links resolved. */
export interface GitDirectory {
  /** With HEAD and the index: of a linked work tree its own. */
  readonly path: string;
  /** With objects, refs and configuration: shared by all work trees. */
  readonly common: string;
  /** The top of the work tree, unless the repository is bare. */
  readonly workTree?: string;
  /** The folder that was asked for, as a normalized path in the repository; `''` where it is not part of a work tree. */
  readonly prefix: string;
}

/**
 * Finds the repository of a folder as git does, going up, without asking git, which would first read its configuration.
 *
 * @param folder a clone, a folder in one, a linked work tree, a bare repository or a `.git` directory
 * @throws GitError `not-a-repository`
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function findGitDirectory(folder: string): GitDirectory {
  const start = realFolder(folder);
  for (let here = start; ; here = dirname(here)) {
    const own = gitDirectoryOf(join(here, '.git'));
    if (own !== undefined) return { ...own, workTree: here, prefix: relative(here, start).split(sep).join('/') };
    const bare = isGitDirectory(here) ? withCommon(here) : undefined;
    if (bare !== undefined) {
      return { ...bare, ...(basename(here) === '.git' ? { workTree: dirname(here) } : {}), prefix: '' };
    }
    if (dirname(here) === here) {
      throw new GitError('not-a-repository', `${folder} is not in a git repository; give a clone or a bare mirror`);
    }
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new GitError('not-a-repository', `there is no folder ${folder}`);
  }
}

/** A `.git` is a directory, or a file that says where it is: in linked work trees and submodules. */
function gitDirectoryOf(dotGit: string): Pick<GitDirectory, 'path' | 'common'> | undefined {
  const stat = statSync(dotGit, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return isGitDirectory(dotGit) ? withCommon(dotGit) : undefined;
  if (!stat?.isFile()) return undefined;
  const [, target] = /^gitdir: (.+?)\n*$/s.exec(readFileSync(dotGit, 'utf8')) ?? [];
  const path = target === undefined ? undefined : resolve(dirname(dotGit), target);
  if (path !== undefined && isGitDirectory(path)) return withCommon(path);
  throw new GitError('not-a-repository', `${dotGit} does not point to a git directory; was the work tree moved?`);
}

function isGitDirectory(path: string): boolean {
  const hasObjects = existsSync(join(path, 'objects')) && existsSync(join(path, 'refs'));
  return existsSync(join(path, 'HEAD')) && (hasObjects || existsSync(join(path, 'commondir')));
}

function withCommon(path: string): Pick<GitDirectory, 'path' | 'common'> {
  const real = realpathSync(path);
  const file = join(real, 'commondir');
  if (!existsSync(file)) return { path: real, common: real };
  return { path: real, common: realpathSync(resolve(real, readFileSync(file, 'utf8').trim())) };
}
