import type { CommitFacts } from '../git/objects.ts';
import { type CheckRun, type CheckSuite, fullName, latestRuns } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { appPayload } from './app.ts';
import { repositoryUrl } from './issue.ts';
import { minimalPulls, minimalRepositoryPayload } from './repository.ts';
import { nodeId, type Rest, timestamp, timestampOrNull } from './schemas.ts';

export const checkRunPayload = (world: World, run: CheckRun) => {
  const { suite } = run;
  const url = `${repositoryUrl(world, suite.repository)}/check-runs/${run.id}`;
  const html_url = `${world.url}/${fullName(suite.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: suite.headSha,
    external_id: run.externalId,
    url,
    html_url,
    details_url: run.detailsUrl ?? html_url,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestamp(run.startedAt),
    completed_at: timestampOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.id },
    app: appPayload(world, suite.app),
    pull_requests: minimalPulls(world, suite.repository, suite.headSha),
  } satisfies Rest['check-run'];
};

/** A suite is as far as its slowest run and as bad as its worst; without runs it is waiting for its App. */
export const suiteState = (suite: CheckSuite) => {
  const runs = latestRuns([...suite.repository.checkRuns.values()].filter((run) => run.suite === suite));
  if (runs.length === 0) return { status: 'queued', conclusion: null, count: 0 } as const;
  if (runs.some(({ status }) => status !== 'completed'))
    return { status: 'in_progress', conclusion: null, count: runs.length } as const;
  const worst = (
    ['failure', 'timed_out', 'cancelled', 'action_required', 'success', 'neutral', 'skipped'] as const
  ).find((conclusion) => runs.some((run) => run.conclusion === conclusion));
  return { status: 'completed', conclusion: worst ?? null, count: runs.length } as const;
};

export const checkSuitePayload = (world: World, suite: CheckSuite, head: CommitFacts) => {
  const url = `${repositoryUrl(world, suite.repository)}/check-suites/${suite.id}`;
  const { status, conclusion, count } = suiteState(suite);
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status,
    conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: minimalPulls(world, suite.repository, suite.headSha),
    app: appPayload(world, suite.app),
    repository: minimalRepositoryPayload(world, suite.repository),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.updatedAt),
    head_commit: {
      id: head.sha,
      tree_id: head.tree,
      message: head.message,
      timestamp: head.author.date,
      author: { name: head.author.name, email: head.author.email },
      committer: { name: head.committer.name, email: head.committer.email },
    },
    latest_check_runs_count: count,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  } satisfies Rest['check-suite'];
};

export const annotationPayload = (world: World, run: CheckRun, index: number): Rest['check-annotation'] | undefined => {
  const annotation = run.annotations[index];
  const blob_href = `${world.url}/${fullName(run.suite.repository)}/blob/${run.suite.headSha}/${annotation?.path}`;
  return annotation && { ...annotation, blob_href };
};
