import { announceRun, createCheckRun, updateCheckRun } from '../actions/write-check-run.ts';
import { appBehind } from '../auth/actor.ts';
import { commitExists } from '../git/objects.ts';
import { created, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext, textParam } from '../http/context.ts';
import { page, paginated } from '../http/paginate.ts';
import { forbidden, HttpProblem, notFound, validationFailed } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { annotationPayload, checkRunPayload } from '../payloads/check.ts';
import type { App } from '../state/app.ts';
import { type CheckRun, latestRuns, runsAt } from '../state/repository.ts';
import { actorOf } from './acting.ts';
import { creation, update, wordsOf } from './check-run-body.ts';
import { commitOf } from './commits.ts';

/** Checks are written by Apps alone, never by people. */
const writingApp = (context: RepositoryContext): App => {
  const app = appBehind(context.actor);
  if (!app) throw forbidden('You must authenticate via a GitHub App.');
  return app;
};

const runOf = (context: RepositoryContext): CheckRun => {
  const run = context.repository.checkRuns.get(numberParam(context, 'check_run_id'));
  if (!run) throw notFound();
  return run;
};

const create = async (context: RepositoryContext) => {
  const { world, repository } = context;
  const app = writingApp(context);
  const body = readBody(context, creation);
  const full = /^[0-9a-f]{40}$/.test(body.head_sha);
  if (!full || !(await commitExists(repository.gitDirectory, body.head_sha))) {
    throw new HttpProblem(422, `No commit found for SHA: ${body.head_sha}`, []);
  }
  const [ref] =
    [...repository.refs].find(([name, sha]) => name.startsWith('refs/heads/') && sha === body.head_sha) ?? [];
  const headBranch = ref?.slice('refs/heads/'.length) ?? null;
  const run = await createCheckRun(
    world,
    { repository, app, headSha: body.head_sha, headBranch, name: body.name },
    wordsOf(body),
  );
  return created(checkRunPayload(world, run));
};

const change = async (context: RepositoryContext) => {
  const app = writingApp(context);
  const run = runOf(context);
  if (run.suite.app !== app) {
    throw forbidden(`Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`);
  }
  await updateCheckRun(context.world, run, wordsOf(readBody(context, update)));
  return ok(checkRunPayload(context.world, run));
};

/** Newest first, one of each name unless all are asked for. */
export const listRuns = (context: RepositoryContext, runs: readonly CheckRun[]) => {
  const { world, query } = context;
  const filter = query.get('filter') ?? 'latest';
  if (filter !== 'latest' && filter !== 'all')
    throw validationFailed({ resource: 'CheckRun', field: 'filter', code: 'invalid' });
  const name = query.get('check_name');
  const app = query.get('app_id');
  const status = query.get('status');
  const found = (filter === 'latest' ? latestRuns(runs) : [...runs])
    .filter(
      (run) =>
        (!name || run.name === name) &&
        (!app || String(run.suite.app.id) === app) &&
        (!status || run.status === status),
    )
    .sort((a, b) => b.id - a.id);
  const { items, headers } = page(context, found);
  return { ...ok({ total_count: found.length, check_runs: items.map((run) => checkRunPayload(world, run)) }), headers };
};

const forRef = async (context: RepositoryContext) =>
  listRuns(context, runsAt(context.repository, await commitOf(context, textParam(context, 'ref'))));

const rerequest = (context: RepositoryContext) => {
  const run = runOf(context);
  announceRun(context.world, run, actorOf(context), 'rerequested');
  return created({});
};

const annotations = (context: RepositoryContext) => {
  const run = runOf(context);
  return paginated(context, [...run.annotations.keys()], (index) => annotationPayload(context.world, run, index));
};

const read = { needs: [{ checks: 'read' }] } as const;
const write = { needs: [{ checks: 'write' }], role: 'read' } as const;
const one = '/repos/{owner}/{repo}/check-runs/{check_run_id}';

export const checkRunRoutes: readonly Route[] = [
  repositoryRoute('POST /repos/{owner}/{repo}/check-runs', write, create),
  repositoryRoute(`GET ${one}`, read, (context) => ok(checkRunPayload(context.world, runOf(context)))),
  repositoryRoute(`PATCH ${one}`, write, change),
  repositoryRoute(`GET ${one}/annotations`, read, annotations),
  repositoryRoute(`POST ${one}/rerequest`, { needs: [{ checks: 'write' }], role: 'write' }, rerequest),
  repositoryRoute('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', read, forRef),
];
