import { editTree, emptyTree } from '../tree/objects/edit-tree.ts';
import { type ObjectStore, type RepoTree, Unreadable } from '../tree/objects/repo-tree.ts';

/**
 * A repository that is in memory.
 *
 * @param files contents by path from its root, as `clusters/prod/kustomization.yaml`; texts are written as UTF-8
 * @returns its tree, whose id follows from what is in it
 */
export function treeOfFiles(files: Readonly<Record<string, string | Uint8Array>>): RepoTree {
  const encoder = new TextEncoder();
  const written = Object.entries(files).map(([path, content]): [string, Uint8Array] => [
    path,
    typeof content === 'string' ? encoder.encode(content) : content,
  ]);
  return editTree(emptyTree({ id: '', objects: nothing }), new Map(written));
}

const nothing: ObjectStore = {
  directory: (id) => {
    throw new Unreadable(`there is no object ${id}`);
  },
  blob: () => ({ kind: 'missing' }),
};
