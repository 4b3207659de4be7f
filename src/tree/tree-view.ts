import { changedPaths } from './changed-paths.ts';
import type { Files } from './files.ts';
import { plainFiles } from './plain-files.ts';
import type { ObjectId, RepoTree } from './repo-tree.ts';
import { directoriesAbove, type TreeChange, type TreeView } from './tree-change.ts';

/**
 * @param tree what is looked at
 * @param others trees whose objects can be read as well, such as the other side of a change
 */
export function treeView(tree: RepoTree, others: readonly RepoTree[]): TreeView {
  const known = new Map(others.map((other) => [other.id, other]));
  const changes = new Map<ObjectId, TreeChange>();
  return {
    id: tree.id,
    changeSince: (id) => {
      const other = known.get(id);
      if (other === undefined) return undefined;
      const change = changes.get(id) ?? changeBetween(other, tree);
      changes.set(id, change);
      return change;
    },
  };
}

function changeBetween(before: RepoTree, after: RepoTree): TreeChange {
  const paths = changedPaths(before, after).map(({ path }) => path);
  const above = directoriesAbove(paths);
  const [former, latter] = [before, after].map((tree) => plainFiles(tree, { symlinks: 'absent' }));
  const isOn = (side: Files | undefined, path: string) => side?.find(path).kind === 'directory';
  const comeOrGone = [...above].filter((path) => isOn(former, path) !== isOn(latter, path));
  return { paths: new Set([...paths, ...comeOrGone]), above };
}
