import { realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { FolderError } from '../../disk/folder-reader.ts';
import { openFolder } from '../../disk/open-folder.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { isMounted, shownPath } from '../../tree/sources/mount.ts';
import type { TreeReader } from '../elsewhere/run-over.ts';
import { withOtherObjects } from '../elsewhere/with-other-objects.ts';
import { usageError } from '../process/cli-error.ts';

/** A directory inside a tree, with what loads the tree's objects. */
interface OpenedDirectory {
  readonly tree: RepoTree;
  /** Of the directory, in the tree. */
  readonly path: string;
  /** A path of the tree as the person at the terminal can open it. */
  readonly shown: (path: string) => string;
  readonly reader: TreeReader;
}

/**
 * Opens a directory as it is on the disk, or as it is in a commit of the clone that holds it, and closes it after use.
 *
 * @throws CliError where there is no such directory, clone or commit
 */
export async function withDirectory<Result>(
  directory: string,
  revision: string | undefined,
  use: (opened: OpenedDirectory) => Promise<Result>,
): Promise<Result> {
  if (revision === undefined) {
    const { path, root, ...folder } = onDisk(directory);
    const shown = (file: string) => (isMounted(file) ? shownPath(file) : relative(realpathSync('.'), join(root, file)));
    return withOtherObjects(folder, (tree, reader) => use({ tree, path, shown, reader }));
  }
  // The directory may be gone from the disk: the clone is the one around the place where the command runs.
  const { root } = onDisk('.');
  const path = relative(root, resolve(realpathSync('.'), directory))
    .split(sep)
    .join('/');
  if (path.startsWith('..')) throw usageError(`${directory} is outside the clone ${root}; run this inside its clone`);
  const { withRepository } = await import('./open-repository.ts');
  return withRepository(root, async (reader) => {
    const { tree } = await reader.revision(revision);
    const shown = (file: string) => (isMounted(file) ? shownPath(file) : `${revision}:${file}`);
    return use({ tree, path, shown, reader });
  });
}

function onDisk(directory: string) {
  try {
    return openFolder(directory);
  } catch (error) {
    if (error instanceof FolderError) throw usageError(error.message);
    throw error;
  }
}
