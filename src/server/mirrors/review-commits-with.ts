import type { Mirror } from '../../git/mirror/mirror.ts';
import { GitError } from '../../git/process/git-error.ts';
import type { CommitsToReview, ReviewCommits, ReviewedOverElsewhere } from '../../github/api/review-commits.ts';
import type { BranchTips, ReviewPorts } from '../../github/tasks/review-ports.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { prose } from '../../text/escape.ts';
import type { Metrics } from '../log/create-metrics.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { type RenderDeps, renderCommits } from './render-commits.ts';

interface ReviewDeps extends RenderDeps {
  readonly metrics: Metrics;
  /** The share of reviews that are repeated without caches: from 0 to 1. */
  readonly checked: number;
}

/** Reviews commits from the mirrors: fetches and merges here, renders in the renderer. */
export function reviewCommitsWith(mirrors: MirrorPool, deps: ReviewDeps): ReviewCommits {
  return (commits, signal) =>
    explainingGit(() =>
      mirrors.use(commits.repository, commits.cloneUrl, (mirror) => reviewIn(mirror, commits, deps, signal)),
    );
}

/** Runs something that may fail in git, and explains errors that people can do something about. */
export async function explainingGit<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof GitError ? asProblem(error) : error;
  }
}

/** Reads branches as the installation that has access to the repository. */
export function branchTipsWith(mirrors: MirrorPool, readingToken: ReviewPorts['readingToken']): BranchTips {
  return async ({ repository, cloneUrl, ref }, branches, signal) => {
    const token = await readingToken(ref);
    return explainingGit(() =>
      mirrors.use(repository, cloneUrl, (mirror) => mirror.branchTips(branches, token, signal)),
    );
  };
}

/** Lists the commits of a merge group from its mirror. */
export function commitsBetweenWith(mirrors: MirrorPool): ReviewPorts['commitsBetween'] {
  return ({ repository, cloneUrl, refs, baseCommit: base, headCommit: head, token }, signal) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, (mirror) => mirror.commitsBetween({ refs, base, head, token, signal })),
    );
}

/** Merges in the mirror, without rendering anything. */
export function stillToMergeWith(mirrors: MirrorPool): ReviewPorts['stillToMerge'] {
  return ({ repository, cloneUrl, baseCommit: base, ...commits }, signal) =>
    explainingGit(() =>
      mirrors.use(repository, cloneUrl, (mirror) => mirror.stillToMerge({ ...commits, base, signal })),
    );
}

async function reviewIn(
  mirror: Mirror,
  commits: CommitsToReview,
  { metrics, checked, ...deps }: ReviewDeps,
  signal: AbortSignal,
): Promise<ReviewedOverElsewhere> {
  const { refs, baseCommit: base, headCommit: head, token, sides, isPast = false, withLines } = commits;
  // Who asks about what is merged, or about one object, is not told anything new.
  const isReview = !isPast && withLines === undefined;
  const began = performance.now();
  const trees = await mirror.treesUnderReview({ refs, base, head, token, signal, sides });
  const fetched = performance.now();
  if (isReview) metrics.timed('fetch', (fetched - began) / 1000);
  const how = { isChecked: withLines === undefined && Math.random() < checked };
  const { result, elsewhere } = await renderCommits(mirror, commits, trees, how, deps, signal);
  const { reviewed, check } = result;
  const ended = performance.now();
  if (check !== undefined) metrics.checked(check);
  if (isPast) metrics.lookedBack((ended - began) / 1000);
  if (isReview) {
    metrics.timed('render', (ended - fetched) / 1000);
    const unresolved = Object.values(reviewed.review.clusters).map((cluster) => cluster.unresolved.length);
    metrics.reviewed(
      reviewed.review.verdict,
      unresolved.reduce((sum, each) => sum + each, 0),
    );
  }
  return { ...reviewed, elsewhere };
}

/** git's message may be shown; whether a retry helps depends on the error. */
function asProblem(error: GitError): CannotReview | GitError {
  switch (error.code) {
    case 'no-merge-base':
      return new CannotReview('The branches have no common history', prose(error.message), true);
    case 'missing-object':
    case 'ref-not-found':
    case 'unreachable':
    case 'refused':
    case 'timed-out':
      return new CannotReview('The repository could not be fetched', prose(error.message), false);
    default:
      return error;
  }
}
