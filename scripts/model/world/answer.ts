import * as v from 'valibot';
import { answerGraphql } from './answer-graphql.ts';
import { findRoute, ModelGap, numberOf, type Params, type Route, readRoute, textOf } from './params.ts';
import { appId, appLogin, type CheckRun, owner, type Pull, repo, type World } from './world.ts';

/** One request of the App, as Octokit sends it. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly params: Params;
}

/** What GitHub says to one request. */
export interface Answer {
  readonly status: number;
  readonly data: unknown;
}

/** Hears what the App changes. */
export interface Written {
  /** A run was begun or completed. */
  readonly check: (run: CheckRun) => void;
  /** Only the text of a run was written. */
  readonly record: (run: CheckRun) => void;
  readonly comment: (pull: number, body: string) => void;
  /** The App answered a command. */
  readonly reaction: (comment: number) => void;
}

type Respond = (world: World, params: Params, written: Written) => Answer;

/** Does one request of the App, whole and at once, as GitHub does. */
export function answer(world: World, { method, url, params }: Request, written: Written): Answer {
  const byName = routesByName.get(`${method} ${url}`);
  if (byName !== undefined) return byName.respond(world, params, written);
  const byAddress = findRoute(known, method, url);
  if (byAddress === undefined) throw new ModelGap(`${method} ${url}`);
  return byAddress.found.respond(world, { ...params, ...byAddress.params }, written);
}

const here = '/repos/{owner}/{repo}';

const routes: Readonly<Record<string, Respond>> = {
  'POST /graphql': (world, params) => ok(answerGraphql(world, params)),
  [`GET ${here}/pulls`]: (world, params) => {
    const areOpen = textOf(params, 'state') === 'open';
    return ok(world.pulls.filter(({ isOpen }) => isOpen === areOpen).map((pull) => pullData(world, pull)));
  },
  [`GET ${here}/pulls/{pull_number}`]: (world, params) => {
    const pull = world.pull(numberOf(params, 'pull_number'));
    return ok({ ...pullData(world, pull), merged: pull.closed?.isMerged === true });
  },
  [`GET ${here}/commits/{ref}/check-runs`]: (world, params) => {
    const { check_name: name, filter } = params;
    const commit = textOf(params, 'ref');
    const all = world.runs.filter((run) => run.commit === commit && (name === undefined || run.name === name));
    const found = filter === 'all' ? all : [...new Map(all.map((run) => [run.name, run])).values()];
    return ok({ total_count: found.length, check_runs: found.map(runData) });
  },
  [`POST ${here}/check-runs`]: (world, params, written) => {
    const name = textOf(params, 'name');
    const empty = { title: '', summary: '', text: '' };
    const nothing = { status: '', conclusion: null, externalId: null, output: empty, actions: [] };
    const run: CheckRun = { id: world.id(), commit: textOf(params, 'head_sha'), name, ...nothing };
    world.runs.push(run);
    return writeRun(run, params, written, 201);
  },
  [`PATCH ${here}/check-runs/{check_run_id}`]: (world, params, written) => {
    const run = world.runs.find(({ id }) => id === numberOf(params, 'check_run_id'));
    return run === undefined ? { status: 404, data: {} } : writeRun(run, params, written, 200);
  },
  [`GET ${here}/issues/{issue_number}/comments`]: (world, params) => {
    const own = world.comments.filter(({ pull }) => pull === numberOf(params, 'issue_number'));
    return ok(
      own.map(({ id, body, by }) => ({ id, body, user: { login: by, type: by === appLogin ? 'Bot' : 'User' } })),
    );
  },
  [`POST ${here}/issues/{issue_number}/comments`]: (world, params, written) => {
    const comment = {
      id: world.id(),
      pull: numberOf(params, 'issue_number'),
      by: appLogin,
      body: textOf(params, 'body'),
    };
    world.comments.push(comment);
    written.comment(comment.pull, comment.body);
    return { status: 201, data: { id: comment.id } };
  },
  [`PATCH ${here}/issues/comments/{comment_id}`]: (world, params, written) => {
    const comment = world.comments.find(({ id }) => id === numberOf(params, 'comment_id'));
    if (comment === undefined) return { status: 404, data: {} };
    comment.body = textOf(params, 'body');
    written.comment(comment.pull, comment.body);
    return ok({ id: comment.id });
  },
  [`POST ${here}/issues/comments/{comment_id}/reactions`]: (_, params, written) => {
    written.reaction(numberOf(params, 'comment_id'));
    return { status: 201, data: {} };
  },
  [`GET ${here}/activity`]: (world, params) => {
    const { moves } = world.branch(textOf(params, 'ref').replace('refs/heads/', ''));
    const known = moves.slice(0, moves.length - world.lag).toReversed();
    return ok(
      known.map(({ type, before, after, actor }) => ({ activity_type: type, before, after, actor: { login: actor } })),
    );
  },
  [`GET ${here}/rules/branches/{branch}`]: ({ formerName }) => {
    const required = formerName === undefined ? [] : [{ context: formerName }];
    const parameters = { required_status_checks: required, strict_required_status_checks_policy: false };
    return ok(required.length === 0 ? [] : [{ type: 'required_status_checks', parameters }]);
  },
  [`GET ${here}/branches/{branch}`]: () => ok({ protection: { enabled: false } }),
  [`GET ${here}/collaborators/{username}/permission`]: (world, params) => {
    const role = world.roles.get(textOf(params, 'username').toLowerCase());
    return role === undefined ? { status: 404, data: {} } : ok({ role_name: role });
  },
};

interface KnownRoute extends Route {
  readonly respond: Respond;
}

const known: readonly KnownRoute[] = Object.entries(routes).map(([route, respond]) => ({
  ...readRoute(route),
  respond,
}));
const routesByName = new Map(known.map((each) => [each.route, each]));

function ok(data: unknown): Answer {
  return { status: 200, data };
}

const RunSchema = v.object({
  status: v.optional(v.string()),
  conclusion: v.optional(v.string()),
  external_id: v.optional(v.string()),
  output: v.optional(v.object({ title: v.string(), summary: v.string(), text: v.optional(v.string()) })),
  actions: v.optional(v.array(v.object({ label: v.string(), identifier: v.string() }))),
});

function writeRun(run: CheckRun, params: Params, written: Written, status: number): Answer {
  const { output, actions, ...given } = v.parse(RunSchema, params);
  run.status = given.status ?? run.status;
  run.conclusion = run.status === 'completed' ? (given.conclusion ?? run.conclusion) : null;
  run.externalId = given.external_id ?? run.externalId;
  run.actions = actions ?? run.actions;
  if (output !== undefined) run.output = { ...output, text: output.text ?? run.output.text };
  if (given.status === undefined) written.record(run);
  else written.check(run);
  return { status, data: { id: run.id } };
}

function runData({ id, name, status, conclusion, externalId, output }: CheckRun) {
  return { id, name, status, conclusion, external_id: externalId, output: { ...output }, app: { id: appId } };
}

function pullData(world: World, pull: Pull) {
  const repository = { id: 1, name: repo, owner: { login: owner }, private: true, clone_url: 'none', html_url: 'none' };
  return {
    number: pull.number,
    user: { login: pull.author },
    state: pull.isOpen ? 'open' : 'closed',
    closed_at: pull.closed?.at ?? null,
    merged_at: pull.closed?.isMerged === true ? pull.closed.at : null,
    head: { sha: world.headOf(pull), ref: pull.branch, repo: repository },
    base: { ref: pull.base, repo: repository },
  };
}
