import type { Mirror } from '../../git/mirror/mirror.ts';
import { GitError } from '../../git/process/git-error.ts';
import type {
  CommitsToReview,
  MeetCommits,
  Met,
  OtherCommits,
  ResolvedElsewhere,
  Whose,
} from '../../github/api/review-commits.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { meetingOf } from '../../review/meet/meeting.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { type RenderDeps, renderCommits } from './render-commits.ts';
import { explainingGit } from './review-commits-with.ts';

/** After that nothing is begun any more: what is only said delays no check. In milliseconds. */
const LONGEST = 10_000;

/** Compares commits from the mirrors, two of them merged too: what both are made of is rendered already. */
export function meetCommitsWith(mirrors: MirrorPool, deps: RenderDeps): MeetCommits {
  return (commits, others, signal) =>
    explainingGit(() =>
      mirrors.use(commits.repository, commits.cloneUrl, (mirror) => meetIn(mirror, commits, others, deps, signal)),
    );
}

async function meetIn(
  mirror: Mirror,
  commits: CommitsToReview,
  others: readonly OtherCommits[],
  deps: RenderDeps,
  signal: AbortSignal,
): Promise<readonly Met[]> {
  const until = performance.now() + LONGEST;
  const own = await compared(mirror, commits, deps, signal);
  const met: Met[] = [];
  for (const other of others) {
    if (performance.now() > until) break;
    try {
      met.push(await meet(mirror, commits, own, other, deps, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CannotReview || error instanceof GitError)) throw error;
      met.push(undefined);
    }
  }
  return met;
}

interface Compared {
  readonly review: Review;
  readonly elsewhere: ResolvedElsewhere | undefined;
}

async function meet(
  mirror: Mirror,
  commits: CommitsToReview,
  own: Compared,
  { refs, headCommit, whose }: OtherCommits,
  deps: RenderDeps,
  signal: AbortSignal,
): Promise<Met> {
  const theirs = { ...commits, refs, headCommit, whose, elsewhere: own.elsewhere };
  const other = await compared(mirror, theirs, deps, signal);
  const { baseCommit: base, headCommit: head } = commits;
  const merge = await mirror.repository.mergeBoth(base, head, headCommit, signal);
  if (merge.kind === 'conflict')
    return meetingOf({ own: own.review, other: other.review, both: { conflicts: merge.paths } });
  const both = {
    ...commits,
    // All that either refers to was resolved as whose it is.
    elsewhere: resolvedOf([own, other]),
    whose: async () => foreignest([await commits.whose(), await whose()]),
  };
  const trees = { before: await mirror.repository.treeOf(base), after: merge.tree };
  const { result } = await renderCommits(mirror, both, trees, HOW, deps, signal);
  return meetingOf({ own: own.review, other: other.review, both: result.reviewed.review });
}

const HOW = { withDigests: true, isChecked: false } as const;

async function compared(
  mirror: Mirror,
  commits: CommitsToReview,
  deps: RenderDeps,
  signal: AbortSignal,
): Promise<Compared> {
  const { refs, baseCommit: base, headCommit: head, token } = commits;
  const trees = await mirror.treesUnderReview({ refs, base, head, token, signal });
  const { result, elsewhere } = await renderCommits(mirror, commits, trees, HOW, deps, signal);
  return { review: result.reviewed.review, elsewhere };
}

function resolvedOf(all: readonly Compared[]): ResolvedElsewhere {
  const found = all.flatMap(({ elsewhere }) => elsewhere ?? []);
  return {
    resolutions: new Map(found.flatMap(({ resolutions }) => [...resolutions])),
    gitDirectories: found.flatMap(({ gitDirectories }) => gitDirectories),
  };
}

/** Two changes are as foreign as any of them. */
function foreignest(whose: readonly Whose[]): Whose {
  return whose.find((each) => each !== 'own') ?? 'own';
}
