import { segmentsOf } from './paths.ts';
import type { RepoTree, TreeEntry } from './repo-tree.ts';

/**
 * @param path normalised
 * @returns what stands at a path; `obstacle` is the path, or the part of it, where a link or a submodule stands
 * @throws Needs where an object on the way has not been fetched yet
 */
export function entryAt(
  { id, objects }: RepoTree,
  path: string,
): { readonly entry: TreeEntry | undefined; readonly obstacle: string | undefined } {
  let entry: TreeEntry | undefined = { kind: 'directory', id };
  let at = '';
  for (const name of segmentsOf(path)) {
    if (entry?.kind !== 'directory') return { entry: undefined, obstacle: undefined };
    entry = objects.directory(entry.id).get(name);
    at = at === '' ? name : `${at}/${name}`;
    if (entry?.kind === 'symlink' || entry?.kind === 'submodule') return { entry: undefined, obstacle: at };
  }
  return { entry, obstacle: undefined };
}
