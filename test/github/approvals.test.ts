import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { CheckRun } from '../fake-github/state/repository.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const prod = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

/** A repository whose prod asks for approval, and a pull request of dana's that changes it. */
async function openProtected(config = prod): Promise<{ repository: RepositoryHandle; pull: PullHandle }> {
  count += 1;
  const files = { ...smallFleet, '.github/blast-radius.yml': config };
  const names = { owner: 'acme', name: `fleet-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files });
  repository.addUser('dana', { role: 'maintain' });
  repository.addUser('mia', { role: 'maintain' });
  repository.addUser('walt', { role: 'write' });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
  return { repository, pull };
}

function onlyCheck(pull: PullHandle): CheckRun {
  const [check, ...others] = pull.checks.filter(({ name }) => name === `blast-radius: ${pull.base}`);
  if (!check || others.length > 0) throw new Error(`there are ${pull.checks.length} checks`);
  return check;
}

function conclusionOf(pull: PullHandle): string | null {
  return onlyCheck(pull).conclusion;
}

/** Clicks the button that approves, as it is shown. */
async function approve(repository: RepositoryHandle, pull: PullHandle, as: string): Promise<void> {
  const check = onlyCheck(pull);
  const [button] = check.actions;
  if (!button) throw new Error('there is no button');
  repository.requestAction(check, button.identifier, as);
  await app.quiet();
}

function bodyOf({ comments }: PullHandle): string {
  const [comment] = comments;
  if (!comment) throw new Error('there is no comment');
  return comment.body;
}

test('a protected cluster waits for its approval, and says how it is given', async () => {
  const { pull } = await openProtected();
  expect(onlyCheck(pull)).toMatchObject({
    conclusion: 'action_required',
    actions: [{ label: 'Approve prod', description: 'Approves what changes in prod' }],
  });
  expect(bodyOf(pull)).toContain('- ⏳ prod waits for one approval (role maintain): `/approve prod`');
});

test('a click by somebody who may: green, with name and time', async () => {
  const { repository, pull } = await openProtected();
  await approve(repository, pull, 'mia');
  expect(onlyCheck(pull)).toMatchObject({ conclusion: 'success', actions: [] });
  expect(bodyOf(pull)).toMatch(/- ✓ prod: `mia` approved this effect by button \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)/);
});

test.each([
  ['the author', 'dana'],
  ['somebody with the role write, which the older field does not tell from maintain', 'walt'],
  ['a stranger', 'eve'],
])('a click by %s changes nothing', async (_, who) => {
  const { repository, pull } = await openProtected();
  await approve(repository, pull, who);
  expect(conclusionOf(pull)).toBe('action_required');
});

test('whoever pushed to it or committed can not approve it', async () => {
  const { repository, pull } = await openProtected();
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'mia' });
  await app.quiet();
  await approve(repository, pull, 'mia');
  expect(conclusionOf(pull)).toBe('action_required');
});

test('an approval holds over commits that leave the effect as it is, and falls when it differs', async () => {
  const { repository, pull } = await openProtected();
  await approve(repository, pull, 'mia');
  await repository.commit('change', { write: { 'README.md': 'Other words.\n' }, as: 'dana' });
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
  await repository.commit('main', { write: { 'docs/new.md': 'Elsewhere.\n' } });
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  expect(bodyOf(pull)).toMatch(
    /- ✗ prod: the approval by `mia` \(.*\) no longer counts: the effect on prod has changed/,
  );
});

test('a click on a button of an earlier review does nothing', async () => {
  const { repository, pull } = await openProtected();
  const former = onlyCheck(pull);
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  repository.requestAction(former, former.actions[0]?.identifier ?? '', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
});

test('a review that approves counts, and one that is dismissed no more', async () => {
  const { pull } = await openProtected();
  app.clock.pass();
  const review = pull.review('approved', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
  pull.dismissReview(review, 'acme');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
});

test('of the reviews of one person the latest counts', async () => {
  const { pull } = await openProtected();
  app.clock.pass();
  pull.review('approved', 'mia');
  pull.review('commented', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
  pull.review('changes_requested', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
});

test('teams are read live: whoever has left does not count any more', async () => {
  const teamed = `${prod}approvals: { prod: { anyOf: [ { team: platform } ] } }\n`;
  app.github.setTeam('acme', 'platform', { pat: 'active', ina: 'pending' });
  const { repository, pull } = await openProtected(teamed);
  await approve(repository, pull, 'ina');
  expect(conclusionOf(pull)).toBe('action_required');
  await approve(repository, pull, 'pat');
  expect(conclusionOf(pull)).toBe('success');
  app.github.setTeam('acme', 'platform', {});
  await repository.commit('change', { write: { 'README.md': 'Other words.\n' }, as: 'dana' });
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  expect(bodyOf(pull)).toContain('the approval of prod by `pat` no longer counts');
});

test('two approvals are two people', async () => {
  const two = `${prod}approvals: { prod: { anyOf: [ { permission: maintain } ], count: 2 } }\n`;
  const { repository, pull } = await openProtected(two);
  repository.addUser('max', { role: 'admin' });
  await approve(repository, pull, 'mia');
  await approve(repository, pull, 'mia');
  expect(conclusionOf(pull)).toBe('action_required');
  await approve(repository, pull, 'max');
  expect(conclusionOf(pull)).toBe('success');
});

test('an approval that was taken back does not come back by force-pushing to where it was given', async () => {
  const { repository, pull } = await openProtected();
  await approve(repository, pull, 'mia');
  const approved = pull.headSha;
  expect(conclusionOf(pull)).toBe('success');
  await repository.commit('change', { write: { 'README.md': 'Other words.\n' }, as: 'dana' });
  await app.quiet();
  app.clock.pass();
  pull.comment('/unapprove prod', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  await repository.push('change', approved, 'dana');
  await app.quiet();
  expect(pull.headSha).toBe(approved);
  expect(conclusionOf(pull)).toBe('action_required');
  expect(bodyOf(pull)).toContain('`mia` withdrew it');
});

test('a check belongs to its base: what a lax branch lets pass says nothing of main', async () => {
  const { repository, pull } = await openProtected();
  await repository.commit('lax', {
    from: 'main',
    write: { '.github/blast-radius.yml': prod.replace('true', 'false') },
  });
  const easy = await repository.openPull({ head: 'change', base: 'lax', author: 'dana' });
  await app.quiet();
  expect(easy.checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['blast-radius: main', 'action_required'],
    ['blast-radius: lax', 'success'],
  ]);
  await pull.close();
  await easy.setBase('main', 'walt');
  expect(onlyCheck(easy)).toMatchObject({ name: 'blast-radius: main', conclusion: 'action_required' });
  await app.quiet();
  expect(conclusionOf(easy)).toBe('action_required');
});

test('pull requests with one head and base share a check, and who acted on one approves none', async () => {
  const { repository, pull } = await openProtected();
  const fork = await repository.fork('walt');
  await fork.push('theirs', pull.headSha, 'walt');
  repository.addUser('max', { role: 'maintain' });
  const other = await repository.openPull({ head: 'walt:theirs', author: 'max' });
  await app.quiet();
  expect(onlyCheck(other).summary).toContain('is the head of 2 open pull requests into `main`');
  app.clock.pass();
  pull.comment('/approve prod', 'max');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  pull.comment('/approve prod', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  other.comment('/approve prod', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
});
