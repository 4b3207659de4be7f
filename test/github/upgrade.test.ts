import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { tokenOf } from '../fake-github/token-of.ts';
import { settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

async function create(): Promise<RepositoryHandle> {
  count += 1;
  const names = { owner: 'acme', name: `fleet-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files: smallFleet });
  await repository.commit('change', { write: { 'apps/shop/settings.yaml': settings('2') }, as: 'dana' });
  return repository;
}

function said({ checks }: PullHandle): Record<string, string | null> {
  return Object.fromEntries(checks.map(({ name, conclusion }) => [name, conclusion]));
}

test('a rule that still requires the name without a base is answered red, with the name to require', async () => {
  const repository = await create();
  repository.protect('main', { checks: { 'blast-radius': null } });
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  await app.quiet();
  expect(said(pull)).toEqual({ 'blast-radius': 'failure', 'blast-radius: main': 'success' });
  expect(pull.comments[0]?.body).toContain('an administrator requires `blast-radius: main` instead of `blast-radius`');
  expect(app.logged()).toContainEqual(
    expect.objectContaining({ msg: expect.stringContaining('require "blast-radius: main" instead of "blast-radius"') }),
  );
});

test('what an earlier release reported and recorded on a head passes no more', async () => {
  const repository = await create();
  app.github.setWebhookUrl(null);
  const pull = await repository.openPull({ head: 'change', author: 'dana' });
  const call = await callAs(repository);
  const report = { status: 'completed', conclusion: 'success', output: { title: 'ok', summary: 'ok' } };
  for (const name of ['blast-radius', 'blast-radius / prod'])
    await call('check-runs', { name, head_sha: pull.headSha, ...report });
  const state = `<!-- blast-radius state ${Buffer.from('{"grants":[]}').toString('base64')} ${'0'.repeat(64)} -->`;
  const body = `<!-- blast-radius review ${pull.headSha} -->\n### prod changes 1 object\n${state}\n`;
  await call(`issues/${pull.number}/comments`, { body });
  app.github.setWebhookUrl(`${app.url}/api/github/webhooks`);
  pull.comment('/recheck', 'dana');
  await app.quiet();
  expect(said(pull)).toEqual({
    'blast-radius': 'failure',
    'blast-radius / prod': 'failure',
    'blast-radius: main': 'success',
  });
  expect(pull.comments[0]?.body).toContain('Approvals that an earlier version of this App recorded do not count');
  pull.comment('/recheck', 'dana');
  await app.quiet();
  expect(pull.comments[0]?.body).not.toContain('an earlier version');
});

/** @returns what posts to a repository as the App */
async function callAs(repository: RepositoryHandle) {
  const token = await tokenOf(app.github, repository);
  return async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${app.github.apiUrl}/repos/${repository.fullName}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'test', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
  };
}
