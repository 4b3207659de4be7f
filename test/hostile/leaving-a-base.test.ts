import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { CheckRun } from '../fake-github/state/repository.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
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
  await fleet.commit('lax', { from: 'main', write: { [configPath]: 'checks: { advisory: true }\n' }, as: 'dana' });
});

afterAll(() => app.close());

/** The newest check of a name that counts in main, whatever the pull request goes into now. */
function intoMain({ checks }: PullHandle, cluster?: string): CheckRun {
  const name = `blast-radius: main${cluster === undefined ? '' : ` / ${cluster}`}`;
  const found = checks.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no check ${name}`);
  return found;
}

function clickOn(check: CheckRun, identifier: string | undefined, as: string): void {
  if (identifier === undefined) throw new Error('there is no button');
  fleet.requestAction(check, identifier, as);
}

/** Goes into another base in a second of its own. */
async function retarget(pull: PullHandle, base: string): Promise<void> {
  app.clock.pass();
  await pull.setBase(base, 'dana');
  await app.quiet();
  app.clock.pass();
}

test('a check ends when its pull request goes elsewhere: it is not green, has no buttons, and says where to look', async () => {
  const pull = await openChange(fleet, 'leaves');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  expect([intoMain(pull).conclusion, intoMain(pull, 'prod').conclusion]).toEqual(['success', 'success']);
  await retarget(pull, 'lax');
  expect(verdictOf(pull)).toBe('neutral');
  expect(intoMain(pull)).toMatchObject({
    conclusion: 'cancelled',
    actions: [],
    title: 'The pull request goes into another branch',
    summary: `#${pull.number} goes into \`lax\` now, and its check is \`blast-radius: lax\`. What this one showed does not count any more; if the pull request comes back to \`main\`, it is reviewed again.`,
  });
  for (const cluster of ['dev', 'prod']) expect(intoMain(pull, cluster).conclusion).toBe('cancelled');

  const { missed: returned } = await missing(app, () => pull.setBase('main', 'dana'));
  // This is what a rule of main finds until the App looks.
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(app, returned);
  expect(verdictOf(pull)).toBe('action_required');
  expect([intoMain(pull, 'dev').conclusion, intoMain(pull, 'prod').conclusion]).toEqual(['success', 'action_required']);
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
});

