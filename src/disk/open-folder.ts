import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, parse, relative, sep } from 'node:path';
import type { ObjectId, RepoTree } from '../tree/objects/repo-tree.ts';
import { FolderObjects } from './folder-objects.ts';
import { FolderError, FolderReader } from './folder-reader.ts';

/** A folder of the disk inside the tree that its references may reach. */
interface OpenedFolder {
  readonly tree: RepoTree;
  /** Whether an object of the tree is one of the folder's. */
  readonly has: (id: ObjectId) => boolean;
  /** The folder's normalized path in the tree. */
  readonly path: string;
  /** The tree's root on the disk: absolute, symbolic links resolved. */
  readonly root: string;
}

/**
 * Opens a folder, in a git clone or not, as a tree. With kustomize's load restrictions off, `build some/dir` may
 * refer to `../../base`: so the tree starts at the top of the git work tree that holds the folder, else at the volume's
 * root. It is read only where it is asked for, so that costs nothing. `.git` is left out everywhere.
 *
 * @param folder a path as the operating system understands it, relative to the working directory
 * @returns a tree that reads the disk as it is at the first look, and never throws Needs
 * @throws FolderError
 */
export function openFolder(folder: string): OpenedFolder {
  const real = realFolder(folder);
  const root = workTreeTop(real) ?? parse(real).root;
  const path = relative(root, real).split(sep).join('/');
  const objects = new FolderObjects(new FolderReader(root, path));
  return { tree: { id: objects.id, objects }, has: (id) => objects.has(id), path, root };
}

function realFolder(folder: string): string {
  let real: string;
  try {
    real = realpathSync(folder);
  } catch {
    throw new FolderError('not-found', `there is no folder ${folder}`);
  }
  if (statSync(real).isDirectory()) return real;
  throw new FolderError('not-a-directory', `${folder} is a file; give the folder that contains it`);
}

function workTreeTop(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : workTreeTop(parent);
}
