import { setTimeout } from 'node:timers/promises';
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
  const [check, ...others] = pull.checks;
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
    actions: [{ label: 'Approve prod', description: 'Approve the effect on this cluster' }],
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
  await setTimeout(1000);
  const review = pull.review('approved', 'mia');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('success');
  pull.dismissReview(review, 'acme');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  expect(bodyOf(pull)).toContain('withdrew it');
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

test('a state that was pasted back, changed or brought from elsewhere is ignored, and said to be', async () => {
  const { repository, pull } = await openProtected();
  const other = await openProtected();
  await approve(repository, pull, 'mia');
  const approved = bodyOf(pull);
  await setTimeout(1000);
  const review = pull.review('approved', 'mia');
  await app.quiet();
  pull.dismissReview(review, 'acme');
  const [comment] = pull.comments;
  const [check] = pull.checks;
  if (!comment || !check) throw new Error('there is no comment');
  // mia's own click still stands: a dismissed review takes back reviews alone.
  expect(conclusionOf(pull)).toBe('success');
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  repository.editComment(comment, approved, 'dana');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  const [theirs] = other.pull.comments;
  if (!theirs) throw new Error('there is no comment');
  const stolen = approved.slice(approved.indexOf('<!-- blast-radius state'));
  other.repository.editComment(theirs, `${bodyOf(other.pull).split('<!-- blast-radius state')[0]}${stolen}`, 'dana');
  await app.quiet();
  expect(conclusionOf(other.pull)).toBe('action_required');
  expect(bodyOf(other.pull)).toContain('are not the latest that were recorded, and do not count');
});

test('an approval that was taken back does not come back by force-pushing to where it was given', async () => {
  const { repository, pull } = await openProtected();
  await setTimeout(1000);
  const review = pull.review('approved', 'mia');
  await app.quiet();
  const approved = { body: bodyOf(pull), head: pull.headSha };
  expect(conclusionOf(pull)).toBe('success');
  await repository.commit('change', { write: { 'README.md': 'Other words.\n' }, as: 'dana' });
  await app.quiet();
  pull.dismissReview(review, 'acme');
  await app.quiet();
  expect(conclusionOf(pull)).toBe('action_required');
  const [comment] = pull.comments;
  if (!comment) throw new Error('there is no comment');
  app.github.setWebhookUrl(null);
  repository.editComment(comment, approved.body, 'dana');
  app.github.setWebhookUrl(`${app.url}/api/github/webhooks`);
  await repository.push('change', approved.head, 'dana');
  await app.quiet();
  expect(pull.headSha).toBe(approved.head);
  expect(conclusionOf(pull)).toBe('action_required');
});

test('the same head in two pull requests: the check is the worst of both, whoever was there first', async () => {
  const { repository, pull } = await openProtected();
  await repository.commit('lax', {
    from: 'main',
    write: { '.github/blast-radius.yml': prod.replace('true', 'false') },
  });
  const easy = await repository.openPull({ head: 'change', base: 'lax', author: 'dana' });
  await app.quiet();
  expect(onlyCheck(easy).conclusion).toBe('action_required');
  expect(onlyCheck(easy).summary).toContain('is the head of 2 open pull requests');
  expect(easy.comments).toHaveLength(1);
  await pull.close();
  await app.quiet();
  expect(conclusionOf(easy)).toBe('success');
  await pull.reopen();
  await app.quiet();
  expect(conclusionOf(easy)).toBe('action_required');
});
