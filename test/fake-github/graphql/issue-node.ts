import type { Issue as IssueType } from '@octokit/graphql-schema';
import { issueHtmlUrl } from '../payloads/issue.ts';
import { nodeId, timestamp } from '../payloads/schemas.ts';
import type { ContentEdit, Issue } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { actorNode } from './actor-node.ts';
import { connect, type PageArgs } from './connection.ts';
import type { Node } from './node.ts';

export const issueNode = (world: World, issue: Issue) =>
  ({
    __typename: 'Issue',
    id: nodeId('Issue', issue.id),
    databaseId: issue.id,
    number: issue.number,
    url: issueHtmlUrl(world, issue),
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state === 'open' ? 'OPEN' : 'CLOSED',
    author: actorNode(world, issue.author),
    includesCreatedEdit: issue.edits.length > 0,
    userContentEdits: (args: PageArgs) =>
      connect('userContentEdits', issue.edits.toReversed(), args, (edit) => editNode(world, edit)),
  }) satisfies Node<IssueType>;

/** Though it is called a difference, GitHub gives the whole body. */
const editNode = (world: World, { id, editor, editedAt, body }: ContentEdit) => ({
  __typename: 'UserContentEdit' as const,
  id: nodeId('UserContentEdit', id),
  editor: actorNode(world, editor),
  editedAt: timestamp(editedAt),
  deletedAt: null,
  diff: body,
});
