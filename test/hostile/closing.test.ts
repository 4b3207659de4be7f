import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { unheard } from '../github/unheard.ts';
import {
  checkOf,
  click,
  configPath,
  effect,
  guarded,
  hear,
  makeFleet,
  missing,
  openChange,
  verdictOf,
} from './trial.ts';

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
  const { done: another, missed } = await missing(app, () => fleet.openPull({ head: 'closes', author: 'mia' }));
  expect(verdictOf(another)).toBe('cancelled');
  await hear(app, missed);
  // Who approved the other one has opened this one.
  expect(verdictOf(another)).toBe('action_required');
  await click(app, fleet, another, 'max');
  expect(verdictOf(another)).toBe('success');
});

test('who reopens it finds the approval, once the App has looked', async () => {
  const pull = await closedWhenGreen('reopens');
  const { missed } = await missing(app, () => pull.reopen('dana'));
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(app, missed);
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
  const { done: another, missed } = await missing(app, () =>
    fleet.openPull({ head: 'waits', base: 'lenient', author: 'dana' }),
  );
  expect(verdictOf(another)).toBe('cancelled');
  await hear(app, missed);
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
  const { missed } = await missing(app, async () => {
    await pull.close('dana');
    await pull.reopen('dana');
  });
  await hear(app, missed.toReversed());
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

/** Approved, squashed into main, and as green as before; then the App is down while something happens. */
async function squashedWhenGreen(branch: string): Promise<PullHandle> {
  const pull = await openChange(fleet, branch);
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await pull.merge({ method: 'squash', as: 'dana' });
  await app.quiet();
  expect([pull.merged, verdictOf(pull)]).toEqual([true, 'success']);
  return pull;
}

/** Only a start sweeps. */
async function verdictAfterSweep(pull: PullHandle): Promise<string> {
  await app.stop();
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  const found = verdictOf(pull);
  await app.stop();
  await app.start();
  return found;
}

/** What main held before. */
async function takeBack(): Promise<void> {
  await fleet.commit('main', { write: effect('taken back'), as: 'ada' });
}

test('what was squashed passes no more once its base does not hold it, so that nobody can merge it again unapproved', async () => {
  await takeBack();
  const pull = await squashedWhenGreen('squashes');
  await fleet.commit('main', { write: { 'README.md': 'About something else.\n' }, as: 'ada' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
  await takeBack();
  await app.quiet();
  expect(pull.checks.map(({ name, conclusion, title }) => ({ name, conclusion, title }))).toEqual(
    ['blast-radius: main', 'blast-radius: main / dev', 'blast-radius: main / prod'].map((name) => ({
      name,
      conclusion: 'cancelled',
      title: 'What was merged was taken back',
    })),
  );
  const { done: another, missed } = await missing(app, () => fleet.openPull({ head: 'squashes', author: 'dana' }));
  expect(verdictOf(another)).toBe('cancelled');
  await hear(app, missed);
  expect(verdictOf(another)).toBe('action_required');
});

test('so it does with the next sweep where the App never heard that its base moved', async () => {
  await takeBack();
  const pull = await squashedWhenGreen('squashes-unheard');
  await unheard(app.github, takeBack);
  expect(await verdictAfterSweep(pull)).toBe('cancelled');
});

test('what was merged as it is keeps its check whatever becomes of it, as nothing of it can be merged again', async () => {
  const pull = await openChange(fleet, 'merges-whole');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await pull.merge({ as: 'dana' });
  await takeBack();
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
});

test('what went into another base before it was closed passes in neither, though the App heard of both at once', async () => {
  const pull = await openChange(fleet, 'goes-and-closes');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  const { missed } = await missing(app, async () => {
    await pull.setBase('lenient', 'dana');
    await pull.close('dana');
  });
  await hear(app, missed);
  const { done: another } = await missing(app, () => fleet.openPull({ head: 'goes-and-closes', author: 'mia' }));
  expect(verdictOf(another)).toBe('cancelled');
});

test('it ends with the next sweep where GitHub never told of the close', async () => {
  const pull = await openChange(fleet, 'never-heard');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await unheard(app.github, () => pull.close('dana'));
  expect(await verdictAfterSweep(pull)).toBe('cancelled');
});

test('an approved head that was left passes no more when it comes back, until the App has looked', async () => {
  const pull = await openChange(fleet, 'goes-back');
  const first = pull.headSha;
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await fleet.commit('goes-back', { write: effect('another'), as: 'dana' });
  await app.quiet();
  app.clock.pass();
  pull.comment('/unapprove prod', 'mia');
  await app.quiet();
  const { missed } = await missing(app, () => fleet.push('goes-back', first, 'dana'));
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
});

test('a head that was left stays green for another pull request that has it', async () => {
  const one = await openChange(fleet, 'left-behind');
  await fleet.commit('left-to', { from: 'main', write: {}, as: 'dana' });
  await fleet.push('left-to', one.headSha, 'dana');
  const two = await fleet.openPull({ head: 'left-to', author: 'dana' });
  await app.quiet();
  app.clock.pass();
  for (const pull of [one, two]) pull.comment('/approve prod', 'mia');
  await app.quiet();
  await fleet.commit('left-behind', { write: effect('ahead'), as: 'dana' });
  await app.quiet();
  expect([verdictOf(one), verdictOf(two)]).toEqual(['action_required', 'success']);
});
