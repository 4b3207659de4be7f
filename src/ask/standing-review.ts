import type { Snapshot } from '../fleet/render/snapshot.ts';
import type { ClusterReview } from '../review/contract/cluster-review.ts';
import type { Review } from '../review/contract/review.ts';
import { type ReviewRequest, review } from '../review.ts';
import { emptyTree } from '../tree/objects/edit-tree.ts';

/**
 * Judges clusters as they are: a review of everything against an empty tree, so that whatever stands is found. That every
 * object is gained by it is not of interest, and left out.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function standingReview(
  { tree, ...snapshot }: Omit<Snapshot, 'workspace'> & Partial<Pick<Snapshot, 'workspace'>>,
  { head, key }: Pick<ReviewRequest, 'head' | 'key'>,
): Review {
  const merge = { status: 'as-given', conflicts: [] } as const;
  const found = review({ ...snapshot, before: emptyTree(tree), after: tree, base: '', head, merge, key });
  const clusters = Object.fromEntries(
    Object.entries(found.clusters).map(([name, cluster]) => [name, { ...cluster, ...noChanges() }]),
  );
  return { ...found, clusters, files: [] };
}

function noChanges(): Pick<ClusterReview, 'gained' | 'lost' | 'changed' | 'moved' | 'affected'> {
  return { gained: [], lost: [], changed: [], moved: [], affected: [] };
}
