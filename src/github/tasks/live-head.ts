import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import { digestOf } from '../api/published.ts';
import type { LookAgain } from './look-again.ts';
import type { BranchTips } from './review-ports.ts';

/** A pull request with the tip of its base branch. */
export interface LivePullRequest extends OpenPull {
  /** The base branch's tip. The payload's own `base.sha` is where the tip was when GitHub last looked. */
  readonly baseCommit: string;
}

/**
 * A commit and every open pull request it is the head of, lowest number first. A check belongs to a commit, so it
 * covers all of them: a second pull request into a lax branch must not make the check of the first one pass.
 */
export interface LiveHead {
  readonly commit: string;
  readonly pulls: readonly LivePullRequest[];
  /** The first of them, through whose repository the commit's check is written. */
  readonly leader: LivePullRequest;
  /** Why the bases could not be read. */
  readonly problem?: CannotReview | undefined;
}

/** Stands for the tip of a branch that does not exist. */
export const noCommit = '';

/**
 * @returns the head of a pull request; if it is closed, that of another one which shared a former head with it;
 *   `undefined` if there is none
 * @throws RequestError as GitHub refuses
 */
export async function readLiveHead(
  github: GitHub,
  { pullRequest, former = [] }: Pick<LookAgain, 'pullRequest' | 'former'>,
  branchTips: BranchTips,
  signal: AbortSignal,
): Promise<LiveHead | undefined> {
  const open = await readOpenPulls(github, pullRequest);
  const own =
    open.find(({ ref }) => ref.number === pullRequest.number) ??
    open.find(({ headCommit }) => former.includes(headCommit));
  if (own === undefined) return undefined;
  const [leader = own, ...others] = open
    .filter(({ headCommit }) => headCommit === own.headCommit)
    .sort((one, other) => one.ref.number - other.ref.number);
  const sharing = [leader, ...others];
  const branches = [...new Set(sharing.map(({ baseBranch }) => baseBranch))];
  const names = { repository: mirrorOf(own), cloneUrl: own.cloneUrl };
  const tips = await branchTips({ ...names, ref: own.ref }, branches, signal).catch(problemOnly);
  const problem = tips instanceof CannotReview ? tips : undefined;
  const tipOf = (branch: string) => (tips instanceof CannotReview ? undefined : tips.get(branch)) ?? noCommit;
  const live = (pull: OpenPull) => ({ ...pull, baseCommit: tipOf(pull.baseBranch) });
  return { commit: own.headCommit, pulls: sharing.map(live), leader: live(leader), problem };
}

function problemOnly(error: unknown): CannotReview {
  if (error instanceof CannotReview) return error;
  throw error;
}

/** @returns the name of a repository's mirror: its id, which a rename leaves as it is */
export function mirrorOf({ repositoryId }: OpenPull): string {
  return String(repositoryId);
}

/** @returns what a review of this head depends on, except the tips of the base branches */
export function inputsOf({ commit, pulls }: LiveHead, version: string): string {
  return digestOf([
    version,
    commit,
    pulls.map(({ repositoryId, ref, baseBranch }) => [repositoryId, ref.number, baseBranch]),
  ]);
}

/** @returns a digest of the tips of the base branches */
export function basesOf({ pulls }: LiveHead): string {
  return digestOf(pulls.map(({ baseCommit }) => baseCommit));
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
  return basesOf(now) === basesOf(before) ? undefined : 'base';
}
