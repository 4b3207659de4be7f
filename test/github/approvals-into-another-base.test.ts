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

/** Two branches that ask the same, and a pull request of dana's into main that has the same effect on both. */
async function openIntoMain(): Promise<{ repository: RepositoryHandle; pull: PullHandle }> {
  count += 1;
  const files = { ...smallFleet, '.github/blast-radius.yml': prod };
  const names = { owner: 'acme', name: `bases-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files });
  repository.addUser('mia', { role: 'maintain' });
  await repository.commit('release', { from: 'main', write: { 'README.md': 'A release.\n' } });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
  app.clock.pass();
  return { repository, pull };
}

async function retarget(pull: PullHandle, base: string): Promise<void> {
  await pull.setBase(base, 'dana');
  await app.quiet();
  app.clock.pass();
}

function checkOf(pull: PullHandle): CheckRun {
  const found = pull.checks.find(({ name }) => name === `blast-radius: ${pull.base}`);
  if (!found) throw new Error('there is no check');
  return found;
}

test('a review of what goes into one branch approves nothing into another, where the same was shown before', async () => {
  const { pull } = await openIntoMain();
  await retarget(pull, 'release');
  pull.review('approved', 'mia');
  await app.quiet();
  expect(checkOf(pull).conclusion).toBe('success');
  app.clock.pass();
  await retarget(pull, 'main');
  expect(checkOf(pull).conclusion).toBe('action_required');
  pull.review('approved', 'mia');
  await app.quiet();
  expect(checkOf(pull).conclusion).toBe('success');
});

test('a click on a button that stood beside what goes into one branch approves nothing into another', async () => {
  const { repository, pull } = await openIntoMain();
  const former = checkOf(pull);
  await retarget(pull, 'release');
  repository.requestAction(former, former.actions[0]?.identifier ?? '', 'mia');
  await app.quiet();
  expect(checkOf(pull).conclusion).toBe('action_required');
  const now = checkOf(pull);
  repository.requestAction(now, now.actions[0]?.identifier ?? '', 'mia');
  await app.quiet();
  expect(checkOf(pull).conclusion).toBe('success');
});

test('a former head that comes back in another branch has no green check from before any more', async () => {
  const { repository, pull } = await openIntoMain();
  const head = pull.headSha;
  pull.review('approved', 'mia');
  await app.quiet();
  expect(checkOf(pull).conclusion).toBe('success');
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await app.quiet();
  await retarget(pull, 'release');
  await repository.push('change', head, 'dana');
  await app.quiet();
  expect(pull.headSha).toBe(head);
  expect(pull.checks.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
    'blast-radius: main cancelled',
    'blast-radius: release action_required',
  ]);
});
