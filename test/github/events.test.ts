import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const prod = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';
const other = {
  'apps/other/kustomization.yaml': kustomization('settings.yaml'),
  'apps/other/settings.yaml': settings('1', 'other'),
};

async function fleet(files: Record<string, string> = {}): Promise<RepositoryHandle> {
  count += 1;
  const names = { owner: 'acme', name: `fleet-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files: { ...smallFleet, ...files } });
  repository.addUser('mia', { role: 'maintain' });
  return repository;
}

async function change(
  repository: RepositoryHandle,
  head: string,
  write: Record<string, string>,
  base?: string,
): Promise<PullHandle> {
  await repository.commit(head, { write, as: 'dana' });
  const pull = await repository.openPull({ head, author: 'dana', ...(base === undefined ? {} : { base }) });
  await app.quiet();
  return pull;
}

/** Clicks the first button. */
async function approve(repository: RepositoryHandle, pull: PullHandle): Promise<void> {
  const [check] = pull.checks;
  const [button] = check?.actions ?? [];
  if (!check || !button) throw new Error('there is no button');
  repository.requestAction(check, button.identifier, 'mia');
  await app.quiet();
}

function said(repository: RepositoryHandle, sha: string) {
  return repository.checks(sha).map(({ name, conclusion, title }) => [name, conclusion, title]);
}

test('push: what a base brings that an open pull request shares is reviewed, without any event of its own', async () => {
  const repository = await fleet(other);
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  expect(pull.checks).toMatchObject([{ title: 'shop: prod changes 1 object · dev changes 1' }]);
  await repository.commit('main', { write: { 'clusters/dev/kustomization.yaml': kustomization('../../apps/other') } });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success', title: 'shop: prod changes 1 object · dev unchanged' }]);
});

test('push: a base that runs into a conflict turns the check red', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await repository.commit('main', { write: { 'apps/shop/settings.yaml': settings('9') } });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'failure' }]);
});

test('push: a branch that goes, and one that nobody asks to merge into, change and cost nothing', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await repository.commit('elsewhere', { write: { 'apps/shop/settings.yaml': settings('9') } });
  await app.quiet();
  const before = app.github.requests.filter(({ kind }) => kind === 'api').length;
  await repository.commit('elsewhere', { write: { 'apps/shop/settings.yaml': settings('10') } });
  await repository.push('elsewhere', null);
  await app.quiet();
  const asked = app.github.requests.filter(({ kind }) => kind === 'api').slice(before);
  expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(1);
  expect(said(repository, pull.headSha)).toEqual([
    ['blast-radius: main', 'success', 'shop: prod changes 1 object · dev changes 1'],
  ]);
});

test('push: a force push is one more head, and the check stands on it', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const write = { 'apps/shop/settings.yaml': settings('3') };
  await repository.commit('change', { write, from: 'main', force: true, as: 'dana' });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  expect(pull.comments).toHaveLength(1);
});

test.each(['merge', 'squash'] as const)('merge_group: what was approved passes the queue (%s)', async (method) => {
  const repository = await fleet({ '.github/blast-radius.yml': prod });
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await approve(repository, pull);
  await repository.commit('main', { write: { 'README.md': 'Moved on.\n' } });
  const group = await repository.queue([pull], method);
  await app.quiet();
  expect(said(repository, group.headSha)).toEqual([
    ['blast-radius: main', 'success', 'shop: prod changes 1 object · dev changes 1'],
  ]);
});

test('merge_group: what nobody approved does not pass, and is named', async () => {
  const repository = await fleet({ '.github/blast-radius.yml': prod });
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const group = await repository.queue([pull]);
  await app.quiet();
  const [check] = repository.checks(group.headSha);
  expect(check?.conclusion).toBe('failure');
  expect(check?.summary).toContain(`the effect of #${pull.number} on prod is not approved`);
});

