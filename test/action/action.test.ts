import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { MergeGroup } from '../fake-github/actions/merge-group.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { tokenOf } from '../fake-github/token-of.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { openStory } from '../github/open-story.ts';
import { type RanStep, runAsRunner, type Step } from './run-as-runner.ts';

const folder = join('build', 'action-test');
const file = join(process.cwd(), folder, 'action', 'index.js');
const githubs: GitHub[] = [];

beforeAll(() => {
  execFileSync(process.execPath, [join('scripts', 'build.mjs'), folder]);
});

afterEach(async () => {
  for (const github of githubs.splice(0)) await github.close();
});

/** What a job may do with its token, where the workflow says so. */
const permissions = { contents: 'read', pull_requests: 'write', issues: 'write', checks: 'write' } as const;

interface Stage {
  readonly github: GitHub;
  readonly repository: RepositoryHandle;
}

async function openStage(): Promise<Stage> {
  const github = await startGitHub({ app: { name: 'GitHub Actions', permissions, events: [] } });
  githubs.push(github);
  const files = Object.fromEntries(loadFleet(articleRepo));
  return { github, repository: await github.createRepository({ owner: 'acme', name: 'fleet', files }) };
}

function story(name: string) {
  const found = loadStories(articleStories).find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no story ${name}`);
  return found;
}

async function run(
  { github, repository }: Stage,
  pull: PullHandle,
  step: Partial<Step> & { readonly token?: string } = {},
): Promise<RanStep> {
  const token = step.token ?? (await tokenOf(github, repository));
  const ask = async (path: string): Promise<unknown> =>
    (
      await fetch(`${github.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' } })
    ).json();
  const payload = {
    repository: await ask(`/repos/${repository.fullName}`),
    pull_request: await ask(`/repos/${repository.fullName}/pulls/${pull.number}`),
  };
  const inputs = { 'github-token': token, ...step.inputs };
  return runAsRunner(file, github, repository, { event: 'pull_request', payload, ...step, inputs });
}

const title = 'foo-app: prod gains 2 objects, 1 error · dev and test unchanged';

test('a pull request gets a comment, a check that holds nothing up, a summary, outputs and files', async () => {
  const stage = await openStage();
  const pull = await openStory(stage.repository, story('01-foo-app-to-prod'), stage.repository.sha('main'));
  const { code, log, summary, outputs } = await run(stage, pull);
  expect({ code, log }).toEqual({ code: 0, log: `::warning::${title}\n` });
  expect(outputs).toEqual({
    json: expect.stringMatching(/review\.json$/),
    html: expect.stringMatching(/review\.html$/),
    verdict: 'failure',
    title,
    clusters: '["dev","test","prod"]',
  });
  expect(JSON.parse(readFileSync(outputs.json ?? '', 'utf8'))).toMatchObject({ verdict: 'failure' });
  expect(readFileSync(outputs.html ?? '', 'utf8')).toMatch(/^<!doctype html>/i);
  expect(pull.checks.map(({ name, conclusion, title }) => ({ name, conclusion, title }))).toEqual([
    { name: 'blast-radius action', conclusion: 'neutral', title },
  ]);
  expect(pull.comments.map(({ author }) => author.login)).toEqual(['github-actions[bot]']);
  const [comment] = pull.comments;
  expect(comment?.body).toBe(`<!-- blast-radius review ${pull.headSha} -->\n${summary.slice(0, -1)}`);
  expect(summary).toMatch(new RegExp(`^### ${title}\n`));
});

