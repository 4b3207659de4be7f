import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { GitError } from '../process/git-error.ts';
import { type GitRun, runGit } from '../process/run-git.ts';
import type { GitDirectory } from './find-git-directory.ts';

const ZERO = 0;

/**
 * Writes the files of a work tree as they are now as a tree: modified, deleted, and new ones that are not ignored, with
 * links and modes, as `git add --all` and a commit would. It works on a copy of the index and in a git directory of our
 * own: the user's index and objects are not touched, and no filter is known there that could be run.
 *
 * `git add` itself is not used: it asks submodules for their status, by a git that obeys *their* configuration.
 *
 * @param scratch absolute path of a git directory over the same objects
 * @throws GitError `no-work-tree`
 */
export async function readWorkTree(git: GitDirectory, scratch: string): Promise<ObjectId> {
  if (git.workTree === undefined) throw new GitError('no-work-tree', `${git.path} is bare: it has no files to read`);
  const folder = mkdtempSync(join(scratch, 'index-'));
  try {
    const index = copyIndex(git, scratch, folder);
    return await writeTree({ gitDirectory: scratch, workTree: git.workTree, environment: { GIT_INDEX_FILE: index } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeTree(call: Pick<GitRun, 'gitDirectory' | 'workTree' | 'environment'>): Promise<ObjectId> {
  const doing = 'reading the work tree';
  const list = async (...args: readonly string[]) => {
    const { stdout } = await runGit({ ...call, doing, args: ['ls-files', '-z', ...args] });
    return splitAtZero(stdout);
  };
  const fresh = await list('--others', '--exclude-standard');
  const touched = await list('--modified', '--deleted');
  // A directory in the list is another repository inside this one; git would only note its commit.
  const added = fresh.filter((path) => path.at(-1) !== SLASH);
  const names = new Set(added.map((path) => path.toString('latin1')));
  // What stood below a directory that is a link or a file now goes when that is added; its own path leads elsewhere.
  const kept = touched.filter((path) => !isBelow(path.toString('latin1'), names));
  const input = Buffer.concat([...kept, ...added].flatMap((path) => [path, Buffer.of(ZERO)]));
  await runGit({ ...call, doing, input, args: ['update-index', '-z', '--add', '--remove', '--replace', '--stdin'] });
  const { stdout } = await runGit({ ...call, doing, args: ['write-tree'] });
  return stdout.toString('utf8').trim();
}

const SLASH = 0x2f;

function splitAtZero(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const zero = bytes.indexOf(ZERO, from);
    parts.push(bytes.subarray(from, zero));
    from = zero + 1;
  }
  return parts;
}

function isBelow(path: string, directories: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (directories.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** Copies the index with its parts and its time: git tells by that time which entries it must look at again. */
function copyIndex(git: GitDirectory, scratch: string, folder: string): string {
  const index = join(folder, 'index');
  const own = join(git.path, 'index');
  if (existsSync(own)) {
    const { atime, mtime } = statSync(own);
    copyFileSync(own, index);
    utimesSync(index, atime, mtime);
  }
  // A split index lives in the git directory, and is looked for in ours.
  for (const name of readdirSync(git.path).filter((file) => file.startsWith('sharedindex.'))) {
    copyFileSync(join(git.path, name), join(scratch, name));
  }
  const exclude = join(git.common, 'info', 'exclude');
  mkdirSync(join(scratch, 'info'), { recursive: true });
  if (existsSync(exclude)) copyFileSync(exclude, join(scratch, 'info', 'exclude'));
  return index;
}