test('a review right after the return, beside a comment that still tells of the other base, approves nothing', async () => {
  const pull = await openChange(fleet, 'early-review');
  await app.quiet();
  await retarget(pull, 'lax');
  const { missed } = await missing(app, async () => {
    await pull.setBase('main', 'dana');
    app.clock.pass();
    pull.review('approved', 'mia');
  });
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
  app.clock.pass();
  pull.review('approved', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
});

test('a button of an earlier stay approves nothing after the return, whenever it was clicked', async () => {
  const pull = await openChange(fleet, 'old-button');
  await app.quiet();
  const old = intoMain(pull);
  const [button] = old.actions;
  await retarget(pull, 'lax');
  const { missed: away } = await missing(app, async () => clickOn(old, button?.identifier, 'mia'));
  await retarget(pull, 'main');
  await hear(app, away);
  expect(verdictOf(pull)).toBe('action_required');
  clickOn(old, button?.identifier, 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('a click while a pull request went elsewhere approves nothing, even where the App hears of all of it at once', async () => {
  const pull = await openChange(fleet, 'quick-trip');
  await app.quiet();
  const check = intoMain(pull);
  const { missed } = await missing(app, async () => {
    await pull.setBase('lax', 'dana');
    clickOn(check, check.actions[0]?.identifier, 'mia');
    await pull.setBase('main', 'dana');
  });
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
  // It has the same button still, which was there all the time.
  clickOn(check, check.actions[0]?.identifier, 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
});

test("of a fork's pull request GitHub does not say where it went when a button was clicked: the button has to be a new one", async () => {
  const fork = await fleet.fork('walt');
  await fork.commit('walts', { from: 'main', write: effect('walts'), as: 'walt' });
  const pull = await fleet.openPull({ head: 'walt:walts', author: 'walt' });
  await app.quiet();
  const old = intoMain(pull);
  const identifier = old.actions[0]?.identifier;
  app.clock.pass();
  const { missed } = await missing(app, async () => {
    await pull.setBase('lax', 'walt');
    clickOn(old, identifier, 'mia');
    await pull.setBase('main', 'walt');
  });
  app.clock.pass();
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
  expect(intoMain(pull).actions[0]?.identifier).not.toBe(identifier);
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
});

test('a check that another pull request shares stays, and what it showed counts no more for the one that left', async () => {
  const one = await openChange(fleet, 'shared-one');
  await fleet.commit('shared-two', { from: 'main', write: {}, as: 'dana' });
  await fleet.push('shared-two', one.headSha, 'dana');
  const two = await fleet.openPull({ head: 'shared-two', author: 'dana' });
  await app.quiet();
  app.clock.pass();
  for (const pull of [one, two]) pull.comment('/approve prod', 'mia');
  await app.quiet();
  expect(verdictOf(one)).toBe('success');
  await retarget(one, 'lax');
  expect(verdictOf(two)).toBe('success');
  expect(checkOf(two)?.summary).not.toContain('is the head of 2 open pull requests');
  const { missed } = await missing(app, async () => {
    await one.setBase('main', 'dana');
    app.clock.pass();
    one.review('approved', 'mia');
  });
  await hear(app, missed);
  expect(verdictOf(one)).toBe('action_required');
});

test('nothing is shown in another base before the check in the former one has ended, whatever GitHub answers', async () => {
  const pull = await openChange(fleet, 'stumbles');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  const { id } = intoMain(pull);
  const end = app.github.fault({ method: 'PATCH', path: new RegExp(`/check-runs/${id}$`), status: 502, times: 1 });
  await retarget(pull, 'lax');
  end();
  expect([intoMain(pull).conclusion, verdictOf(pull)]).toEqual(['cancelled', 'neutral']);
  const written = app.github.requests
    .filter(({ method, path }) => method !== 'GET' && /\/(?:check-runs|comments)/.test(path))
    .slice(-8)
    .map(({ method, path, status }) => `${method} ${path.replace(/^.*fleet-\d+/, '')} ${status}`);
  const ended = written.indexOf(`PATCH /check-runs/${id} 200`);
  expect(ended).toBeGreaterThan(written.indexOf(`PATCH /check-runs/${id} 502`));
  expect(written.slice(0, ended).filter((line) => line.startsWith('POST /check-runs'))).toEqual([]);
});

test('an App that has forgotten everything finds the bases that were left in the record of GitHub', async () => {
  const pull = await openChange(fleet, 'forgotten');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await missing(app, () => pull.setBase('lax', 'dana'));
  await app.stop();
  await app.start();
  pull.comment('/recheck', 'dana');
  await app.quiet();
  expect([intoMain(pull).conclusion, verdictOf(pull)]).toEqual(['cancelled', 'neutral']);
});

/** Two pull requests with one head into main, approved there; then the first one goes into the lax branch. */
async function leftToAnother(name: string): Promise<{ one: PullHandle; two: PullHandle; branch: string }> {
  const branch = `${name}-two`;
  const one = await openChange(fleet, `${name}-one`);
  await fleet.commit(branch, { from: 'main', write: {}, as: 'dana' });
  await fleet.push(branch, one.headSha, 'dana');
  const two = await fleet.openPull({ head: branch, author: 'dana' });
  await app.quiet();
  app.clock.pass();
  for (const pull of [one, two]) pull.comment('/approve prod', 'mia');
  await app.quiet();
  await retarget(one, 'lax');
  expect([intoMain(one).conclusion, verdictOf(one)]).toEqual(['success', 'neutral']);
  return { one, two, branch };
}

test('a check that was left to another pull request ends when that one is closed, with those of its clusters', async () => {
  const { one, two } = await leftToAnother('closes');
  await two.close('dana');
  await app.quiet();
  expect([intoMain(one), intoMain(one, 'dev'), intoMain(one, 'prod')].map(({ conclusion }) => conclusion)).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
  ]);
  expect(verdictOf(one)).toBe('neutral');
  await retarget(one, 'main');
  expect(verdictOf(one)).toBe('action_required');
});

test('it ends when that one gets another head', async () => {
  const { one, two, branch } = await leftToAnother('moves');
  await fleet.commit(branch, { write: effect('another'), as: 'dana' });
  await app.quiet();
  expect([intoMain(one).conclusion, verdictOf(two)]).toEqual(['cancelled', 'action_required']);
});

test('it ends when that one goes elsewhere too', async () => {
  const { one, two } = await leftToAnother('follows');
  await retarget(two, 'lax');
  expect(intoMain(one).conclusion).toBe('cancelled');
});

test('it ends with the next sweep where the App never heard that that one was closed', async () => {
  const { one, two } = await leftToAnother('unheard');
  await missing(app, async () => two.close('dana'));
  await app.stop();
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect(intoMain(one).conclusion).toBe('cancelled');
});

test('it stays while another pull request has it still', async () => {
  const { one, two } = await leftToAnother('stays');
  await fleet.commit('stays-three', { from: 'main', write: {}, as: 'dana' });
  await fleet.push('stays-three', one.headSha, 'dana');
  const three = await fleet.openPull({ head: 'stays-three', author: 'dana' });
  await app.quiet();
  app.clock.pass();
  three.comment('/approve prod', 'mia');
  await app.quiet();
  await two.close('dana');
  await app.quiet();
  expect(verdictOf(three)).toBe('success');
  await three.close('dana');
  await app.quiet();
  expect(intoMain(one).conclusion).toBe('cancelled');
});
