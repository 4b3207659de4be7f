import { Memory } from '../../memo/memory.ts';
import type { RepoTree } from '../objects/repo-tree.ts';
import type { Files } from './files.ts';
import { memoFiles } from './memo-files.ts';
import { plainFiles } from './plain-files.ts';
import { treeView } from './tree-view.ts';

/** What is at hand of one repository beside the tree in question: it makes a look faster, and never changes its result. */
export interface Workspace {
  /** What earlier looks have parsed and computed; grows. */
  readonly memory: Memory;
  /** Trees of earlier looks whose objects can still be read: what was kept for them is compared by what changed since. */
  readonly known: readonly RepoTree[];
}

/** @returns the workspace of a repository that has not been looked at yet. */
export function emptyWorkspace(): Workspace {
  return { memory: new Memory(), known: [] };
}

/**
 * The files of a tree as Flux's artifact has them, as far as links go; what is computed from them is kept. They serve one
 * attempt: what it finds missing once stays so.
 *
 * @param others trees that are at hand too, such as the other side of a change
 */
export function filesIn({ memory, known }: Workspace, tree: RepoTree, others: readonly RepoTree[] = []): Files {
  return memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, [...others, ...known]));
}
