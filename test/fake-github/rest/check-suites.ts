import { announceSuite } from '../actions/check-suites.ts';
import { readCommit } from '../git/objects.ts';
import { created, ok } from '../http/answer.ts';
import { numberParam, type RepositoryContext, textParam } from '../http/context.ts';
import { page } from '../http/paginate.ts';
import { notFound } from '../http/problem.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { checkSuitePayload } from '../payloads/check.ts';
import type { CheckSuite } from '../state/repository.ts';
import { actorOf } from './acting.ts';
import { listRuns } from './check-runs.ts';
import { commitOf } from './commits.ts';

const suiteOf = (context: RepositoryContext): CheckSuite => {
  const suite = context.repository.checkSuites.get(numberParam(context, 'check_suite_id'));
  if (!suite) throw notFound();
  return suite;
};

const show = async ({ world, repository }: RepositoryContext, suite: CheckSuite) => {
  const head = await readCommit(repository.gitDirectory, suite.headSha);
  if (!head) throw notFound();
  return checkSuitePayload(world, suite, head);
};

const forRef = async (context: RepositoryContext) => {
  const { repository, query } = context;
  const sha = await commitOf(context, textParam(context, 'ref'));
  const app = query.get('app_id');
  const name = query.get('check_name');
  const named = (suite: CheckSuite) =>
    [...repository.checkRuns.values()].some((run) => run.suite === suite && run.name === name);
  const found = [...repository.checkSuites.values()].filter(
    (suite) => suite.headSha === sha && (!app || String(suite.app.id) === app) && (!name || named(suite)),
  );
  const { items, headers } = page(context, found);
  const check_suites = await Promise.all(items.map((suite) => show(context, suite)));
  return { ...ok({ total_count: found.length, check_suites }), headers };
};

const rerequest = async (context: RepositoryContext) => {
  await announceSuite(context.world, suiteOf(context), actorOf(context), 'rerequested');
  return created({});
};

const runs = (context: RepositoryContext) => {
  const suite = suiteOf(context);
  return listRuns(
    context,
    [...context.repository.checkRuns.values()].filter((run) => run.suite === suite),
  );
};

const read = { needs: [{ checks: 'read' }] } as const;
const one = '/repos/{owner}/{repo}/check-suites/{check_suite_id}';

export const checkSuiteRoutes: readonly Route[] = [
  repositoryRoute(`GET ${one}`, read, async (context) => ok(await show(context, suiteOf(context)))),
  repositoryRoute(`GET ${one}/check-runs`, read, runs),
  repositoryRoute(`POST ${one}/rerequest`, { needs: [{ checks: 'write' }], role: 'write' }, rerequest),
  repositoryRoute('GET /repos/{owner}/{repo}/commits/{ref}/check-suites', read, forRef),
];
