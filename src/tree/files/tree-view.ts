import { directoriesAbove, type TreeChange, type TreeView } from '../../memo/tree-change.ts';
import type { ObjectId, RepoTree } from '../objects/repo-tree.ts';
import { Unreadable } from '../objects/repo-tree.ts';
import { mountOfKey } from '../sources/mount.ts';
import { SourceTable } from '../sources/source-table.ts';
import { changedPaths } from './changed-paths.ts';
import type { Files } from './files.ts';
import { plainFiles } from './plain-files.ts';

/**
 * @param tree what is looked at
 * @param others trees whose objects can be read as well, such as the other side of a change; one of which that is no
 *   longer so is not compared with
 */
export function treeView(tree: RepoTree, others: readonly RepoTree[]): TreeView {
  const known = new Map(others.map((other) => [viewId(other), other]));
  const changes = new Map<ObjectId, TreeChange | undefined>();
  return {
    id: viewId(tree),
    changeSince: (id) => {
      const other = known.get(id);
      if (other === undefined) return undefined;
      if (!changes.has(id)) changes.set(id, changeWherePossible(other, tree));
      return changes.get(id);
    },
  };
}

/** A tree is the same to a reader where what it refers to elsewhere is the same too. */
function viewId({ id, sources }: RepoTree): string {
  return sources === undefined ? id : `${id} ${sources.contentId}`;
}

/** Trees of the past go with what held them: a merge's own, those of a branch that was rewritten. */
function changeWherePossible(before: RepoTree, after: RepoTree): TreeChange | undefined {
  try {
    return changeBetween(before, after);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function changeBetween(before: RepoTree, after: RepoTree): TreeChange {
  const paths = changedPaths(before, after).map(({ path }) => path);
  const above = directoriesAbove(paths);
  const [filesBefore, filesAfter] = [before, after].map((tree) => plainFiles(tree, { symlinks: 'absent' }));
  const isOn = (side: Files | undefined, path: string) => side?.find(path).kind === 'directory';
  const comeOrGone = [...above].filter((path) => isOn(filesBefore, path) !== isOn(filesAfter, path));
  const elsewhere = sourcesOf(after).differingFrom(sourcesOf(before)).map(mountOfKey);
  return { paths: new Set([...paths, ...comeOrGone, ...elsewhere]), above };
}

function sourcesOf({ sources }: RepoTree): SourceTable {
  return sources ?? new SourceTable();
}
