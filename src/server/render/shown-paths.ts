import type { Shown } from '../../github/api/review-commits.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

/** The commits that have pages on GitHub, and the result of the review that has none. */
interface ShownTrees {
  readonly after: RepoTree;
  readonly head: RepoTree;
  readonly base: RepoTree;
}

/**
 * Where each file that a review names can be looked at: in the head where that is the very file, else in the base.
 * A file that the merge itself has put together is in neither.
 *
 * @throws Needs where a directory has not been fetched
 */
export function shownPaths(review: Review, trees: ShownTrees): Record<string, Shown> {
  const after = plainFiles(trees.after, { symlinks: 'absent' });
  const head = plainFiles(trees.head, { symlinks: 'absent' });
  const base = plainFiles(trees.base, { symlinks: 'absent' });
  const entries = mapAll(pathsOf(review), (path): [string, Shown] => {
    const result = after.find(path);
    if (result.kind !== 'file') return [path, 'nowhere'];
    const isIn = (files: typeof after) => {
      const found = files.find(path);
      return found.kind === 'file' && found.id === result.id;
    };
    return [path, isIn(head) ? 'head' : isIn(base) ? 'base' : 'nowhere'];
  });
  return Object.fromEntries(entries);
}

/** Every path that a report could want to link to. */
function pathsOf({ clusters, findings }: Review): Set<string> {
  const places = [...findings, ...Object.values(clusters).flatMap(placesOf)];
  return new Set(places.flatMap(({ path }) => (path === undefined ? [] : [path])));
}

function placesOf({ gained, lost, changed, moved, unresolved }: ClusterReview): { path?: string | undefined }[] {
  return [...[...gained, ...lost, ...changed, ...moved].flatMap(({ chain }) => chain), ...unresolved];
}
