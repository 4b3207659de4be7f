import type { PullPlace } from '../api/closed-pulls.ts';
import type { ReviewPorts } from './review-ports.ts';

/** A pull request that was merged. */
interface Merged extends PullPlace {
  readonly headCommit: string;
  readonly baseBranch: string;
  readonly cloneUrl: string;
}

/**
 * Of what was merged, what its base no longer holds: squashed or rebased, and reverted since. Its head can be merged once more,
 * and its check would let it. Of what stands, and of what was merged as it is, nothing is left to merge.
 *
 * @param merged pull requests of one repository
 * @throws CannotReview where the repository cannot be reached
 */
export async function takenBack<Each extends Merged>(
  ports: Pick<ReviewPorts, 'branchTips' | 'readingToken' | 'stillToMerge'>,
  merged: readonly Each[],
  signal: AbortSignal,
): Promise<readonly Each[]> {
  const [one] = merged;
  if (one === undefined) return [];
  const { ref, cloneUrl } = one;
  const remote = { repository: String(one.repositoryId), cloneUrl };
  const branches = [...new Set(merged.map(({ baseBranch }) => baseBranch))];
  const found: Each[] = [];
  // Nothing can be merged into a branch that is not there.
  for (const [branch, baseCommit] of await ports.branchTips({ ...remote, ref }, branches, signal)) {
    const pulls = merged.filter(({ baseBranch }) => baseBranch === branch);
    const refs = [`refs/heads/${branch}`, ...pulls.map((each) => `refs/pull/${each.ref.number}/head`)];
    const heads = [...new Set(pulls.map(({ headCommit }) => headCommit))];
    const token = () => ports.readingToken(ref);
    const still = await ports.stillToMerge({ ...remote, refs, baseCommit, heads, token }, signal);
    found.push(...pulls.filter(({ headCommit }) => still.includes(headCommit)));
  }
  return found;
}
