import type { PullRequestReview, PullRequestReviewState } from '@octokit/graphql-schema';
import { nodeId, timestamp } from '../payloads/schemas.ts';
import type { PullIssue } from '../state/repository.ts';
import type { Review } from '../state/review.ts';
import type { World } from '../state/world.ts';
import { actorNode } from './actor-node.ts';
import { findCommitNode } from './commits.ts';
import type { Node } from './node.ts';

export const reviewStates: Record<Review['state'], PullRequestReviewState> = {
  approved: 'APPROVED',
  changes_requested: 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
};

export const reviewNode = (world: World, { repository }: PullIssue, review: Review) =>
  ({
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    state: reviewStates[review.state],
    body: review.body ?? '',
    createdAt: timestamp(review.submittedAt),
    submittedAt: timestamp(review.submittedAt),
    author: actorNode(world, review.author),
    commit: () => findCommitNode(world, repository, review.commit),
  }) satisfies Node<PullRequestReview>;
