import type {
  AutomaticBaseChangeSucceededEvent,
  BaseRefChangedEvent,
  BaseRefForcePushedEvent,
  ClosedEvent,
  HeadRefDeletedEvent,
  HeadRefForcePushedEvent,
  MergedEvent,
  RenamedTitleEvent,
  ReviewDismissedEvent,
} from '@octokit/graphql-schema';
import { nodeId, timestamp } from '../payloads/schemas.ts';
import type { PullIssue } from '../state/repository.ts';
import type { TimelineEvent } from '../state/timeline.ts';
import type { World } from '../state/world.ts';
import { actorNode } from './actor-node.ts';
import { findCommitNode } from './commits.ts';
import type { Node } from './node.ts';
import { reviewNode, reviewStates } from './review-node.ts';

/** One thing that happened to a pull request, as its timeline tells it. */
export const timelineNode = (world: World, issue: PullIssue, event: TimelineEvent) => {
  const common = {
    id: nodeId(event.kind, event.id),
    actor: actorNode(world, event.actor),
    createdAt: timestamp(event.at),
  };
  const commit = (sha: string) => () => findCommitNode(world, issue.repository, sha);
  switch (event.kind) {
    case 'HeadRefForcePushedEvent':
    case 'BaseRefForcePushedEvent':
      return {
        __typename: event.kind,
        ...({
          ...common,
          beforeCommit: commit(event.before),
          afterCommit: commit(event.after),
        } satisfies Node<HeadRefForcePushedEvent> & Node<BaseRefForcePushedEvent>),
      };
    case 'BaseRefChangedEvent':
      return {
        ...common,
        __typename: event.kind,
        databaseId: event.id,
        previousRefName: event.before,
        currentRefName: event.after,
      } satisfies Node<BaseRefChangedEvent>;
    case 'AutomaticBaseChangeSucceededEvent':
      return {
        ...common,
        __typename: event.kind,
        oldBase: event.before,
        newBase: event.after,
      } satisfies Node<AutomaticBaseChangeSucceededEvent>;
    case 'RenamedTitleEvent':
      return {
        ...common,
        __typename: event.kind,
        previousTitle: event.before,
        currentTitle: event.after,
      } satisfies Node<RenamedTitleEvent>;
    case 'MergedEvent':
      return {
        ...common,
        __typename: event.kind,
        commit: commit(event.commit),
        mergeRefName: event.base,
      } satisfies Node<MergedEvent>;
    case 'HeadRefDeletedEvent':
      return { ...common, __typename: event.kind, headRefName: event.branch } satisfies Node<HeadRefDeletedEvent>;
    case 'ReviewDismissedEvent':
      return {
        ...common,
        __typename: event.kind,
        databaseId: event.id,
        previousReviewState: reviewStates[event.before],
        review: reviewNode(world, issue, event.review),
      } satisfies Node<ReviewDismissedEvent>;
    default:
      return { __typename: event.kind, ...(common satisfies Node<ClosedEvent>) };
  }
};
