import { emit } from '../events/emit.ts';
import { simplePullPayload } from '../payloads/pull.ts';
import { reviewPayload } from '../payloads/review.ts';
import { timestamp } from '../payloads/schemas.ts';
import { recordEvent } from '../records/record-event.ts';
import type { Account } from '../state/account.ts';
import type { PullIssue } from '../state/repository.ts';
import type { Review } from '../state/review.ts';
import type { World } from '../state/world.ts';

/** Submits a review of the head as it is; nobody approves their own pull request. */
export const submitReview = (
  world: World,
  issue: PullIssue,
  author: Account,
  state: 'approved' | 'changes_requested' | 'commented',
): Review => {
  if (state !== 'commented' && issue.author === author) throw new Error('Can not approve your own pull request');
  const review: Review = {
    id: world.nextId(),
    author,
    commit: issue.pull.headSha,
    body: null,
    submittedAt: world.now(),
    state,
  };
  issue.pull.reviews.push(review);
  announceReview(world, issue, review, author, 'submitted');
  return review;
};

/** Takes a review's weight away. */
export const dismissReview = (world: World, issue: PullIssue, review: Review, actor: Account): void => {
  recordEvent(world, issue, actor, { kind: 'ReviewDismissedEvent', review, before: review.state });
  review.state = 'dismissed';
  announceReview(world, issue, review, actor, 'dismissed');
};

/** The `pull_request_review` event. */
const announceReview = (
  world: World,
  issue: PullIssue,
  review: Review,
  sender: Account,
  action: 'submitted' | 'dismissed',
): void => {
  const about = () => ({
    pull_request: simplePullPayload(world, issue),
    review: {
      ...reviewPayload(world, issue, review),
      body: review.body,
      updated_at: timestamp(world.now()),
      state: review.state,
    },
  });
  emit(world, { event: 'pull_request_review', action, repository: issue.repository, sender, about });
};
