import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tokenOf } from '../fake-github/token-of.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { checkOf, click, effect, makeFleet, openChange, say, verdictOf } from './trial.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

test('a check of the same name by another App, with a record that was approved once, approves nothing', async () => {
  const fleet = await makeFleet(app);
  const pull = await openChange(fleet, 'forged');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  const approved = checkOf(pull);
  expect(approved).toMatchObject({ conclusion: 'success', text: expect.stringContaining('"kind":"approved"') });
  const { name, title, summary, text, externalId } = approved ?? {};
  await say(app, 'mia', '/unapprove prod', pull);
  expect(verdictOf(pull)).toBe('action_required');

  const other = await app.github.registerApp({ name: 'Forger', permissions: { checks: 'write' }, events: [] });
  other.install('acme', { silently: true });
  const response = await fetch(`${app.github.apiUrl}/repos/${fleet.fullName}/check-runs`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(app.github, fleet, other)}`,
      'user-agent': 'test',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      ...{ name, head_sha: pull.headSha, external_id: externalId, status: 'completed', conclusion: 'success' },
      output: { title, summary, text },
    }),
  });
  expect(response.status).toBe(201);
  const own = () => pull.checks.filter(({ suite }) => suite.app.id === app.github.appId);
  for (const line of ['/recheck', '/where']) await say(app, 'rita', line, pull);
  expect(own().map(({ conclusion }) => conclusion)).toEqual(['action_required']);

  // Nor on a new head, from which the record of the former one is looked for.
  await fleet.commit('forged', { write: { ...effect('forged'), 'README.md': 'Other words.\n' }, as: 'dana' });
  await app.quiet();
  expect(own().map(({ conclusion }) => conclusion)).toEqual(['action_required']);
});
