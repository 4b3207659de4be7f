import type { Memory } from '../../memo/memory.ts';
import type { RepoTree } from '../objects/repo-tree.ts';
import type { Files } from './files.ts';
import { memoFiles } from './memo-files.ts';
import { plainFiles } from './plain-files.ts';
import { treeView } from './tree-view.ts';

/**
 * The files of a tree as Flux's artifact has them, as far as links go; what is computed from them is kept. For one
 * attempt: what it finds missing once stays so.
 *
 * @param others trees that are at hand too: what was kept for them is compared by what changed since
 */
export function keptFiles(tree: RepoTree, others: readonly RepoTree[], memory: Memory): Files {
  return memoFiles(plainFiles(tree, { symlinks: 'absent' }), treeView(tree, others), memory);
}
