import { CannotReview } from '../../review/contract/cannot-review.ts';
import { findCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { decodePublished } from '../api/published.ts';
import { findStickyComment } from '../api/sticky-comment.ts';
import { believedState } from '../approvals/believed-state.ts';
import { Eligibility, findIneligible } from '../approvals/eligibility.ts';
import { mirrorOf } from '../tasks/live-head.ts';
import type { GroupCommit, ReviewPorts } from '../tasks/review-ports.ts';
import type { GroupTask } from '../tasks/task.ts';
import type { GroupMember } from './judge-group.ts';

/**
 * The pull requests that a merge group merges. If merged or fast-forwarded, their heads are among its commits;
 * if squashed, only the ref of the group and the commit subjects that GitHub writes name them. A name alone grants nothing:
 * what counts is that the effect was approved.
 *
 * @param open open pull requests of the repository
 * @param headRef `refs/heads/gh-readonly-queue/main/pr-7-…`
 */
export function groupMembers(
  open: readonly OpenPull[],
  { commits, headRef, branch }: { commits: readonly GroupCommit[]; headRef: string; branch: string },
): readonly OpenPull[] {
  const ids = new Set(commits.map(({ id }) => id));
  const named = new Set(commits.flatMap(({ subject }) => numberIn(subject)));
  const [, last] = /\/pr-(\d+)-[0-9a-f]+$/.exec(headRef) ?? [];
  if (last !== undefined) named.add(Number(last));
  return open
    .filter(({ baseBranch }) => baseBranch === branch)
    .filter(({ ref, headCommit }) => ids.has(headCommit) || named.has(ref.number))
    .sort((one, other) => one.ref.number - other.ref.number);
}

function numberIn(subject: string): readonly number[] {
  const [, merged, squashed] = /^Merge pull request #(\d{1,9}) |\(#(\d{1,9})\)$/.exec(subject) ?? [];
  const number = merged ?? squashed;
  return number === undefined ? [] : [Number(number)];
}

/** A member as it would be merged alone into the group's base, and what was approved of it. */
export async function readMember(
  ports: ReviewPorts,
  github: GitHub,
  task: GroupTask,
  pull: OpenPull,
  signal: AbortSignal,
): Promise<GroupMember> {
  const { number } = pull.ref;
  const commits = {
    repository: mirrorOf(pull),
    cloneUrl: pull.cloneUrl,
    refs: [task.baseRef, `refs/pull/${number}/head`],
    baseBranch: pull.baseBranch,
    baseCommit: task.baseCommit,
    headCommit: pull.headCommit,
    sides: 'merge' as const,
    withParts: true,
    token: () => ports.readingToken(pull.ref),
  };
  const reviewed = await ports.reviewCommits(commits, signal).catch((error: unknown) => {
    if (error instanceof CannotReview) return undefined;
    throw error;
  });
  if (reviewed === undefined) return { number, review: undefined, grants: [] };
  const identity = await ports.identity();
  const comment = await findStickyComment(github, pull.ref, identity.login);
  const run = await findCheckRun(github, pull.ref, pull.headCommit, identity.id);
  const published = decodePublished(run?.externalId ?? null);
  const live = { ...pull, baseCommit: task.baseCommit };
  const { state } = await believedState(github, live, comment, published, identity, ports.stateKeys);
  const grants = state?.state.grants ?? [];
  const eligibility = new Eligibility(github, live, state?.state.actors ?? []);
  const ineligible = await findIneligible(grants, reviewed, eligibility);
  const counting = grants.filter((grant) => !ineligible.some((each) => each.grant === grant));
  return { number, review: reviewed.review, grants: counting };
}