test('merge_group: two that were approved pass together, as long as they do no more than each alone', async () => {
  const repository = await fleet({ '.github/blast-radius.yml': prod, ...other });
  const one = await change(repository, 'one', { 'apps/shop/settings.yaml': settings('2') });
  const list = kustomization('../../apps/shop', '../../apps/other');
  const two = await change(repository, 'two', { 'clusters/prod/kustomization.yaml': list });
  await approve(repository, one);
  await approve(repository, two);
  const group = await repository.queue([one, two]);
  await app.quiet();
  expect(said(repository, group.headSha)).toMatchObject([['blast-radius: main', 'success', expect.anything()]]);
});

test('merge_group: an effect of their interplay that nobody approved is a failure that names both', async () => {
  const repository = await fleet({ '.github/blast-radius.yml': prod, ...other });
  const list = kustomization('../../apps/shop', '../../apps/other');
  const one = await change(repository, 'one', { 'clusters/prod/kustomization.yaml': list });
  // Alone it touches dev and prod by the shop only; other runs nowhere yet.
  const two = await change(repository, 'two', {
    'apps/other/settings.yaml': settings('666', 'other'),
    'apps/shop/settings.yaml': settings('2'),
  });
  await approve(repository, one);
  await approve(repository, two);
  expect([one, two].map(({ checks }) => checks[0]?.conclusion)).toEqual(['success', 'success']);
  const group = await repository.queue([one, two]);
  await app.quiet();
  const [check] = repository.checks(group.headSha);
  expect(check?.conclusion).toBe('failure');
  expect(check?.summary).toContain(
    `the combined effect of #${one.number} and #${two.number} on prod has not been approved`,
  );
});

test('one check for each cluster, where they are asked for: on the head and on the merge group, untouched ones too', async () => {
  const config = `${prod}checks: { perCluster: true }\n`;
  const repository = await fleet({ '.github/blast-radius.yml': config, ...other });
  const list = kustomization('../../apps/shop', '../../apps/other');
  const pull = await change(repository, 'change', { 'clusters/prod/kustomization.yaml': list });
  const conclusions = (sha: string) =>
    Object.fromEntries(repository.checks(sha).map(({ name, conclusion }) => [name, conclusion]));
  expect(conclusions(pull.headSha)).toEqual({
    'blast-radius: main': 'action_required',
    'blast-radius: main / dev': 'neutral',
    'blast-radius: main / prod': 'action_required',
  });
  repository.rerequest(repository.checks(pull.headSha)[0] ?? never());
  await app.quiet();
  const main = pull.checks.find(({ name }) => name === 'blast-radius: main') ?? never();
  repository.requestAction(main, main.actions[0]?.identifier ?? '', 'mia');
  await app.quiet();
  const approved = {
    'blast-radius: main': 'success',
    'blast-radius: main / dev': 'neutral',
    'blast-radius: main / prod': 'success',
  };
  expect(conclusions(pull.headSha)).toEqual(approved);
  const group = await repository.queue([pull]);
  await app.quiet();
  expect(conclusions(group.headSha)).toEqual(approved);
});

function never(): never {
  throw new Error('there is none');
}

test('merge_group destroyed: a review of it that is under way is cancelled', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const release = app.github.fault({ path: `/${repository.fullName}.git/info/refs`, delay: 700 });
  const group = await repository.queue([pull]);
  while (repository.checks(group.headSha).length === 0) await setTimeout(5);
  await group.destroy();
  release();
  await app.quiet();
  expect(said(repository, group.headSha)).toEqual([['blast-radius: main', 'cancelled', 'The merge group was removed']]);
});

test('check_run rerequested on a merge group reviews the group again', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const group = await repository.queue([pull]);
  await app.quiet();
  const [check] = repository.checks(group.headSha);
  if (!check) throw new Error('there is no check');
  await group.destroy();
  repository.rerequest(check);
  await app.quiet();
  expect(said(repository, group.headSha)).toMatchObject([['blast-radius: main', expect.anything(), expect.anything()]]);
});

test('installation: what is open already when the App comes is reviewed', async () => {
  const repository = await app.github.createRepository({
    owner: 'newcomer',
    name: 'fleet',
    files: smallFleet,
    install: false,
  });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await app.quiet();
  expect(pull.checks).toEqual([]);
  app.github.app.install('newcomer');
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});

