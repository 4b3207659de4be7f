import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization } from '../github/small-fleet.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { answersOn, checkOf, click, configPath, guarded, makeFleet, openChange, say, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
});

afterAll(() => app.close());

async function inGroup(repository: RepositoryHandle, ...pulls: PullHandle[]) {
  const group = await repository.queue(pulls);
  await app.quiet();
  const [check] = repository.checks(group.headSha);
  await group.destroy('dequeued');
  await app.quiet();
  return check;
}

test('what weakens the configuration passes by an administrator’s word alone, falls when it becomes more, and queues', async () => {
  fleet.addUser('dana', { role: 'admin' });
  const advisory = `${guarded}checks: { advisory: true }\n`;
  const pull = await openChange(fleet, 'weaker', { write: { [configPath]: advisory } });
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  await say(app, 'mia', '/approve config', pull);
  await say(app, 'dana', '/approve config', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(answersOn(pull)).toEqual([
    expect.stringContaining('mia is not an allowed approver (role admin)'),
    expect.stringContaining('dana contributed to this pull request'),
  ]);
  expect(await inGroup(fleet, pull)).toMatchObject({ conclusion: 'failure' });
  await say(app, 'ada', '/approve config', pull);
  expect(verdictOf(pull)).toBe('success');
  await fleet.commit('weaker', { write: { [configPath]: `${advisory}ignore: [{ kind: Secret }]\n` }, as: 'dana' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  await say(app, 'ada', '/approve config', pull);
  // The ignored kind concerns prod, whose approvers are asked too.
  await say(app, 'mia', '/approve config', pull);
  expect(verdictOf(pull)).toBe('success');
  expect(await inGroup(fleet, pull)).toMatchObject({ conclusion: 'success' });
});

test('what repairs an invalid configuration passes by an administrator’s word alone', async () => {
  const broken = await makeFleet(app, { files: { [configPath]: 'clusters: 12\n' } });
  const pull = await openChange(broken, 'repair', { write: { [configPath]: guarded } });
  await app.quiet();
  await say(app, 'mia', '/approve config', pull);
  expect(verdictOf(pull)).toBe('action_required');
  await say(app, 'ada', '/approve config', pull);
  expect(verdictOf(pull)).toBe('success');
});

test('a merge group whose first fetch fails is reviewed when the next one does not', async () => {
  const pull = await openChange(fleet, 'queued');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  const end = app.github.fault({ path: /\/info\/refs$/, status: 503, times: 1 });
  const check = await inGroup(fleet, pull);
  end();
  expect(check).toMatchObject({ name: 'blast-radius: main', conclusion: 'success' });
});

test('a check that GitHub says is not there, when it is to be concluded, is right after the next look', async () => {
  const end = app.github.fault({ method: 'PATCH', path: /\/check-runs\/\d+$/, status: 404, times: 1 });
  const pull = await openChange(fleet, 'lost');
  await app.quiet();
  end();
  await say(app, 'rita', '/recheck', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(fleet.checks(pull.headSha).map(({ status }) => status)).toEqual(['completed']);
});

test('buttons of clusters whose names begin alike are told apart, and each approves its own', async () => {
  const names = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-east-2'].map((name) => `production-${name}`);
  const repository = await makeFleet(app, {
    files: {
      ...Object.fromEntries(
        names.map((name) => [`clusters/${name}/kustomization.yaml`, kustomization('../../apps/shop')]),
      ),
      [configPath]: `clusters:\n${names.map((name) => `  - { path: clusters/${name}, protected: true }\n`).join('')}`,
    },
  });
  const pull = await openChange(repository, 'wide');
  await app.quiet();
  const check = checkOf(pull);
  const buttons = check?.actions ?? [];
  expect(buttons.map(({ label, description }) => [label, description])).toEqual([
    ['1. Approve productio', '1 is production-eu-west-1'],
    ['2. Approve productio', '2 is production-eu-west-2'],
    ['3. Approve productio', '3 is production-us-east-1'],
  ]);
  const [, , third] = buttons;
  if (check === undefined || third === undefined) throw new Error('there is no third button');
  repository.requestAction(check, third.identifier, 'mia');
  await app.quiet();
  expect(pull.comments[0]?.body).toContain('✓ production-us-east-1: `mia` approved this effect by button');
  expect(checkOf(pull)?.actions.map(({ description }) => description)).toEqual([
    '1 is production-eu-west-1',
    '2 is production-eu-west-2',
    '3 is production-us-east-2',
  ]);
});

test('an override of what is no error is answered', async () => {
  const pull = await openChange(fleet, 'fine');
  await app.quiet();
  await say(app, 'ada', '/override no-such-rule because I say so', pull);
  expect(answersOn(pull)).toEqual([expect.stringContaining('no-such-rule')]);
  expect(verdictOf(pull)).toBe('action_required');
});

test('names of clusters are only names in the summary of a merge group', async () => {
  const names = ['a<svg onload=alert(1)>', '@acme [x](https:evil.test)', '`b` **c** #1'];
  const repository = await makeFleet(app, {
    files: {
      ...Object.fromEntries(
        names.map((name) => [`clusters/${name}/kustomization.yaml`, kustomization('../../apps/shop')]),
      ),
      [configPath]: 'clusters: [{ path: "clusters/*", protected: true }]\n',
    },
  });
  const pull = await openChange(repository, 'marked');
  await app.quiet();
  const check = await inGroup(repository, pull);
  expect(check).toMatchObject({ conclusion: 'failure' });
  const prose = (check?.summary ?? '').replaceAll(/(`+).+?\1/g, '');
  expect(prose).toContain('the effect of #1 on  is not approved');
  expect(prose.match(/<svg|@acme|\]\(|\*\*c\*\*/g)).toBeNull();
});
