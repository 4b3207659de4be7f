import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { GitRepository } from './git-repository.ts';

/** The two trees that a review compares, by id. */
export interface TreesUnderReview {
  readonly before: ObjectId;
  readonly after: ObjectId;
  /** Where the merge has none: the trees are then the merge base's and the head's, and the review must say so. */
  readonly conflict?: { readonly paths: readonly string[]; readonly mergeBase: ObjectId };
}

/**
 * What merging a head into a base changes: *before* is the base's tip, *after* the merge's result. The App and the
 * command line both ask here.
 *
 * @param base commit id of the base branch's tip
 * @param head commit id of what would be merged
 * @throws GitError `no-merge-base`, `shallow`, `missing-object`
 */
export async function treesUnderReview(
  repository: GitRepository,
  base: ObjectId,
  head: ObjectId,
  signal?: AbortSignal,
): Promise<TreesUnderReview> {
  const merge = await repository.merge(base, head, signal);
  if (merge.kind === 'merged') return { before: await repository.treeOf(base), after: merge.tree };
  const mergeBase = await repository.mergeBase(base, head);
  return {
    before: await repository.treeOf(mergeBase),
    after: await repository.treeOf(head),
    conflict: { paths: merge.paths, mergeBase },
  };
}

/**
 * The trees of two commits as they are: what a merge queue has merged itself.
 *
 * @throws GitError `missing-object`, `not-a-tree`
 */
export async function treesAsGiven(
  repository: GitRepository,
  base: ObjectId,
  head: ObjectId,
): Promise<TreesUnderReview> {
  return { before: await repository.treeOf(base), after: await repository.treeOf(head) };
}
