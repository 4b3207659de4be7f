import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { configPath, guarded, makeFleet, openChange, reviewOf, say, verdictOf } from './trial.ts';

/** Who is named as an approver in both fleets; only some of them have access. */
const named = ['stranger', 'reader', 'triager', 'colleague', 'helper[bot]'];
const config = `${guarded}approvals:\n  prod:\n    anyOf: [${named.map((user) => `{ user: "${user}" }`).join(', ')}, { team: platform }]\n`;

/** Who approves by a comment, in which fleet, and whether that counts. */
const rows = [
  ['a stranger who is named', 'public', 'stranger', 'does not count'],
  ['a stranger who is named', 'private', 'stranger', 'does not count'],
  ['a reader who is named', 'public', 'reader', 'counts'],
  ['a reader who is named', 'private', 'reader', 'counts'],
  ['somebody with the role triage who is named', 'public', 'triager', 'counts'],
  ['a member of the organization who is named', 'public', 'colleague', 'counts'],
  ['a member of the team that is named', 'public', 'teammate', 'counts'],
  ['a member of the team that is named, which has no access', 'private', 'teammate', 'does not count'],
  ['an administrator who is not named', 'public', 'ada', 'does not count'],
] as const;

let app: StartedApp;
const fleets = new Map<string, RepositoryHandle>();
const pulls = new Map<string, PullHandle>();
const reviewed = new Map<string, PullHandle>();

beforeAll(async () => {
  app = await startApp();
  app.github.addUser('stranger');
  app.github.setTeam('acme', 'platform', { teammate: 'active' });
  const apps = ['Helper', 'Sneaky'].map((name) =>
    app.github.registerApp({ name, permissions: { pull_requests: 'write' }, events: [] }),
  );
  const bots = (await Promise.all(apps)).map(({ login }) => login);
  for (const kind of ['public', 'private']) {
    const fleet = await makeFleet(app, { private: kind === 'private', files: { [configPath]: config } });
    fleet.addUser('reader', { role: 'read' });
    fleet.addUser('triager', { role: 'triage' });
    fleets.set(kind, fleet);
  }
  app.github.addMember('acme', 'colleague');
  const open = fleetOf('public');
  const anyMaintainer = await makeFleet(app);
  for (const bot of bots) for (const fleet of [open, anyMaintainer]) fleet.addUser(bot, { role: 'admin' });
  for (const [, kind, who] of rows) pulls.set(`${kind} ${who}`, await openChange(fleetOf(kind), `for-${who}-${kind}`));
  for (const who of ['helper[bot]', 'reader'])
    reviewed.set(who, await openChange(open, `review-${who.replace(/\W/g, '')}`));
  reviewed.set('sneaky[bot]', await openChange(anyMaintainer, 'sneaky'));
  await app.quiet();
  app.clock.pass();
  for (const [, kind, who] of rows) pullFor(`${kind} ${who}`).comment('/approve prod', who);
  for (const [who, pull] of reviewed) pull.review('approved', who);
  await app.quiet();
});

afterAll(() => app.close());

function fleetOf(kind: string): RepositoryHandle {
  const fleet = fleets.get(kind);
  if (fleet === undefined) throw new Error(`no ${kind} fleet`);
  return fleet;
}

function pullFor(key: string): PullHandle {
  const pull = pulls.get(key) ?? reviewed.get(key);
  if (pull === undefined) throw new Error(`no pull request for ${key}`);
  return pull;
}

test.each(rows)('%s approves in a %s repository, as %s: that %s', (_, kind, who, outcome) => {
  expect(verdictOf(pullFor(`${kind} ${who}`))).toBe(outcome === 'counts' ? 'success' : 'action_required');
});

test('an App approves by a review only where the configuration names it, whatever its role', () => {
  expect(verdictOf(pullFor('helper[bot]'))).toBe('success');
  expect(verdictOf(pullFor('sneaky[bot]'))).toBe('action_required');
});

test('of one person the latest review counts, and a dismissed one never does', async () => {
  const pull = pullFor('reader');
  expect(verdictOf(pull)).toBe('success');
  app.clock.pass();
  pull.review('changes_requested', 'reader');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  app.clock.pass();
  const again = pull.review('approved', 'reader');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
  pull.dismissReview(again, 'dana');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('who loses access loses the approval, though no event of it arrives: at the next sweep', async () => {
  const pull = pullFor('public triager');
  expect(verdictOf(pull)).toBe('success');
  const { url } = app;
  app.github.setWebhookUrl(null);
  fleetOf('public').removeUser('triager');
  app.github.setTeam('acme', 'platform', {});
  app.github.setWebhookUrl(`${url}/api/github/webhooks`);
  await app.stop();
  await app.start({ SWEEP_MINUTES: '10' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('`triager` no longer counts: triager has no access to this repository');
  expect(verdictOf(pullFor('public teammate'))).toBe('action_required');
  expect(verdictOf(pullFor('public reader'))).toBe('success');
});

test('an approval that was lost with a role does not hinder another', async () => {
  const pull = pullFor('public triager');
  await say(app, 'reader', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});
