import * as v from 'valibot';
import { ok } from '../http/answer.ts';
import type { RepositoryContext } from '../http/context.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { repositoryUrl } from '../payloads/issue.ts';
import { nodeId, type Rest } from '../payloads/schemas.ts';
import type { Issue } from '../state/repository.ts';
import { issueOf } from './issue-comments.ts';

const byIssue = new WeakMap<Issue, Set<string>>();

/** @returns the labels of an issue; GitHub makes those that the repository lacks */
export const labelsOf = (issue: Issue): readonly string[] => [...(byIssue.get(issue) ?? [])];

const add = (context: RepositoryContext) => {
  const { world, repository } = context;
  const issue = issueOf(context);
  const { labels } = readBody(context, v.object({ labels: v.array(v.string()) }));
  const all = new Set([...labelsOf(issue), ...labels]);
  byIssue.set(issue, all);
  const api = repositoryUrl(world, repository);
  return ok(
    [...all].map((name, index): Rest['label'] => ({
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

export const labelRoutes: readonly Route[] = [
  repositoryRoute(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    { needs: [{ issues: 'write' }, { pull_requests: 'write' }], role: 'triage' },
    add,
  ),
];
