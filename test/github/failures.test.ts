import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { secondaryRateLimit } from '../fake-github/http/faults.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { until } from './until.ts';

let app: StartedApp;
let count = 0;
const ends: (() => void)[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

afterAll(() => app.close());

async function repositoryWith(files: Record<string, string> = {}, owner = 'acme'): Promise<RepositoryHandle> {
  count += 1;
  return app.github.createRepository({ owner, name: `fleet-${count}`, files: { ...smallFleet, ...files } });
}

async function openChange(repository: RepositoryHandle, write?: Record<string, string>): Promise<PullHandle> {
  await repository.commit('change', { write: write ?? { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await app.quiet();
  return pull;
}

test.each([
  ['the pull request', { method: 'GET', path: /\/pulls\/1$/ }],
  ['the base branch', { method: 'GET', path: /\/git\/ref\// }],
  ['the comments', { method: 'GET', path: /\/issues\/1\/comments$/ }],
  ['the checks', { method: 'GET', path: /\/check-runs$/ }],
  ['the beginning of the check', { method: 'POST', path: /\/check-runs$/ }],
  ['the end of the check', { method: 'PATCH', path: /\/check-runs\/\d+$/ }],
  ['the comment', { method: 'POST', path: /\/issues\/1\/comments$/ }],
])('GitHub fails once at %s: it is asked again, and all comes right', async (_, where) => {
  const repository = await repositoryWith();
  ends.push(app.github.fault({ ...where, status: 502, times: 1, body: { message: 'Bad Gateway' } }));
  const pull = await openChange(repository);
  await until(() => pull.checks.some(({ conclusion }) => conclusion === 'success') && pull.comments.length > 0);
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pull.comments).toHaveLength(1);
});

test.each([
  ['the beginning of the check', { method: 'POST', path: /\/check-runs$/ }],
  ['the end of the check', { method: 'PATCH', path: /\/check-runs\/\d+$/ }],
  ['the comment', { method: 'POST', path: /\/issues\/1\/comments$/ }],
])('GitHub does its part and its answer is lost, at %s: nothing is left over', async (_, where) => {
  const repository = await repositoryWith();
  ends.push(app.github.fault({ ...where, times: 1, close: 'after' }));
  const pull = await openChange(repository);
  await until(() => pull.checks.some(({ conclusion }) => conclusion === 'success') && pull.comments.length > 0);
  await app.quiet();
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect([...repository.state.checkRuns.values()].map(({ status }) => status)).not.toContain('in_progress');
  expect(pull.comments).toHaveLength(1);
});

test('a secondary limit is waited for', async () => {
  const repository = await repositoryWith();
  ends.push(app.github.fault({ method: 'PATCH', path: /\/check-runs\/\d+$/, times: 1, ...secondaryRateLimit(1) }));
  const pull = await openChange(repository);
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(app.logged().some(({ msg }) => String(msg).startsWith('hit a rate limit of GitHub: PATCH'))).toBe(true);
});

test('an hour without budget holds up nobody else: its reviews are put off, and others go on', async () => {
  const spent = [await repositoryWith({}, 'spender'), await repositoryWith({}, 'spender')];
  const reset = Math.ceil(Date.now() / 1000) + 3000;
  const limited = {
    status: 403,
    body: { message: 'API rate limit exceeded for installation ID 1.' },
    headers: { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
  };
  const end = app.github.fault({ path: /^\/repos\/spender\//, ...limited });
  const pulls = await Promise.all(spent.map((repository) => openChange(repository)));
  const other = await openChange(await repositoryWith({}, 'saver'));
  expect(other.checks.map(({ conclusion }) => conclusion)).toEqual(['success']);
  expect(pulls.flatMap(({ checks }) => checks)).toEqual([]);
  end();
  for (const repository of spent)
    await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  await app.quiet();
  expect(pulls.map(({ checks }) => checks.map(({ conclusion }) => conclusion))).toEqual([['success'], ['success']]);
});

test('a repository that can not be fetched: the check says so, and the next event tries again', async () => {
  const repository = await repositoryWith();
  const end = app.github.fault({ path: /\.git\/info\/refs$/, status: 500 });
  const pull = await openChange(repository);
  end();
  expect(pull.checks).toMatchObject([{ conclusion: 'failure', title: 'The repository could not be fetched' }]);
  const [delivery] = app.github.deliveries('pull_request').slice(-1);
  if (delivery) app.github.redeliver(delivery.id);
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});

test('a permission that was not granted: logged, and nothing is left in progress', async () => {
  const repository = await repositoryWith({}, 'cautious');
  app.github.app.grant('cautious', {
    metadata: 'read',
    contents: 'read',
    pull_requests: 'read',
    checks: 'read',
    issues: 'read',
  });
  const pull = await openChange(repository);
  expect(pull.checks).toEqual([]);
  expect(pull.comments).toEqual([]);
  const refusals = app.logged().filter(({ msg }) => String(msg).startsWith('GitHub refused'));
  expect(refusals.at(-1)).toMatchObject({ repository: repository.fullName, pull: 1 });
});

test('a suspended installation: logged, and dropped', async () => {
  const repository = await repositoryWith({}, 'leaving');
  const pull = await openChange(repository);
  const deliveries = app.github.deliveries('pull_request');
  app.github.app.suspend('leaving', true);
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') } });
  const [delivery] = deliveries.slice(-1);
  if (delivery) app.github.redeliver(delivery.id);
  await app.quiet();
  expect(pull.checks).toEqual([]);
  expect(pull.comments).toHaveLength(1);
});

test('an invalid configuration on the base is red, with the line and the remedy, whatever the pull request does', async () => {
  const repository = await repositoryWith({
    '.github/blast-radius.yml': 'clusters:\n  - path: clusters/dev\n    protcted: true\n',
  });
  const pull = await openChange(repository);
  const [check] = pull.checks;
  expect(check).toMatchObject({ conclusion: 'failure', title: 'The configuration is invalid' });
  expect(check?.summary).toContain('`.github/blast-radius.yml:3');
  expect(pull.comments).toEqual([]);
});

test("the configuration is the base's: a pull request can neither weaken it nor break it unseen", async () => {
  const strict = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';
  const repository = await repositoryWith({ '.github/blast-radius.yml': strict });
  const pull = await openChange(repository, {
    'apps/shop/settings.yaml': settings('2'),
    '.github/blast-radius.yml': strict.replace('true', 'false'),
  });
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['action_required']);
  expect(pull.comments[0]?.body).toContain('reviewed by the rules of the base branch');
  await repository.commit('change', { write: { '.github/blast-radius.yml': 'clusters: 12\n' } });
  await app.quiet();
  const [check] = pull.checks;
  expect(check?.conclusion).toBe('failure');
  expect(check?.annotations.map(({ path }) => path)).toContain('.github/blast-radius.yml');
});

test('an advisory repository is told the same, and never stopped', async () => {
  const advisory = 'clusters:\n  - { path: clusters/prod, protected: true }\nchecks: { advisory: true }\n';
  const repository = await repositoryWith({ '.github/blast-radius.yml': advisory });
  const pull = await openChange(repository);
  expect(pull.checks.map(({ conclusion }) => conclusion)).toEqual(['neutral']);
  expect(pull.comments).toHaveLength(1);
});

test('more than fifty annotations all arrive, and the conclusion with the last of them', async () => {
  const repository = await repositoryWith({ '.github/blast-radius.yml': 'rules: { skipped-stage: off }\n' });
  const names = Array.from({ length: 120 }, (_, index) => `app-${index}`);
  const write = names.flatMap((name) => [
    [`apps/${name}/kustomization.yaml`, kustomization('settings.yaml')],
    [`apps/${name}/settings.yaml`, settings('1', name).replace('namespace: default', `namespace: ${name}`)],
  ]);
  const all = kustomization('../../apps/shop', ...names.map((name) => `../../apps/${name}`));
  const pull = await openChange(repository, { ...Object.fromEntries(write), 'clusters/prod/kustomization.yaml': all });
  const [check] = pull.checks;
  expect(check?.conclusion).toBe('failure');
  expect(check?.annotations.length).toBe(120);
  expect(new Set(check?.annotations.map(({ start_line }) => start_line)).size).toBe(120);
  const updates = app.github.requests.filter(
    ({ method, path }) => method === 'PATCH' && path.startsWith(`/repos/${repository.fullName}/check-runs/`),
  );
  expect(updates.map(({ requestBody }) => JSON.stringify(requestBody).includes('"conclusion"'))).toEqual([
    false,
    false,
    true,
    // Since when all of it can be accepted.
    false,
  ]);
});
