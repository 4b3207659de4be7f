import type { IssueComment, PullRequestCommit, PullRequestTimelineItemsItemType } from '@octokit/graphql-schema';
import type { CommitFacts } from '../git/objects.ts';
import { issueHtmlUrl } from '../payloads/issue.ts';
import { nodeId, timestamp } from '../payloads/schemas.ts';
import type { Comment, PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { actorNode } from './actor-node.ts';
import { commitNode } from './commit-node.ts';
import { commitsOf } from './commits.ts';
import { connect, type PageArgs } from './connection.ts';
import type { Node } from './node.ts';
import { reviewNode } from './review-node.ts';
import { timelineNode } from './timeline-node.ts';

export interface TimelineArgs extends PageArgs {
  readonly itemTypes?: readonly PullRequestTimelineItemsItemType[] | null;
  readonly since?: string | null;
  readonly skip?: number | null;
}

/** All that is known of a pull request's life, oldest first, or the asked-for kinds of it. */
export const timelineItems = async (world: World, issue: PullIssue, args: TimelineArgs) => {
  const all = await itemsOf(world, issue);
  const since = args.since == null ? Number.NEGATIVE_INFINITY : Date.parse(args.since);
  const wanted = all
    .filter(({ type, at }) => (args.itemTypes?.includes(type) ?? true) && at >= since)
    .slice(args.skip ?? 0);
  const page = connect('timelineItems', wanted, args, ({ show }) => show());
  return {
    ...page,
    totalCount: all.length,
    filteredCount: wanted.length,
    pageCount: page.nodes.length,
    updatedAt: timestamp(issue.updatedAt),
  };
};

interface Item {
  readonly type: PullRequestTimelineItemsItemType;
  readonly at: number;
  readonly show: () => object;
}

const itemsOf = async (world: World, issue: PullIssue): Promise<Item[]> => {
  const { pull, repository } = issue;
  const comments = [...repository.comments.values()].filter((comment) => comment.issue === issue);
  const items: Item[] = [
    ...(await commitsOf(issue)).map((commit) => ({
      type: 'PULL_REQUEST_COMMIT' as const,
      at: Date.parse(commit.committer.date),
      show: () => pullCommitNode(world, issue, commit),
    })),
    ...pull.reviews.map((review) => ({
      type: 'PULL_REQUEST_REVIEW' as const,
      at: review.submittedAt.getTime(),
      show: () => reviewNode(world, issue, review),
    })),
    ...comments.map((comment) => ({
      type: 'ISSUE_COMMENT' as const,
      at: comment.createdAt.getTime(),
      show: () => commentNode(world, comment),
    })),
    ...pull.timeline.map((event) => ({
      type: itemTypes[event.kind],
      at: event.at.getTime(),
      show: () => timelineNode(world, issue, event),
    })),
  ];
  return items.sort((a, b) => a.at - b.at);
};

const itemTypes: Record<PullIssue['pull']['timeline'][number]['kind'], PullRequestTimelineItemsItemType> = {
  HeadRefForcePushedEvent: 'HEAD_REF_FORCE_PUSHED_EVENT',
  BaseRefForcePushedEvent: 'BASE_REF_FORCE_PUSHED_EVENT',
  BaseRefChangedEvent: 'BASE_REF_CHANGED_EVENT',
  AutomaticBaseChangeSucceededEvent: 'AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT',
  RenamedTitleEvent: 'RENAMED_TITLE_EVENT',
  MergedEvent: 'MERGED_EVENT',
  HeadRefDeletedEvent: 'HEAD_REF_DELETED_EVENT',
  ReviewDismissedEvent: 'REVIEW_DISMISSED_EVENT',
  ClosedEvent: 'CLOSED_EVENT',
  ReopenedEvent: 'REOPENED_EVENT',
  ReadyForReviewEvent: 'READY_FOR_REVIEW_EVENT',
  ConvertToDraftEvent: 'CONVERT_TO_DRAFT_EVENT',
};

export const pullCommitNode = (world: World, issue: PullIssue, commit: CommitFacts) =>
  ({
    __typename: 'PullRequestCommit',
    id: nodeId('PullRequestCommit', `${issue.pull.id}:${commit.sha}`),
    url: `${issueHtmlUrl(world, issue)}/commits/${commit.sha}`,
    commit: commitNode(world, issue.repository, commit),
  }) satisfies Node<PullRequestCommit>;

const commentNode = (world: World, comment: Comment) =>
  ({
    __typename: 'IssueComment',
    id: nodeId('IssueComment', comment.id),
    databaseId: comment.id,
    body: comment.body,
    author: actorNode(world, comment.author),
    createdAt: timestamp(comment.createdAt),
    updatedAt: timestamp(comment.updatedAt),
  }) satisfies Node<IssueComment>;
