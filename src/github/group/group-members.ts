import { approvalRequests } from '../../policy/approvals/approval-requests.ts';
import { nothingGiven } from '../../policy/approvals/conclude.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { checkName } from '../api/check-names.ts';
import { findCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import type { CommitsToReview, ResolvedElsewhere, ReviewedCommits } from '../api/review-commits.ts';
import { Contributors } from '../people/contributors.ts';
import { Eligibility } from '../people/eligibility.ts';
import { standingOf } from '../people/standing-of.ts';
import { askingOf, whoseChange } from '../people/whose-change.ts';
import { floatingIn, movedSince } from '../record/floating.ts';
import { memberOf, readRecord } from '../record/run-record.ts';
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

/** A member, and what its review found elsewhere. */
export interface ReadMember extends GroupMember {
  readonly elsewhere?: ResolvedElsewhere | undefined;
}

interface MemberOptions extends Pick<CommitsToReview, 'onFetching'> {
  /** Open pull requests: who acted on one with the same head and base acted on this one. */
  readonly open: readonly OpenPull[];
  readonly signal: AbortSignal;
}

/**
 * A member as it would be merged alone into the group's base, and what was approved of it.
 *
 * @throws RequestError as GitHub refuses
 */
export async function readMember(
  ports: ReviewPorts,
  github: GitHub,
  task: GroupTask,
  pull: OpenPull,
  { open, signal, onFetching }: MemberOptions,
): Promise<ReadMember> {
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
    asking: askingOf(pull.ref),
    whose: () => whoseChange(github, pull),
    onFetching,
  };
  const reviewed = await ports.reviewCommits(commits, signal).catch((error: unknown) => {
    if (error instanceof CannotReview) return undefined;
    throw error;
  });
  if (reviewed === undefined) return { number, review: undefined, standing: nothingGiven, moved: [] };
  const sharing = open.filter((each) => each.headCommit === pull.headCommit && each.baseBranch === pull.baseBranch);
  const { review, elsewhere } = reviewed;
  return { number, review, elsewhere, ...(await readStanding(ports, github, pull, sharing, reviewed)) };
}

async function readStanding(
  ports: ReviewPorts,
  github: GitHub,
  pull: OpenPull,
  sharing: readonly OpenPull[],
  { review, mode, overridePermission }: ReviewedCommits,
): Promise<Pick<GroupMember, 'standing' | 'moved'>> {
  const { ref, headCommit, baseBranch: base, repositoryId: repository } = pull;
  const { id } = await ports.identity();
  const run = await findCheckRun(github, ref, headCommit, checkName(base), id);
  const { log: kept = [], floating } = memberOf(readRecord(run?.text, { repository, base }), ref.number) ?? {};
  const digests = Object.fromEntries(Object.entries(review.clusters).map(([name, { digest }]) => [name, digest]));
  const requests = approvalRequests(review, mode.approvals);
  const effects = { ...digests, ...Object.fromEntries(requests.map(({ target, digest }) => [target, digest])) };
  const contributors = new Contributors(github, sharing);
  const eligibility = new Eligibility(github, pull, () => contributors.acted());
  const log = await contributors.endedByBase(ref.number, kept, effects);
  const people = { contributors, eligibility };
  const standing = await standingOf(ref.number, log, requests, effects, overridePermission, people);
  return { standing, moved: movedSince(floating, floatingIn(review)) };
}
