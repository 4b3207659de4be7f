import { mapAll } from '../objects/needs.ts';
import type { Directory, ObjectId, ObjectStore, RepoTree, TreeEntry } from '../objects/repo-tree.ts';

/**
 * A path that differs between two trees. Never a directory: those differ only by what is in them.
 * A file that was only renamed appears twice, with the same id: once with `before`, once with `after`.
 */
export interface ChangedPath {
  readonly path: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

/** One directory to compare; an undefined id is a side that has none there. */
interface Pair {
  readonly path: string;
  readonly before: ObjectId | undefined;
  readonly after: ObjectId | undefined;
}

/**
 * Compares two trees by their ids; equal subtrees are never opened, so the cost follows the change.
 * A file's mode does not count: only what is at a path.
 *
 * @returns what differs, sorted by path
 * @throws Needs for all directories of one depth at once
 */
export function changedPaths(before: RepoTree, after: RepoTree): readonly ChangedPath[] {
  const changed: ChangedPath[] = [];
  // Level by level and not by recursion: a repository may nest deeper than a stack.
  let level: readonly Pair[] = before.id === after.id ? [] : [{ path: '', before: before.id, after: after.id }];
  while (level.length > 0) {
    const names = mapAll(level, (pair) => differingNames(pair, before.objects, after.objects)).flat();
    changed.push(...names.flatMap(asChange));
    level = names.flatMap(asPair);
  }
  return changed.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function differingNames(pair: Pair, before: ObjectStore, after: ObjectStore): readonly ChangedPath[] {
  const [old, current] = mapAll(
    [
      { id: pair.before, objects: before },
      { id: pair.after, objects: after },
    ],
    open,
  );
  if (old === undefined || current === undefined) return [];
  const differing: ChangedPath[] = [];
  for (const name of new Set([...old.keys(), ...current.keys()])) {
    const was = old.get(name);
    const is = current.get(name);
    if (was?.kind === is?.kind && was?.id === is?.id) continue;
    differing.push({
      path: pair.path === '' ? name : `${pair.path}/${name}`,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    });
  }
  return differing;
}

function open(side: { readonly id: ObjectId | undefined; readonly objects: ObjectStore }): Directory {
  return side.id === undefined ? new Map() : side.objects.directory(side.id);
}

/** What a differing name is by itself, its directories left out. */
function asChange({ path, before, after }: ChangedPath): readonly ChangedPath[] {
  const was = before?.kind === 'directory' ? undefined : before;
  const is = after?.kind === 'directory' ? undefined : after;
  if (was === undefined && is === undefined) return [];
  return [{ path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
}

/** The directories that a differing name stands for. */
function asPair({ path, before, after }: ChangedPath): readonly Pair[] {
  const was = before?.kind === 'directory' ? before.id : undefined;
  const is = after?.kind === 'directory' ? after.id : undefined;
  return was === undefined && is === undefined ? [] : [{ path, before: was, after: is }];
}
