import * as v from 'valibot';
import { createComment, deleteComment, editComment } from '../actions/write-comment.ts';
import { roleIncludes, roleOf } from '../auth/access.ts';
import { appBehind } from '../auth/actor.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { forbidden, notFound } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { commentPayload } from '../payloads/issue.ts';
import type { Comment, Issue } from '../state/repository.ts';
import { actorOf } from './acting.ts';

export const issueOf = (context: RepositoryContext): Issue => {
  const issue = context.repository.issues.get(numberParam(context, 'issue_number'));
  if (!issue) throw notFound();
  return issue;
};

export const commentOf = (context: RepositoryContext): Comment => {
  const comment = context.repository.comments.get(numberParam(context, 'comment_id'));
  if (!comment) throw notFound();
  return comment;
};

const list = (context: RepositoryContext) => {
  const issue = issueOf(context);
  const since = new Date(context.query.get('since') ?? 0);
  const all = [...context.repository.comments.values()].filter(
    (comment) => comment.issue === issue && comment.updatedAt >= since,
  );
  return paginated(context, all, (comment) => commentPayload(context.world, comment));
};

const words = v.object({ body: v.string() });

const create = (context: RepositoryContext) => {
  const { world } = context;
  const issue = issueOf(context);
  const { body } = readBody(context, words);
  const comment = createComment(world, issue, actorOf(context), appBehind(context.actor) ?? null, body);
  const payload = commentPayload(world, comment);
  return created(payload, payload.url);
};

/** One's own comments, and all of them for those who may write; an App with the permission may edit any. */
const editable = (context: RepositoryContext): Comment => {
  const comment = commentOf(context);
  const account = actorOf(context);
  const may =
    context.actor.kind !== 'user' ||
    comment.author === account ||
    roleIncludes(roleOf(context.repository, account), 'write');
  if (!may) throw forbidden('Must have admin rights to Repository.');
  return comment;
};

const either = (level: 'read' | 'write') => ({ needs: [{ issues: level }, { pull_requests: level }] });

export const issueCommentRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', either('read'), list),
  repositoryRoute('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', either('write'), create),
  repositoryRoute('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', either('read'), (context) =>
    ok(commentPayload(context.world, commentOf(context))),
  ),
  repositoryRoute('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', either('write'), (context) => {
    const comment = editable(context);
    editComment(context.world, comment, actorOf(context), readBody(context, words).body);
    return ok(commentPayload(context.world, comment));
  }),
  repositoryRoute('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', either('write'), (context) => {
    deleteComment(context.world, editable(context), actorOf(context));
    return noContent;
  }),
];
