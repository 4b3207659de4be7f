import { closePull, reopenPull } from '../actions/close-pull.ts';
import { lookAtMergeability } from '../actions/look-at-mergeability.ts';
import { mergePull } from '../actions/merge-pull.ts';
import { dismissReview, submitReview } from '../actions/review-pull.ts';
import { type PullUpdate, setDraft, updatePull } from '../actions/update-pull.ts';
import { createComment } from '../actions/write-comment.ts';
import { issueHtmlUrl } from '../payloads/issue.ts';
import {
  branchHead,
  type CheckRun,
  type Comment,
  fullName,
  latestRuns,
  type PullIssue,
  runsAt,
} from '../state/repository.ts';
import type { Review } from '../state/review.ts';
import { accountOf, type World } from '../state/world.ts';

/** A pull request as a person with a browser has it. Whoever acts is its author unless `as` names another. */
export interface PullHandle {
  readonly number: number;
  readonly repository: string;
  readonly url: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly draft: boolean;
  readonly head: string;
  readonly headSha: string;
  readonly base: string;
  /** Where the base branch is now. */
  readonly baseSha: string;
  readonly comments: readonly Comment[];
  /** The newest check run of each name on the head commit. */
  readonly checks: readonly CheckRun[];
  edit(update: PullUpdate, as?: string): Promise<void>;
  setBase(base: string, as?: string): Promise<void>;
  setDraft(draft: boolean, as?: string): Promise<void>;
  close(as?: string): Promise<void>;
  reopen(as?: string): Promise<void>;
  comment(body: string, as?: string): Comment;
  /** Submits a review of the head as it is. */
  review(state: 'approved' | 'changes_requested' | 'commented', as: string): Review;
  dismissReview(review: Review, as: string): void;
  merge(options?: { method?: 'merge' | 'squash' | 'rebase'; as?: string }): Promise<string>;
  /** Waits for the computation that REST only starts. */
  mergeable(): Promise<boolean | null>;
}

export const pullHandle = (world: World, issue: PullIssue): PullHandle => {
  const { pull, repository } = issue;
  const actor = (login: string | undefined) => (login === undefined ? issue.author : accountOf(world, login));
  return {
    number: issue.number,
    repository: fullName(repository),
    url: issueHtmlUrl(world, issue),
    get title() {
      return issue.title;
    },
    get body() {
      return issue.body;
    },
    get state() {
      return issue.state;
    },
    get merged() {
      return pull.mergedAt !== null;
    },
    get draft() {
      return pull.draft;
    },
    head: pull.headBranch,
    get headSha() {
      return pull.headSha;
    },
    get base() {
      return pull.baseBranch;
    },
    get baseSha() {
      return branchHead(repository, pull.baseBranch) ?? pull.baseSha;
    },
    get comments() {
      return [...repository.comments.values()].filter((comment) => comment.issue === issue);
    },
    get checks() {
      return latestRuns(runsAt(repository, pull.headSha));
    },
    edit: (update, as) => updatePull(world, issue, actor(as), update),
    setBase: (base, as) => updatePull(world, issue, actor(as), { base }),
    setDraft: (draft, as) => setDraft(world, issue, actor(as), draft),
    close: (as) => closePull(world, issue, actor(as)),
    reopen: (as) => reopenPull(world, issue, actor(as)),
    comment: (body, as) => createComment(world, issue, actor(as), null, body),
    review: (state, as) => submitReview(world, issue, accountOf(world, as), state),
    dismissReview: (review, as) => dismissReview(world, issue, review, accountOf(world, as)),
    merge: ({ method = 'merge', as } = {}) =>
      mergePull(world, issue, { method, actor: actor(as ?? repository.owner.login) }),
    mergeable: () => lookAtMergeability(world, issue),
  };
};
