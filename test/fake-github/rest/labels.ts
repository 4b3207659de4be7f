import * as v from 'valibot';
import { ok } from '../http/answer.ts';
import { type RepositoryContext, textParam } from '../http/context.ts';
import { HttpProblem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { nodeId, type Rest } from '../payloads/schemas.ts';
import type { Issue } from '../state/repository.ts';
import { issueOf } from './issue-comments.ts';

const byIssue = new WeakMap<Issue, Set<string>>();

/** @returns the labels of an issue; GitHub makes those that the repository lacks */
export const labelsOf = (issue: Issue): readonly string[] => [...(byIssue.get(issue) ?? [])];

const shown = ({ world, repository }: RepositoryContext, labels: readonly string[]) => {
  const api = repositoryUrl(world, repository);
  return ok(
    labels.map((name, index): Rest['label'] => ({
      id: index + 1,
      node_id: nodeId('Label', name),
      url: `${api}/labels/${encodeURIComponent(name)}`,
      name,
      description: null,
      color: 'ededed',
      default: false,
    })),
  );
};

const add = (context: RepositoryContext) => {
  const issue = issueOf(context);
  const { labels } = readBody(context, v.object({ labels: v.array(v.string()) }));
  const all = new Set([...labelsOf(issue), ...labels]);
  byIssue.set(issue, all);
  return shown(context, [...all]);
};

const remove = (context: RepositoryContext) => {
  const issue = issueOf(context);
  if (byIssue.get(issue)?.delete(textParam(context, 'name')) !== true)
    throw new HttpProblem(404, 'Label does not exist');
  return shown(context, labelsOf(issue));
};

const path = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
const either = (level: 'read' | 'write') => [{ issues: level }, { pull_requests: level }];
const writing = { needs: either('write'), role: 'triage' } as const;

export const labelRoutes: readonly Route[] = [
  repositoryRoute(`GET ${path}`, { needs: either('read') }, (context) => shown(context, labelsOf(issueOf(context)))),
  repositoryRoute(`POST ${path}`, writing, add),
  repositoryRoute(`DELETE ${path}/{name}`, writing, remove),
];
