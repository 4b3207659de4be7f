import { followedRef } from '../../flux/objects/followed-ref.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';

/**
 * Whether a merge into a branch reaches a cluster: it does not where the cluster follows another branch, a tag, a range
 * of versions or a commit. What the cluster follows before the merge decides, since that is where it sees the merge.
 *
 * @param before, after what the cluster runs; `undefined` where it is not there
 * @param baseBranch as `main`; `undefined`: not known, and every cluster is reached
 */
export function isReached(
  before: Inventory | undefined,
  after: Inventory | undefined,
  baseBranch: string | undefined,
): boolean {
  const source = (before ?? after)?.sync?.source;
  // An artifact of another kind is pushed by somebody: from which branch, nobody says.
  if (baseBranch === undefined || source === undefined || source.kind !== 'GitRepository') return true;
  const { kind, value } = followedRef(source.node);
  return kind === 'branch' && value === baseBranch;
}
