import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { notFound, validationFailed } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { reactionPayload } from '../payloads/issue.ts';
import { type Reaction, reactionContents } from '../state/conversation.ts';
import { actorOf } from './acting.ts';
import { commentOf, issueOf } from './issue-comments.ts';

const list = (context: RepositoryContext, reactions: readonly Reaction[]) => {
  const content = context.query.get('content');
  const wanted = reactions.filter((reaction) => content === null || reaction.content === content);
  return paginated(context, wanted, (reaction) => reactionPayload(context.world, reaction));
};

/** The same reaction twice is one reaction: 200 says it stood already. */
const react = (context: RepositoryContext, reactions: Reaction[]) => {
  const { content } = readBody(context, v.object({ content: v.string() }));
  const known = reactionContents.find((candidate) => candidate === content);
  if (!known) throw validationFailed({ resource: 'Reaction', field: 'content', code: 'invalid' });
  const user = actorOf(context);
  const standing = reactions.find((reaction) => reaction.user === user && reaction.content === known);
  if (standing) return ok(reactionPayload(context.world, standing));
  const reaction = { id: context.world.nextId(), user, content: known, createdAt: context.world.now() };
  reactions.push(reaction);
  return created(reactionPayload(context.world, reaction));
};

const unreact = (context: RepositoryContext, reactions: Reaction[]) => {
  const id = numberParam(context, 'reaction_id');
  const index = reactions.findIndex((reaction) => reaction.id === id);
  if (index < 0) throw notFound();
  reactions.splice(index, 1);
  return noContent;
};

const either = (level: 'read' | 'write') => ({ needs: [{ issues: level }, { pull_requests: level }] });
const onComment = '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
const onIssue = '/repos/{owner}/{repo}/issues/{issue_number}/reactions';

export const reactionRoutes: readonly Route[] = [
  repositoryRoute(`GET ${onComment}`, either('read'), (context) => list(context, commentOf(context).reactions)),
  repositoryRoute(`POST ${onComment}`, either('write'), (context) => react(context, commentOf(context).reactions)),
  repositoryRoute(`DELETE ${onComment}/{reaction_id}`, either('write'), (context) =>
    unreact(context, commentOf(context).reactions),
  ),
  repositoryRoute(`GET ${onIssue}`, either('read'), (context) => list(context, issueOf(context).reactions)),
  repositoryRoute(`POST ${onIssue}`, either('write'), (context) => react(context, issueOf(context).reactions)),
  repositoryRoute(`DELETE ${onIssue}/{reaction_id}`, either('write'), (context) =>
    unreact(context, issueOf(context).reactions),
  ),
];
