import type { Mirror } from '../../git/mirror/mirror.ts';
import type { TreesUnderReview } from '../../git/repository/trees-under-review.ts';
import type { CommitsToReview, FoundElsewhere } from '../../github/api/review-commits.ts';
import type { Merge } from '../../review.ts';
import type { Elsewhere } from '../elsewhere/fetching.ts';
import { overElsewhere } from '../elsewhere/over-elsewhere.ts';
import type { Renderer } from '../render/create-renderer.ts';
import type { Rendered, ReviewTask } from '../render/render-task.ts';

export interface RenderDeps {
  readonly renderer: Renderer;
  /** Masks secret values. */
  readonly key: Uint8Array;
  /** Absent where nothing is fetched. */
  readonly elsewhere: Elsewhere | undefined;
}

/** How a review is made. */
type How = Pick<ReviewTask, 'withDigests' | 'isChecked'>;

/**
 * Reviews two trees of a mirror, and fetches what they refer to elsewhere.
 *
 * @param commits that the trees are of; they are here
 * @throws CannotReview where the review takes more than it may; GitError; AbortError
 */
export async function renderCommits(
  { repository }: Mirror,
  commits: CommitsToReview,
  { before, after, conflict }: TreesUnderReview,
  how: How,
  { renderer, key, elsewhere }: RenderDeps,
  signal: AbortSignal,
): Promise<{ readonly result: Rendered; readonly elsewhere?: FoundElsewhere }> {
  const { baseBranch, baseCommit: base, headCommit: head, sides, withParts = false, withLines } = commits;
  const { asking, whose, elsewhere: known, onFetching } = commits;
  const merge: Merge = conflict
    ? { status: 'conflict', conflicts: conflict.paths }
    : { status: sides === 'merge' ? 'merged' : 'as-given', conflicts: [] };
  const [ofBase, ofHead] = [await repository.treeOf(base), await repository.treeOf(head)];
  signal.throwIfAborted();
  const trees = { before, after, ofBase, ofHead };
  const about = { repository: commits.repository, base, head, baseBranch, merge, withParts, withLines, key };
  const task = { gitDirectory: repository.scratch, ...trees, ...about, ...how };
  const attempts = renderer.attempts(signal);
  const onlyBase = { ...task, after: before, ofHead: ofBase, head: base, isChecked: false };
  return overElsewhere(
    elsewhere,
    { repository: asking, mirror: repository, signal, known, onFetching },
    (sources) => renderer.render(repository, { ...task, sources }, attempts),
    { whose, ofBase: (sources) => renderer.render(repository, { ...onlyBase, sources }, attempts) },
  );
}
