import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { answersOn, checkOf, click, effect, makeFleet, openChange, reviewOf, say, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
});

afterAll(() => app.close());

const lookAgain = 'what happens to prod has changed since: review it, then ask again';

test('what is approved in the second in which it was published may not have been seen', async () => {
  app.clock.stop();
  const pull = await openChange(fleet, 'sudden');
  await app.quiet();
  pull.comment('/approve prod', 'mia');
  pull.review('approved', 'mia');
  await app.quiet();
  app.clock.go();
  expect(verdictOf(pull)).toBe('action_required');
  expect(answersOn(pull)).toEqual([expect.stringContaining(lookAgain)]);
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});

/** Each write of a review before the new effect stands on the page. */
const writes = [
  ['the comment is marked as outdated', { method: 'PATCH', path: /\/issues\/comments\// }, 1],
  ['the check begins', { method: 'POST', path: /\/check-runs$/ }, 1],
  ['the check is concluded', { method: 'PATCH', path: /\/check-runs\// }, 1],
  ['the comment is written', { method: 'PATCH', path: /\/issues\/comments\// }, 2],
] as const;

test.each(writes)('an approval given before %s is of what stood there before', async (what, request, nth) => {
  const branch = `raced-${what.replaceAll(' ', '-')}`;
  const pull = await openChange(fleet, branch);
  await app.quiet();
  let seen = 0;
  const end = app.github.fault({
    ...request,
    times: 1,
    when: () => {
      seen += 1;
      return seen === nth;
    },
    before: async () => {
      app.clock.pass();
      pull.comment('/approve prod', 'mia');
      pull.review('approved', 'max');
      app.clock.pass();
    },
  });
  await fleet.commit(branch, { write: effect(`evil-${branch}`), as: 'dana' });
  await app.quiet();
  end();
  expect(pull.comments.map(({ body }) => body)).toContain('/approve prod');
  expect(verdictOf(pull)).toBe('action_required');
  expect(answersOn(pull)).toEqual([expect.stringContaining(lookAgain)]);
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});

test('a button is worth what stood beside it: not after a withdrawal, and not for a later effect', async () => {
  const pull = await openChange(fleet, 'clicked');
  await app.quiet();
  const first = checkOf(pull);
  const [button] = first?.actions ?? [];
  if (first === undefined || button === undefined) throw new Error('there is no button');
  await click(app, fleet, pull, 'mia');
  expect(verdictOf(pull)).toBe('success');
  await say(app, 'mia', '/unapprove prod', pull);
  expect(verdictOf(pull)).toBe('action_required');
  // The same click again, as GitHub would deliver it again, and one more by somebody who has the old page open.
  for (const delivery of app.github.deliveries('check_run').filter(({ action }) => action === 'requested_action'))
    app.github.redeliver(delivery.id);
  fleet.requestAction(first, button.identifier, 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  await fleet.commit('clicked', { write: effect('evil'), as: 'dana' });
  await app.quiet();
  fleet.requestAction(first, button.identifier, 'max');
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('a review is of the commit that was reviewed: a later effect asks again, and says so', async () => {
  const pull = await openChange(fleet, 'reviewed');
  await app.quiet();
  app.clock.pass();
  pull.review('approved', 'mia');
  await app.quiet();
  expect(verdictOf(pull)).toBe('success');
  await fleet.commit('reviewed', { write: effect('evil'), as: 'dana' });
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
  expect(reviewOf(pull)?.body).toContain('no longer counts: the effect on prod has changed');
});

test('replayed deliveries of an approval give nothing back that was withdrawn', async () => {
  const pull = await openChange(fleet, 'replayed');
  await app.quiet();
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
  await say(app, 'max', '/unapprove prod', pull);
  for (const { id } of app.github.deliveries('issue_comment').filter(({ action }) => action === 'created'))
    app.github.redeliver(id);
  await app.quiet();
  expect(verdictOf(pull)).toBe('action_required');
});

test('an old comment that was pasted back shows what the App would show, where a former head is back: that was seen', async () => {
  const pull = await openChange(fleet, 'pasted-back');
  await app.quiet();
  const [first, body] = [pull.headSha, reviewOf(pull)?.body ?? ''];
  await fleet.commit('pasted-back', { write: effect('later'), as: 'dana' });
  await app.quiet();
  const { url } = app;
  const before = app.github.deliveries().length;
  app.github.setWebhookUrl('http://127.0.0.1:9/gone');
  const comment = reviewOf(pull);
  if (comment === undefined) throw new Error('there is no comment');
  fleet.editComment(comment, body, 'dana');
  await fleet.push('pasted-back', first, 'dana');
  await app.github.settled();
  app.github.setWebhookUrl(`${url}/api/github/webhooks`);
  for (const { id, redelivery } of app.github.deliveries().slice(before)) if (!redelivery) app.github.redeliver(id);
  await app.quiet();
  expect(reviewOf(pull)?.body).toBe(body);
  await say(app, 'mia', '/approve prod', pull);
  expect(verdictOf(pull)).toBe('success');
});
