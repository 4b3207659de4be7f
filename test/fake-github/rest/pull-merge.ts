import * as v from 'valibot';
import { mergePull } from '../actions/merge-pull.ts';
import { noContent, ok } from '../http/answer.ts';
import { notFound } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { actorOf } from './acting.ts';
import { pullOf } from './pulls.ts';

const request = v.object({
  commit_title: v.optional(v.string()),
  commit_message: v.optional(v.string()),
  sha: v.optional(v.string()),
  merge_method: v.optional(v.picklist(['merge', 'squash', 'rebase'])),
});

export const pullMergeRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/merge',
    { needs: [{ pull_requests: 'read' }] },
    (context) => {
      if (!pullOf(context).pull.mergedAt) throw notFound();
      return noContent;
    },
  ),
  repositoryRoute(
    'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
    { needs: [{ contents: 'write' }], role: 'write' },
    async (context) => {
      const {
        merge_method: method = 'merge',
        commit_title: title,
        commit_message: message,
        sha,
      } = readBody(context, request);
      const merged = await mergePull(context.world, pullOf(context), {
        method,
        title,
        message,
        sha,
        actor: actorOf(context),
      });
      return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' });
    },
  ),
];
