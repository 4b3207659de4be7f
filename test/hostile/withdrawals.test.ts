import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { answersOn, click, effect, makeFleet, openChange, reviewOf, say, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
});

afterAll(() => app.close());

test('a withdrawal by somebody who may not is refused with the reason, and counts no more when they may', async () => {
  const pull = await openChange(fleet, 'early-no');
  await app.quiet();
  await say(app, 'walt', '/unapprove prod', pull);
  expect(answersOn(pull)).toEqual(['`/unapprove prod` by `walt`: walt is not an allowed approver (role maintain).']);
  fleet.addUser('walt', { role: 'maintain' });
  await click(app, fleet, pull, 'walt');
  expect(verdictOf(pull)).toBe('success');
  fleet.addUser('walt', { role: 'write' });
});

test('whoever acted on a pull request takes back nothing that others gave to one with the same head and base', async () => {
  const one = await openChange(fleet, 'acted-one');
  await fleet.commit('acted-two', { from: 'main', write: {}, as: 'dana' });
  await fleet.push('acted-two', one.headSha, 'ada');
  const two = await fleet.openPull({ head: 'acted-two', author: 'dana' });
  await app.quiet();
  await say(app, 'mia', '/approve prod', one, two);
  expect(verdictOf(one)).toBe('success');
  const because = 'ada contributed to this pull request, and somebody else must approve it';
  for (const pull of [one, two]) {
    await say(app, 'ada', '/unapprove prod', pull);
    expect(answersOn(pull)).toEqual([`\`/unapprove prod\` by \`ada\`: ${because}.`]);
  }
  expect([verdictOf(one), verdictOf(two)]).toEqual(['success', 'success']);
  await say(app, 'max', '/unapprove prod', two);
  expect([verdictOf(one), verdictOf(two)]).toEqual(['action_required', 'action_required']);
});

test('nor does the author of a commit that was force-pushed away; one who may still stops it', async () => {
  const pull = await openChange(fleet, 'pushed-away');
  const good = pull.headSha;
  await fleet.commit('pushed-away', { write: effect('mine'), as: 'max' });
  await fleet.push('pushed-away', good, 'dana');
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  await say(app, 'max', '/unapprove prod', pull);
  expect(verdictOf(pull)).toBe('success');
  await say(app, 'ada', '/unapprove prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
});

test('people take back what they gave themselves, also when they may not give it any more', async () => {
  const pull = await openChange(fleet, 'own-no');
  await app.quiet();
  await click(app, fleet, pull, 'max');
  expect(verdictOf(pull)).toBe('success');
  fleet.addUser('max', { role: 'write' });
  await say(app, 'max', '/unapprove prod', pull);
  fleet.addUser('max', { role: 'maintain' });
  await say(app, 'dana', '/recheck', pull);
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('`max` withdrew it');
});

test('whoever requests changes takes back what they approved before, in whatever way', async () => {
  const pull = await openChange(fleet, 'objection');
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
  app.clock.pass();
  const objection = pull.review('changes_requested', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toMatch(/the approval by `mia` \(.*\) no longer counts: `mia` requested changes \(.*\)/);
  app.clock.pass();
  pull.review('commented', 'mia');
  pull.review('changes_requested', 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
  pull.dismissReview(objection, 'ada');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
});

test('nobody takes back by a review what others approved, and a button counts like a command', async () => {
  const pull = await openChange(fleet, 'others-objection');
  await app.quiet();
  await click(app, fleet, pull, 'mia');
  app.clock.pass();
  pull.review('changes_requested', 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
  pull.review('changes_requested', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('a name that is nearly one ends the answer with a question', async () => {
  const pull = await openChange(fleet, 'nearly');
  await app.quiet();
  await say(app, 'max', '/approve pord', pull);
  expect(answersOn(pull)).toEqual(['`/approve pord` by `max`: there is no cluster of that name; did you mean prod?']);
});
