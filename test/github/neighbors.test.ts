import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';
import { until } from './until.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const prod = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

interface Opened {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
}

async function open(owner: string): Promise<Opened> {
  count += 1;
  const files = { ...smallFleet, '.github/blast-radius.yml': prod };
  const names = { owner, name: `fleet-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
  return { repository, pull };
}

/** What is asked of GitHub while something happens, by kind. */
async function askedDuring(what: () => Promise<unknown>) {
  const before = app.github.requests.length;
  await what();
  await app.quiet();
  return app.github.requests.slice(before);
}

test.each(['/approve prod', '/unapprove prod', '/override two-owners prod because'])(
  '%s by a stranger on a public repository costs neither a fetch nor a review',
  async (line) => {
    const { pull } = await open('acme');
    const asked = await askedDuring(async () => pull.comment(line, 'stranger'));
    expect(asked.filter(({ kind }) => kind !== 'api')).toEqual([]);
    expect(asked.filter(({ path }) => path.endsWith('/pulls') || path.includes('/check-runs'))).toEqual([]);
    expect(pull.comments.at(-1)?.body).toContain(
      '`stranger` has no access to this repository, which this command requires.',
    );
    const command = pull.comments.find(({ body }) => body === line);
    expect(command?.reactions.map(({ content }) => content)).toEqual(['eyes', 'confused']);
  },
);

test('who types too many commands is told so once, and then nothing is asked of GitHub for them', async () => {
  const { pull } = await open('acme');
  for (let at = 0; at < 20; at++) pull.comment('/help', 'talker');
  await app.quiet();
  const answers = () => pull.comments.filter(({ body }) => body.includes('Too many commands')).length;
  expect(answers()).toBe(0);
  pull.comment('/help', 'talker');
  await app.quiet();
  expect(answers()).toBe(1);
  const asked = await askedDuring(async () => pull.comment('/help', 'talker'));
  expect(asked.filter(({ kind }) => kind === 'api')).toEqual([]);
  pull.comment('/help', 'dana');
  await app.quiet();
  expect(pull.comments.at(-1)?.body).toContain('| command | does | needs |');
});

test('commands in one organization do not delay a check in another', async () => {
  const loud = await open('loud');
  const quiet = await open('quiet');
  let letGo = () => undefined;
  const held = new Promise<undefined>((resolve) => {
    letGo = () => void resolve(undefined);
  });
  const release = app.github.fault({ path: /^\/repos\/loud\/[^/]+\/collaborators\//, before: () => held });
  for (let at = 0; at < 12; at++) loud.pull.comment(`/explain ConfigMap/shop-${at} prod`, `reader-${at}`);
  await until(() => loud.pull.comments.some(({ reactions }) => reactions.length > 0));
  await quiet.repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('3') }, as: 'dana' });
  await until(() => quiet.pull.checks.some(({ status }) => status === 'completed'));
  const answered = () => loud.pull.comments.filter(({ reactions }) => reactions.length > 1).length;
  expect(answered()).toBe(0);
  release();
  letGo();
  await app.quiet();
  expect(answered()).toBe(12);
});
