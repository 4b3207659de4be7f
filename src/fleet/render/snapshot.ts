import type { Config } from '../../config/config.ts';
import type { Files } from '../../tree/files/files.ts';
import { emptyWorkspace, filesIn, type Workspace } from '../../tree/files/workspace.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

/** One commit, and what is known of its repository. */
export interface Snapshot {
  readonly tree: RepoTree;
  readonly config: Config;
  readonly workspace: Workspace;
}

/** @returns a commit of a repository; a new one where no workspace is given */
export function snapshotOf(tree: RepoTree, config: Config, workspace = emptyWorkspace()): Snapshot {
  return { tree, config, workspace };
}

/** @returns its files, for one attempt */
export function filesOf({ tree, workspace }: Snapshot): Files {
  return filesIn(workspace, tree);
}
