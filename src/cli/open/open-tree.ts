import type { Config } from '../../config/config.ts';
import { drive } from '../../tree/objects/drive.ts';
import type { ObjectId, RepoTree } from '../../tree/objects/repo-tree.ts';
import { configOfFile, configOfTree, loadConfig } from './load-config.ts';
import { openRepository } from './open-repository.ts';
import type { TreeOptions } from './tree-options.ts';

/** A tree and its configuration, with what brings the tree's objects. */
export interface OpenedTree {
  readonly tree: RepoTree;
  readonly config: Config;
  readonly fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>;
}

/**
 * Opens what the options name, and closes it after use.
 *
 * @throws CliError where there is no such clone or commit, or its configuration is invalid
 */
export async function withTree<Result>(
  options: TreeOptions,
  use: (opened: OpenedTree) => Promise<Result>,
): Promise<Result> {
  const repository = await openRepository(options.repo);
  try {
    const { tree } = options.workTree === true ? await repository.workTree() : await repository.revision(options.rev);
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(tree))
        : configOfFile(options.config),
    );
    return await use({ tree, config, fetch: repository.fetch });
  } finally {
    await repository.close();
  }
}