test('where it is required, the job and its check fail as diff does; the comment is written once', async () => {
  const stage = await openStage();
  const pull = await openStory(stage.repository, story('01-foo-app-to-prod'), stage.repository.sha('main'));
  await run(stage, pull);
  const { code, log } = await run(stage, pull, { inputs: { mode: 'required' } });
  expect({ code, log }).toEqual({ code: 1, log: `::error::${title}\n` });
  expect(pull.checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([['blast-radius action', 'failure']]);
  expect(pull.comments).toHaveLength(1);
});

test('a token that only reads, as that of a fork, leaves the summary, and says so', async () => {
  const stage = await openStage();
  const pull = await openStory(stage.repository, story('01-foo-app-to-prod'), stage.repository.sha('main'));
  const token = await tokenOf(stage.github, stage.repository, stage.github.app, {
    permissions: { contents: 'read', pull_requests: 'read', issues: 'read', checks: 'read' },
  });
  const { code, log, summary } = await run(stage, pull, { token, inputs: { mode: 'required' } });
  expect(code).toBe(1);
  expect(log.split('\n')).toEqual([
    expect.stringMatching(
      /^::notice::GitHub did not take the check: 403 .*\. The summary of this run says all of it\.$/,
    ),
    expect.stringMatching(/^::notice::GitHub did not take the comment: 403 /),
    `::error::${title}`,
    '',
  ]);
  expect(summary).toMatch(new RegExp(`^### ${title}\n`));
  expect([pull.checks, pull.comments]).toEqual([[], []]);
});

test('for pull_request_target, the base says how the change of a fork is judged', async () => {
  const stage = await openStage();
  const fork = await stage.repository.fork('mallory');
  await fork.commit('hide', {
    write: {
      '.github/blast-radius.yml': 'clusters:\n  - { name: dev, path: clusters/dev }\n',
      ...changesOf('01-foo-app-to-prod'),
    },
    as: 'mallory',
  });
  const pull = await stage.repository.openPull({ head: 'mallory:hide', author: 'mallory' });
  const { code, outputs } = await run(stage, pull, { event: 'pull_request_target', inputs: { mode: 'required' } });
  expect({ code, clusters: outputs.clusters }).toEqual({ code: 1, clusters: '["dev","test","prod"]' });
});

function changesOf(name: string) {
  return Object.fromEntries(story(name).changes);
}

test.each([
  [
    'push',
    {},
    'The action reviews pull_request, pull_request_target and merge_group, and this workflow was started by "push".',
  ],
  ['pull_request', { mode: 'strict' }, 'The input mode is "strict"; write advisory or required.'],
  ['pull_request', { comment: 'yes' }, 'The input comment is "yes"; write true or false.'],
])('%s with %j is a wrong workflow, said in a line', async (event, inputs, message) => {
  const { github, repository } = await openStage();
  const step = { event, payload: {}, inputs: { 'github-token': 'none', ...inputs } };
  const { code, log } = await runAsRunner(file, github, repository, step);
  expect({ code, log }).toEqual({ code: 64, log: `::error::${message}\n` });
});

test('action.yml names the file, and the inputs with their defaults', () => {
  const { inputs, outputs, runs } = parse(readFileSync('action.yml', 'utf8'));
  expect(runs).toEqual({ using: 'node24', main: 'dist/action/index.js' });
  const defaults = Object.entries(inputs).map(([name, value]) => [name, Object(value).default]);
  expect(Object.fromEntries(defaults)).toEqual({
    'github-token': expect.stringMatching(/^\$\{\{ github\.token \}\}$/),
    mode: 'advisory',
    comment: 'true',
    check: 'true',
  });
  expect(Object.keys(outputs)).toEqual(['verdict', 'title', 'clusters', 'json', 'html']);
});

test('a merge group is reviewed as it is, with a check and no comment', async () => {
  const stage = await openStage();
  const { github, repository } = stage;
  repository.addRuleset(['main'], { mergeQueue: true });
  const pull = await openStory(repository, story('07-podinfo-image-in-base'), repository.sha('main'));
  const group = await repository.queue([pull]);
  const token = await tokenOf(github, repository);
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'test' };
  const answer = await fetch(`${github.apiUrl}/repos/${repository.fullName}`, { headers });
  const { code } = await runAsRunner(file, github, repository, {
    event: 'merge_group',
    payload: { repository: await answer.json(), merge_group: eventOf(group) },
    inputs: { 'github-token': token, mode: 'required' },
  });
  expect(code).toBe(0);
  expect(repository.checks(group.headSha).map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['blast-radius action', 'success'],
  ]);
  expect(pull.comments).toEqual([]);
});

function eventOf({ baseSha, headRef, headSha }: MergeGroup) {
  return { base_ref: 'refs/heads/main', base_sha: baseSha, head_ref: headRef, head_sha: headSha };
}
