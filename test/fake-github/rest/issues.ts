import * as v from 'valibot';
import { updatePull } from '../actions/update-pull.ts';
import { createIssue, updateIssue } from '../actions/write-issue.ts';
import { grants, roleIncludes, roleOf } from '../auth/access.ts';
import { created, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { forbidden, HttpProblem, validationFailed } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { issuePayload } from '../payloads/issue.ts';
import { findPull, type Issue } from '../state/repository.ts';
import { actorOf } from './acting.ts';
import { issueOf } from './issue-comments.ts';

const assertEnabled = ({ repository }: RepositoryContext): void => {
  if (!repository.hasIssues) throw new HttpProblem(410, 'Issues has been disabled in this repository.');
};

/** Pull requests are issues too, and listed with them. */
const list = (context: RepositoryContext) => {
  assertEnabled(context);
  const { world, repository, query } = context;
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state))
    throw validationFailed({ resource: 'Issue', field: 'state', code: 'invalid' });
  const creator = query.get('creator')?.toLowerCase();
  const found = [...repository.issues.values()].filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      (creator === undefined || issue.author.login.toLowerCase() === creator),
  );
  return paginated(context, found.reverse(), (issue) => issuePayload(world, issue));
};

const creation = v.object({ title: v.string(), body: v.optional(v.nullable(v.string())) });

const create = (context: RepositoryContext) => {
  assertEnabled(context);
  const { world, repository } = context;
  const issue = createIssue(world, repository, actorOf(context), readBody(context, creation));
  const payload = issuePayload(world, issue);
  return created(payload, payload.url);
};

const get = (context: RepositoryContext) => {
  if (context.repository.deletedIssues.has(numberParam(context, 'issue_number')))
    throw new HttpProblem(410, 'This issue was deleted');
  return ok(issuePayload(context.world, issueOf(context)));
};

const change = v.object({
  title: v.optional(v.string()),
  body: v.optional(v.nullable(v.string())),
  state: v.optional(v.picklist(['open', 'closed'])),
});

/** One's own, and all of them for those who may write; an App with the permission may edit any. */
const update = async (context: RepositoryContext) => {
  const { world, repository, actor } = context;
  const issue: Issue = issueOf(context);
  const account = actorOf(context);
  const may = issue.author === account || roleIncludes(roleOf(repository, account), 'write');
  if (actor.kind === 'user' && !may) throw forbidden('Must have admin rights to Repository.');
  const pull = findPull(repository, issue.number);
  // What is written of pull requests by this endpoint, their own permission allows too.
  if (!pull && actor.kind === 'installation' && !grants(actor.token.permissions, { issues: 'write' }))
    throw forbidden();
  if (pull) await updatePull(world, pull, account, readBody(context, change));
  else updateIssue(world, issue, account, readBody(context, change));
  return ok(issuePayload(world, issue));
};

const either = (level: 'read' | 'write') => ({ needs: [{ issues: level }, { pull_requests: level }] });

export const issueRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/issues', either('read'), list),
  repositoryRoute('POST /repos/{owner}/{repo}/issues', { needs: [{ issues: 'write' }] }, create),
  repositoryRoute('GET /repos/{owner}/{repo}/issues/{issue_number}', either('read'), get),
  repositoryRoute('PATCH /repos/{owner}/{repo}/issues/{issue_number}', either('write'), update),
];
