import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { click, configPath, effect, guarded, hear, makeFleet, missing, openChange, verdictOf } from './trial.ts';

/** What becomes of an approved head while the App is down, which then has lost all that it remembered. */
const ways: readonly (readonly [name: string, away: (pull: PullHandle) => Promise<unknown>])[] = [
  [
    'is pushed on from, and then forced away',
    async ({ head }) => {
      await fleet.commit(head, { write: effect('further'), as: 'dana' });
      await replace(head, 'instead');
    },
  ],
  [
    'is forced away, as are many that follow',
    async ({ head }) => {
      for (let count = 0; count < 8; count += 1) await replace(head, `other-${count}`);
    },
  ],
  [
    'is one of many commits by now',
    async ({ head }) => {
      for (let count = 0; count < 8; count += 1)
        await fleet.commit(head, { write: effect(`more-${count}`), as: 'dana' });
    },
  ],
  [
    'is pushed on from, forced away, and the pull request closed',
    async (pull) => {
      await fleet.commit(pull.head, { write: effect('further'), as: 'dana' });
      await replace(pull.head, 'instead');
      await pull.close('dana');
    },
  ],
  [
    'is forced away, and what follows merged',
    async (pull) => {
      await replace(pull.head, 'instead');
      await pull.merge({ as: 'ada' });
    },
  ],
];

let app: StartedApp;
let fleet: RepositoryHandle;
const pulls = new Map<string, { readonly pull: PullHandle; readonly first: string }>();

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
  for (const [at, [name]] of ways.entries()) {
    const pull = await openChange(fleet, `change-${at}`);
    pulls.set(name, { pull, first: pull.headSha });
  }
  await app.quiet();
  for (const { pull } of pulls.values()) await click(app, fleet, pull, 'mia');
  const { missed } = await missing(app, async () => {
    for (const [name, away] of ways) await away(found(name).pull);
  });
  await app.stop();
  await app.start();
  await hear(app, missed);
});

afterAll(() => app.close());

function found(name: string): { readonly pull: PullHandle; readonly first: string } {
  const one = pulls.get(name);
  if (one === undefined) throw new Error(`no pull request whose head ${name}`);
  return one;
}

/** Forces another commit onto a branch. */
async function replace(branch: string, value: string): Promise<void> {
  const another = `${branch}-${value}`;
  await fleet.commit(another, { from: 'main', write: effect(value), as: 'dana' });
  await fleet.push(branch, fleet.sha(another), 'dana');
}

/** Another pull request with a head that one had. */
async function opensAgain({ head }: PullHandle, commit: string): Promise<PullHandle> {
  await fleet.commit(`${head}-again`, { from: 'main', write: {}, as: 'dana' });
  await fleet.push(`${head}-again`, commit, 'dana');
  return fleet.openPull({ head: `${head}-again`, author: 'mia' });
}

test.each(ways)('an approved head that %s passes no more when it comes back', async (name) => {
  const { pull, first } = found(name);
  const { done: another } = await missing(app, () => opensAgain(pull, first));
  expect(verdictOf(another)).toBe('cancelled');
});

test('a head that asked for no approval passes no more once it was left, as its base may ask for one by then', async () => {
  await fleet.commit('lenient', { from: 'main', write: { [configPath]: null }, as: 'ada' });
  const pull = await openChange(fleet, 'free', { base: 'lenient' });
  const free = pull.headSha;
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
  await fleet.commit('free', { write: effect('another'), as: 'dana' });
  await app.quiet();
  await fleet.commit('lenient', { write: { [configPath]: guarded }, as: 'ada' });
  await app.quiet();
  const { missed } = await missing(app, () => fleet.push('free', free, 'dana'));
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
});

test('an approved head passes no more once it was left for one that had been there before, to an App that remembers neither', async () => {
  const pull = await openChange(fleet, 'to-and-fro', { write: { 'README.md': 'Another fleet.\n' } });
  const harmless = pull.headSha;
  await app.quiet();
  expect(verdictOf(pull)).toBe('neutral');
  await replace('to-and-fro', 'approved');
  await app.quiet();
  const approved = pull.headSha;
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
  const { missed: left } = await missing(app, async () => {
    await fleet.push('to-and-fro', harmless, 'dana');
    // Then GitHub shows what that head was published with: none.
    for (const comment of pull.comments) fleet.deleteComment(comment, 'dana');
  });
  await app.stop();
  await app.start();
  await hear(app, left);
  expect(verdictOf(pull)).toBe('neutral');
  const { missed } = await missing(app, () => fleet.push('to-and-fro', approved, 'dana'));
  expect(verdictOf(pull)).toBe('cancelled');
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('success');
});
