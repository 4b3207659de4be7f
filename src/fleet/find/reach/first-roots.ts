import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { isNotRun } from './not-clusters.ts';
import { type Follow, reachedByNone } from './reach.ts';
import { homeOf } from './siblings.ts';

/**
 * The directories that everything else is reached from, where nothing says what is synced: those of FluxKustomizations
 * that no other leads to.
 */
export function firstRoots(tree: FluxTree, documents: readonly FoundDocument[], follow: Follow): readonly string[] {
  const named = documents.filter((document) => follow(document).length > 0);
  const homes = [...new Set(named.flatMap((document) => homesOf(document, tree)))].filter((path) => !isNotRun(path));
  return homeOf(reachedByNone(homes, tree, follow));
}

/** The outermost directories whose build brings a document in. */
function homesOf({ file, directory }: FoundDocument, tree: FluxTree): readonly string[] {
  const users = tree.usersOf(file);
  if (users.length === 0 && tree.hasKustomization(directory)) return [];
  return tree.outermost(users.length > 0 ? users : [directory]);
}
