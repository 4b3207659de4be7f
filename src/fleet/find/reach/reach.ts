import { isWithin } from '../../../tree/objects/paths.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';

/** Gives the directories that a FluxKustomization leads to, as far as they are there. */
export type Follow = (document: FoundDocument) => readonly string[];

/** What clusters reach in a tree. */
interface Reach {
  readonly reached: ReadonlySet<FoundDocument>;
  /** The directories that are built for it. */
  readonly directories: ReadonlySet<string>;
}

/**
 * What clusters reach in a tree: what their directories bring in, and what the FluxKustomizations among that name in
 * turn.
 */
export function reachOf(tree: FluxTree, clusters: Iterable<string>, follow: Follow): Reach {
  const reached = new Set<FoundDocument>();
  const waiting = [...clusters];
  const visited = new Set(waiting);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const document of tree.yields(path)) {
      if (reached.has(document)) continue;
      reached.add(document);
      for (const next of follow(document)) {
        if (!visited.has(next)) waiting.push(next);
        visited.add(next);
      }
    }
  }
  return { reached, directories: visited };
}

/** @returns those of some directories whose FluxKustomizations are not all reached from another; of a cycle the outermost. */
export function reachedByNone(paths: readonly string[], tree: FluxTree, follow: Follow): readonly string[] {
  if (paths.length < 2) return paths;
  const reached = new Map(paths.map((path) => [path, reachOf(tree, [path], follow).reached]));
  const reaches = (other: string, path: string) => {
    const own = tree.yields(path);
    return own.size > 0 && [...own].every((document) => reached.get(other)?.has(document));
  };
  return paths.filter((path) =>
    paths.every((other) => {
      if (other === path || !reaches(other, path)) return true;
      return reaches(path, other) && (isWithin(other, path) || (!isWithin(path, other) && path < other));
    }),
  );
}
