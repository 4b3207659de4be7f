import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { digestOf } from '../record/digest-of.ts';
import type { BranchTips } from './review-ports.ts';

/** A pull request with the tip of its base branch. */
export interface LivePullRequest extends OpenPull {
  /** The base branch's tip. The payload's own `base.sha` is where the tip was when GitHub last looked. */
  readonly baseCommit: string;
}

/** A commit, and every open pull request that would bring it into one base, lowest number first: they share a check. */
export interface LiveHead {
  readonly commit: string;
  readonly base: string;
  /** The tip of the base. */
  readonly baseCommit: string;
  readonly pulls: readonly LivePullRequest[];
  /** The first of them, which looks for all. */
  readonly leader: LivePullRequest;
  /** Every open pull request of the repository. */
  readonly open: readonly OpenPull[];
  /** Why the base could not be read. */
  readonly problem?: CannotReview | undefined;
}

/** Stands for the tip of a branch that does not exist. */
export const noCommit = '';

/**
 * @returns the head of a pull request; `undefined` if it is closed
 * @throws RequestError as GitHub refuses
 */
export async function readLiveHead(
  github: GitHub,
  pullRequest: PullRequestRef,
  branchTips: BranchTips,
  signal: AbortSignal,
): Promise<LiveHead | undefined> {
  const open = await readOpenPulls(github, pullRequest);
  const own = open.find(({ ref }) => ref.number === pullRequest.number);
  if (own === undefined) return undefined;
  const { headCommit: commit, baseBranch: base } = own;
  const names = { repository: mirrorOf(own), cloneUrl: own.cloneUrl, ref: own.ref };
  const tips = await branchTips(names, [base], signal).catch(problemOnly);
  const problem = tips instanceof CannotReview ? tips : undefined;
  const baseCommit = (tips instanceof CannotReview ? undefined : tips.get(base)) ?? noCommit;
  const [leader = { ...own, baseCommit }, ...others] = open
    .filter((each) => each.headCommit === commit && each.baseBranch === base)
    .sort((one, other) => one.ref.number - other.ref.number)
    .map((each) => ({ ...each, baseCommit }));
  return { commit, base, baseCommit, pulls: [leader, ...others], leader, open, problem };
}

function problemOnly(error: unknown): CannotReview {
  if (error instanceof CannotReview) return error;
  throw error;
}

/** @returns the name of a repository's mirror: its id, which a rename leaves as it is */
export function mirrorOf({ repositoryId }: OpenPull): string {
  return String(repositoryId);
}

/** @returns what a review of this head depends on, except the tip of the base branch */
export function inputsOf({ commit, base, pulls }: LiveHead, version: string): string {
  return digestOf([version, commit, base, pulls.map(({ repositoryId, ref }) => [repositoryId, ref.number])]);
}

/** @returns why the review of a head must not be published; `undefined` if it may */
export function overtakenBy(
  before: LiveHead,
  now: LiveHead | undefined,
): 'closed' | 'head' | 'target' | 'base' | undefined {
  if (now === undefined) return 'closed';
  if (now.commit !== before.commit) return 'head';
  if (inputsOf(now, '') !== inputsOf(before, '')) return 'target';
  if (now.problem !== undefined || before.problem !== undefined) return undefined;
  return now.baseCommit === before.baseCommit ? undefined : 'base';
}
