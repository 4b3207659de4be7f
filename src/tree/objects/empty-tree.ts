import type { ObjectId, RepoTree } from './repo-tree.ts';

/** Git's own id of the tree without entries; no repository needs to hold it. */
const EMPTY: ObjectId = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** @returns a tree with nothing in it, beside another of which it reads its objects: what was before everything */
export function emptyTree({ objects }: RepoTree): RepoTree {
  return {
    id: EMPTY,
    objects: { ...objects, directory: (id) => (id === EMPTY ? new Map() : objects.directory(id)) },
  };
}
