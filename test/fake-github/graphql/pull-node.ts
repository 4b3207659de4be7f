import type { PullRequest, PullRequestReviewState } from '@octokit/graphql-schema';
import { issueHtmlUrl } from '../payloads/issue.ts';
import { nodeId, timestamp, timestampOrNull } from '../payloads/schemas.ts';
import { fullName, type PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { actorNode, ownerNode } from './actor-node.ts';
import { commitsOf, findCommitNode } from './commits.ts';
import { connect, type PageArgs } from './connection.ts';
import type { Node } from './node.ts';
import { reviewNode, reviewStates } from './review-node.ts';
import { pullCommitNode, type TimelineArgs, timelineItems } from './timeline.ts';

type ReviewArgs = PageArgs & {
  readonly states?: readonly PullRequestReviewState[] | null;
  readonly author?: string | null;
};

export const pullState = ({ state, pull }: PullIssue) => {
  if (pull.mergedAt) return 'MERGED';
  return state === 'open' ? 'OPEN' : 'CLOSED';
};

export const pullNode = (world: World, issue: PullIssue) => {
  const { pull, repository } = issue;
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: issue.number,
    url: issueHtmlUrl(world, issue),
    title: issue.title,
    body: issue.body ?? '',
    state: pullState(issue),
    closed: issue.state === 'closed',
    merged: pull.mergedAt !== null,
    isDraft: pull.draft,
    isCrossRepository: pull.headRepository !== repository,
    maintainerCanModify: pull.maintainerCanModify,
    author: actorNode(world, issue.author),
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseSha,
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    headRepository: {
      id: nodeId('Repository', pull.headRepository.id),
      databaseId: pull.headRepository.id,
      name: pull.headRepository.name,
      nameWithOwner: fullName(pull.headRepository),
      isPrivate: pull.headRepository.private,
    },
    headRepositoryOwner: ownerNode(world, pull.headRepository.owner),
    createdAt: timestamp(issue.createdAt),
    updatedAt: timestamp(issue.updatedAt),
    closedAt: timestampOrNull(issue.closedAt),
    mergedAt: timestampOrNull(pull.mergedAt),
    mergedBy: pull.mergedBy && actorNode(world, pull.mergedBy),
    mergeCommit: () =>
      pull.mergedAt && pull.mergeCommitSha ? findCommitNode(world, repository, pull.mergeCommitSha) : null,
    commits: async (args: PageArgs) =>
      connect('commits', await commitsOf(issue), args, (commit) => pullCommitNode(world, issue, commit)),
    reviews: (args: ReviewArgs) =>
      connect('reviews', reviewsOf(issue, args), args, (review) => reviewNode(world, issue, review)),
    timelineItems: (args: TimelineArgs) => timelineItems(world, issue, args),
  } satisfies Node<PullRequest>;
};

const reviewsOf = ({ pull }: PullIssue, { states, author }: ReviewArgs) =>
  pull.reviews.filter(
    (review) =>
      (states?.includes(reviewStates[review.state]) ?? true) && (author == null || review.author.login === author),
  );
