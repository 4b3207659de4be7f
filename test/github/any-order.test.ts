import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let repository: RepositoryHandle;
let pull: PullHandle;
let value = 1;

const prod = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

beforeAll(async () => {
  app = await startApp();
  repository = await app.github.createRepository({
    owner: 'acme',
    name: 'fleet',
    organization: true,
    files: { ...smallFleet, '.github/blast-radius.yml': prod },
  });
  for (const login of ['mia', 'max']) repository.addUser(login, { role: 'maintain' });
  await repository.commit('release', { write: { 'README.md': 'Released.\n' } });
  await push();
  pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
});

afterAll(() => app.close());

/** An effect that nobody has seen yet. */
async function push(): Promise<void> {
  value += 1;
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings(String(value)) }, as: 'dana' });
}

function conclusions(): Record<string, string | null> {
  return Object.fromEntries(pull.checks.map(({ name, conclusion }) => [name, conclusion]));
}

/** What the App has heard of since, for it to be told again: what it reacts to, not what it did itself. */
function heardSince(count: number): readonly number[] {
  const events = ['pull_request', 'pull_request_review', 'check_run', 'issue_comment', 'push'];
  return app.github
    .deliveries()
    .slice(count)
    .filter(({ event, action, redelivery }) => !redelivery && events.includes(event) && action !== 'completed')
    .map(({ id }) => id);
}

/** One chapter of a pull request's life: what happens while the App cannot be reached. */
async function live(): Promise<readonly number[]> {
  await push();
  await app.quiet();
  const { url } = app;
  const before = app.github.deliveries().length;
  app.github.setWebhookUrl('http://127.0.0.1:9/gone');
  await pull.edit({ title: `Change to ${value}` }, 'dana');
  await pull.setBase('release', 'dana');
  await pull.setBase('main', 'dana');
  // What is approved in the second of another base counts as approved before it.
  app.clock.pass();
  await pull.close('dana');
  await pull.reopen('dana');
  const check = pull.checks.find(({ actions }) => actions.length > 0);
  const [button] = check?.actions ?? [];
  if (!check || !button) throw new Error('there is no button');
  repository.rerequest(check, 'max');
  pull.review('changes_requested', 'max');
  repository.requestAction(check, button.identifier, 'mia');
  pull.comment('/where', 'max');
  await app.github.settled();
  app.github.setWebhookUrl(`${url}/api/github/webhooks`);
  return heardSince(before);
}

/** Delivers some events, each before the one before it was dealt with, or after. */
async function deliver(ids: readonly number[], isWaited: (at: number) => boolean): Promise<void> {
  for (const [at, id] of ids.entries()) {
    app.github.redeliver(id);
    if (isWaited(at)) await app.quiet();
    else await app.github.settled();
  }
  await app.quiet();
}

test('any order, twice: what the check says in the end is what it says after each event once, in order', async () => {
  const earlier = heardSince(0);
  const inOrder = await live();
  expect(Object.values(conclusions())).not.toContain('success');
  await deliver(inOrder, () => false);
  const expected = conclusions();
  expect(Object.values(expected)).toContain('success');

  const orders = fc.record({
    seeds: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    twice: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
    waits: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }),
  });
  const property = fc.asyncProperty(orders, async ({ seeds, twice, waits }) => {
    const own = await live();
    const again = twice.map((choice) => [...earlier, ...own][choice % (earlier.length + own.length)] ?? 0);
    const ids = [...own, ...again].map((id, at) => ({ id, seed: seeds[at] ?? 0 }));
    const order = ids.sort((one, other) => one.seed - other.seed).map(({ id }) => id);
    await deliver(order, (at) => waits[at] === 0);
    expect(conclusions()).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 4, seed: 15, endOnFailure: true });
});
