import type { Config } from '../../config/config.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { TreeReader } from '../elsewhere/run-over.ts';
import { usageError } from '../process/cli-error.ts';
import { loadConfig } from './load-config.ts';
import { withRepository } from './open-repository.ts';
import type { TreeOptions } from './tree-options.ts';

/** A tree and its configuration, with what loads the tree's objects. */
interface OpenedTree {
  readonly tree: RepoTree;
  /** Empty for the files on the disk. */
  readonly commit: string;
  readonly config: Config;
  readonly reader: TreeReader;
}

/**
 * Opens what the options name, and closes it after use.
 *
 * @throws CliError where there is no such clone or commit, or its configuration is invalid
 */
export async function withTree<Result>(
  { repo, rev, at, workTree, config: file }: TreeOptions,
  use: (opened: OpenedTree) => Promise<Result>,
): Promise<Result> {
  return withRepository(repo, async (reader) => {
    if (at !== undefined && (workTree === true || rev === undefined))
      throw usageError('files on disk have no history: use either --at or --work-tree');
    const now = workTree === true || rev === undefined ? await reader.workTree() : await reader.revision(rev);
    const { tree, commit } = at === undefined ? now : await reader.earlier(now, at);
    return use({ tree, commit, config: await loadConfig(file, tree, reader.fetch), reader });
  });
}
