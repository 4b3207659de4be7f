import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { checkOf, click, configPath, guarded, makeFleet, openChange, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app, { files: { [configPath]: `${guarded}checks: { perCluster: true }\n` } });
});

afterAll(() => app.close());

/** Approved, green, and closed, all of which the App has heard. */
async function closedWhenGreen(branch: string): Promise<PullHandle> {
  const pull = await openChange(fleet, branch);
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
  await pull.close('dana');
  await app.quiet();
  return pull;
}

/** While the App cannot be reached; @returns the deliveries that it has missed */
async function unheard<T>(what: () => Promise<T>): Promise<{ readonly done: T; readonly missed: readonly number[] }> {
  const { url } = app;
  const before = app.github.deliveries().length;
  app.github.setWebhookUrl('http://127.0.0.1:9/gone');
  const done = await what();
  await app.github.settled();
  app.github.setWebhookUrl(`${url}/api/github/webhooks`);
  const missed = app.github.deliveries().slice(before);
  return { done, missed: missed.flatMap(({ id, redelivery }) => (redelivery ? [] : [id])) };
}

async function hear(ids: readonly number[]): Promise<void> {
  for (const id of ids) app.github.redeliver(id);
  await app.quiet();
}

test('what is closed passes no more, so that another pull request with its head does not find it green', async () => {
  const pull = await closedWhenGreen('closes');
  const ended = pull.checks.map(({ name, conclusion, title, actions }) => ({ name, conclusion, title, actions }));
  expect(ended).toEqual(
    ['blast-radius: main', 'blast-radius: main / dev', 'blast-radius: main / prod'].map((name) => ({
      name,
      conclusion: 'cancelled',
      title: 'The pull request was closed',
      actions: [],
    })),
  );
  const { done: another, missed } = await unheard(() => fleet.openPull({ head: 'closes', author: 'mia' }));
  expect(verdictOf(another)).toBe('cancelled');
  await hear(missed);
  // Who approved the other one has opened this one.
  expect(verdictOf(another)).toBe('action_required');
  await click(app, fleet, another, 'max');
  expect(verdictOf(another)).toBe('success');
});

test('who reopens it finds the approval, once the App has looked', async () => {
  const pull = await closedWhenGreen('reopens');
  const { missed } = await unheard(() => pull.reopen('dana'));
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(missed);
  expect(verdictOf(pull)).toBe('success');
});

test('what asked for no approval when it was closed asks for one when it comes again', async () => {
  await fleet.commit('lenient', { from: 'main', write: { [configPath]: 'checks: { advisory: true }\n' }, as: 'ada' });
  const pull = await openChange(fleet, 'waits', { base: 'lenient' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('neutral');
  await pull.close('dana');
  await app.quiet();
  await fleet.commit('lenient', { write: { [configPath]: guarded }, as: 'ada' });
  await app.quiet();
  const { done: another, missed } = await unheard(() =>
    fleet.openPull({ head: 'waits', base: 'lenient', author: 'dana' }),
  );
  expect(verdictOf(another)).toBe('cancelled');
  await hear(missed);
  expect(verdictOf(another)).toBe('action_required');
});

test('it stays while another pull request has it', async () => {
  const one = await openChange(fleet, 'shares');
  await fleet.commit('shares-too', { from: 'main', write: {}, as: 'dana' });
  await fleet.push('shares-too', one.headSha, 'dana');
  const two = await fleet.openPull({ head: 'shares-too', author: 'dana' });
  await app.quiet();
  app.clock.pass();
  for (const pull of [one, two]) pull.comment('/approve prod', 'mia');
  await app.quiet();
  await one.close('dana');
  await app.quiet();
  expect(verdictOf(two)).toBe('success');
  await two.close('dana');
  await app.quiet();
  expect(verdictOf(two)).toBe('cancelled');
});

test('a delivery of long ago ends nothing of what is open by now', async () => {
  const pull = await openChange(fleet, 'late');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  const { missed } = await unheard(async () => {
    await pull.close('dana');
    await pull.reopen('dana');
  });
  await hear(missed.toReversed());
  expect(verdictOf(pull)).toBe('success');
});

test('what was merged keeps its check', async () => {
  const pull = await openChange(fleet, 'merges');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await pull.merge({ as: 'dana' });
  await app.quiet();
  expect([pull.merged, checkOf(pull)?.conclusion]).toEqual([true, 'success']);
});
