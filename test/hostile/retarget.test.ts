import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { until } from '../github/until.ts';
import {
  click,
  configPath,
  effect,
  guarded,
  hear,
  makeFleet,
  missing,
  openChange,
  reviewOf,
  say,
  verdictOf,
} from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app, { files: { [configPath]: `${guarded}checks: { perCluster: true }\n` } });
  // Whoever writes can make a branch that judges nothing.
  await fleet.commit('lax', { from: 'main', write: { [configPath]: 'checks: { advisory: true }\n' }, as: 'dana' });
});

afterAll(() => app.close());

function said({ checks }: PullHandle): Record<string, string | null> {
  return Object.fromEntries(checks.map(({ name, conclusion }) => [name, conclusion]));
}

test('what passes into a lax branch has no check yet under the names that main requires, then a red one', async () => {
  const pull = await openChange(fleet, 'sneaky', { base: 'main' });
  await pull.setBase('lax', 'dana');
  await app.quiet();
  expect(verdictOf(pull)).toBe('neutral');
  const { url } = app;
  app.github.setWebhookUrl(null);
  const fresh = await fleet.commit('fresh', { write: effect('fresh'), as: 'dana' });
  app.github.setWebhookUrl(`${url}/api/github/webhooks`);
  const easy = await fleet.openPull({ head: 'fresh', base: 'lax', author: 'dana' });
  await app.quiet();
  expect(said(easy)).toEqual({ 'blast-radius: lax': 'neutral' });
  await easy.setBase('main', 'dana');
  // The App has not looked yet: this is all that there is for a rule of main to find.
  expect(fleet.checks(fresh).filter(({ name }) => name.startsWith('blast-radius: main'))).toEqual([]);
  await app.quiet();
  expect(said(easy)).toMatchObject({
    'blast-radius: main': 'action_required',
    'blast-radius: main / dev': 'success',
    'blast-radius: main / prod': 'action_required',
  });
});

test('a pull request that is retargeted while it is reviewed leaves no check in progress', async () => {
  const end = app.github.fault({ path: new RegExp(`/${fleet.name}\\.git/info/refs`), delay: 200, times: 1 });
  const pull = await openChange(fleet, 'hurried', { base: 'lax' });
  await until(() => verdictOf(pull) === 'in_progress');
  await pull.setBase('main', 'dana');
  await app.quiet();
  end();
  expect(pull.checks.map(({ status }) => status)).not.toContain('in_progress');
  expect(verdictOf(pull)).toBe('action_required');
});

test('an approval that is withdrawn while the pull request goes elsewhere does not come back with it', async () => {
  const pull = await openChange(fleet, 'roundabout');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
  await pull.setBase('lax', 'dana');
  await app.quiet();
  await say(app, 'mia', '/unapprove prod', pull);
  await pull.setBase('main', 'dana');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('a new effect into a lax branch is not one that main has approved', async () => {
  const pull = await openChange(fleet, 'swapped');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  await pull.setBase('lax', 'dana');
  await fleet.commit('swapped', { write: effect('evil'), as: 'dana' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('neutral');
  await pull.setBase('main', 'dana');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('no longer counts: the effect on prod has changed');
});

test('what was approved into a branch that is merged and deleted then is not approved into where GitHub takes it', async () => {
  const step = await openChange(fleet, 'step', { write: { 'README.md': 'A step.\n' } });
  const pull = await openChange(fleet, 'follows');
  await app.quiet();
  expect([verdictOf(step), verdictOf(pull)]).toEqual(['neutral', 'action_required']);
  const { missed } = await missing(app, async () => {
    await pull.setBase('step', 'dana');
    app.clock.pass();
    pull.review('approved', 'mia');
    app.clock.pass();
    await step.merge({ as: 'dana' });
    await fleet.push('step', null, 'dana');
  });
  expect(pull.base).toBe('main');
  await hear(app, missed);
  expect(verdictOf(pull)).toBe('action_required');
  app.clock.pass();
  pull.review('approved', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
});
