import { emit } from '../events/emit.ts';
import { validationFailed } from '../http/problem.ts';
import { commentPayload, issuePayload } from '../payloads/issue.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { App } from '../state/app.ts';
import type { Comment, Issue } from '../state/repository.ts';
import type { World } from '../state/world.ts';

/** GitHub counts characters, not bytes. */
const longest = 65_536;

const checkBody = (body: string): void => {
  const fail = (code: string, message: string) =>
    validationFailed({ resource: 'IssueComment', code, field: code === 'missing_field' ? 'body' : 'data', message });
  if (body.trim() === '') throw fail('missing_field', "Body can't be blank");
  if ([...body].length > longest) throw fail('unprocessable', `Body is too long (maximum is ${longest} characters)`);
};

type Action = 'created' | 'edited' | 'deleted';
type Changes = Pick<Hooks['webhook-issue-comment-edited'], 'changes'>;

/** The `issue_comment` event, for issues and pull requests alike. */
const announce = (
  world: World,
  comment: Comment,
  sender: Account,
  action: Action,
  details: Partial<Changes> = {},
): void => {
  const about = () => ({
    issue: issuePayload(world, comment.issue),
    comment: commentPayload(world, comment),
    ...details,
  });
  emit(world, { event: 'issue_comment', action, repository: comment.issue.repository, sender, about });
};

export const createComment = (world: World, issue: Issue, author: Account, app: App | null, body: string): Comment => {
  checkBody(body);
  const now = world.now();
  const comment: Comment = {
    id: world.nextId(),
    issue,
    author,
    app,
    createdAt: now,
    body,
    updatedAt: now,
    reactions: [],
  };
  issue.repository.comments.set(comment.id, comment);
  issue.updatedAt = now;
  announce(world, comment, author, 'created');
  return comment;
};

export const editComment = (world: World, comment: Comment, actor: Account, body: string): void => {
  checkBody(body);
  const from = comment.body;
  if (body === from) return;
  comment.body = body;
  comment.updatedAt = comment.issue.updatedAt = world.now();
  announce(world, comment, actor, 'edited', { changes: { body: { from } } });
};

export const deleteComment = (world: World, comment: Comment, actor: Account): void => {
  comment.issue.repository.comments.delete(comment.id);
  announce(world, comment, actor, 'deleted');
};