test('installation unsuspend: what was missed meanwhile is made up for', async () => {
  const repository = await app.github.createRepository({ owner: 'paused', name: 'fleet', files: smallFleet });
  app.github.app.suspend('paused', true);
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await app.quiet();
  expect(pull.checks).toEqual([]);
  app.github.app.suspend('paused', false);
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});

test('installation_repositories: a repository that is added is looked at, one that is removed is left alone', async () => {
  const repository = await app.github.createRepository({ owner: 'chosen', name: 'fleet', files: smallFleet });
  app.github.app.removeRepository(repository);
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') } });
  const pull = await repository.openPull({ head: 'change' });
  await app.quiet();
  expect(pull.checks).toEqual([]);
  app.github.app.addRepository(repository);
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});

test('repository renamed: its pull requests are known under the new name, by the same comment', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  repository.rename(`renamed-${count}`);
  await app.quiet();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  expect(pull.comments.map(({ body }) => body.includes('+ "3"'))).toEqual([true]);
});

test.each([
  ['a role that is lost', (repository: RepositoryHandle) => repository.removeUser('mia')],
  ['a role that becomes less', (repository: RepositoryHandle) => repository.addUser('mia', { role: 'write' })],
])('member: %s takes the approval along, as soon as GitHub says so', async (_, lose) => {
  const repository = await fleet({ '.github/blast-radius.yml': prod });
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await approve(repository, pull);
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  lose(repository);
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'action_required' }]);
  repository.addUser('mia', { role: 'maintain' });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
});

test('membership: somebody who leaves a team takes the approval along', async () => {
  const approvals = `${prod}approvals: { prod: { anyOf: [ { team: platform } ] } }\n`;
  app.github.setTeam('acme', 'platform', { mia: 'active' });
  const repository = await fleet({ '.github/blast-radius.yml': approvals });
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await approve(repository, pull);
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  app.github.setTeam('acme', 'platform', {});
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'action_required' }]);
});

test.each([
  ['a team that loses its role', null],
  ['a team whose role becomes less', 'write'],
] as const)('team: %s takes the approvals of its members along', async (_, role) => {
  const repository = await fleet({ '.github/blast-radius.yml': prod });
  repository.removeUser('mia');
  app.github.setTeam('acme', 'operators', { mia: 'active' });
  repository.setTeamRole('operators', 'maintain');
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  await approve(repository, pull);
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  repository.setTeamRole('operators', role);
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'action_required' }]);
});

test.each(['rerequested', 'requested_action'])('check_run %s by a program does nothing', async (action) => {
  const repository = await fleet({ '.github/blast-radius.yml': prod });
  const pull = await change(repository, 'change', { 'apps/shop/settings.yaml': settings('2') });
  const [check] = pull.checks;
  const [button] = check?.actions ?? [];
  if (!check || !button) throw new Error('there is no button');
  const before = app.github.requests.length;
  if (action === 'rerequested') repository.rerequest(check, app.github.app.login);
  else repository.requestAction(check, button.identifier, app.github.app.login);
  await app.quiet();
  expect(app.github.requests.slice(before).filter(({ kind }) => kind === 'api')).toEqual([]);
  expect(pull.checks).toMatchObject([{ id: check.id, conclusion: 'action_required' }]);
});

test('the sweep at a start: what was lost is reviewed, and what failed is delivered again', async () => {
  const repository = await fleet();
  await app.stop();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.github.settled();
  const failed = app.github.deliveries().filter(({ statusCode }) => statusCode === 0);
  expect(failed.map(({ event }) => event)).toContain('pull_request');
  expect(pull.checks).toEqual([]);
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect(pull.checks).toMatchObject([{ conclusion: 'success' }]);
  const again = app.github.deliveries().filter(({ redelivery }) => redelivery);
  expect(new Set(again.map(({ guid }) => guid))).toEqual(new Set(failed.map(({ guid }) => guid)));
  expect(again.map(({ statusCode }) => statusCode)).toEqual(again.map(() => 200));
});
