import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const config = (more: string) =>
  `clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n${more}`;

/** In prod, something is missing; dev renders. */
const broken = {
  'clusters/prod/kustomization.yaml': kustomization('../../apps/shop', 'missing.yaml', '../../apps/other'),
  'apps/other/kustomization.yaml': kustomization('settings.yaml', 'more.yaml'),
  'apps/other/settings.yaml': settings('1', 'other'),
  'apps/other/more.yaml': settings('1', 'more'),
};

async function fleet(more = '', files: Record<string, string> = broken): Promise<RepositoryHandle> {
  count += 1;
  const names = { owner: 'acme', name: `partly-${count}`, organization: true };
  const own = { ...smallFleet, '.github/blast-radius.yml': config(more), ...files };
  const repository = await app.github.createRepository({ ...names, files: own });
  repository.addUser('mia', { role: 'maintain' });
  return repository;
}

async function change(repository: RepositoryHandle, head: string, write: Record<string, string>): Promise<PullHandle> {
  await repository.commit(head, { write, as: 'dana' });
  const pull = await repository.openPull({ head, author: 'dana' });
  await app.quiet();
  return pull;
}

async function approve(repository: RepositoryHandle, pull: PullHandle): Promise<void> {
  const check = pull.checks.find(({ actions }) => actions.length > 0);
  const [button] = check?.actions ?? [];
  if (check === undefined || button === undefined) throw new Error('there is no button');
  repository.requestAction(check, button.identifier, 'mia');
  await app.quiet();
}

function said({ checks }: Pick<PullHandle, 'checks'>) {
  return checks.map(({ name, conclusion, title }) => [name.replace('blast-radius: ', ''), conclusion, title]);
}

const hidden = { 'apps/other/settings.yaml': settings('2', 'other') };

test('what a merge changes unseen is told, neutral where nobody is to approve, and each cluster says it for itself', async () => {
  const perCluster = 'checks: { perCluster: true }\n';
  const repository = await fleet(perCluster);
  const unprotected = config(perCluster).replace(', protected: true', '');
  await repository.commit('main', { write: { '.github/blast-radius.yml': unprotected } });
  const pull = await change(repository, 'change', hidden);
  expect(said(pull)).toEqual([
    ['main', 'neutral', 'prod partly known · dev unchanged'],
    ['main / dev', 'neutral', 'dev: nothing to judge'],
    ['main / prod', 'neutral', 'prod: only partly known'],
  ]);
  expect(pull.comments.map(({ body }) => body)).toEqual([
    expect.stringContaining(
      'what `apps/other/settings.yaml` changes in `clusters/prod` is not known: `missing.yaml` does not exist',
    ),
  ]);
});

test('what stands over the same inputs says nothing, and gets no comment', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', { 'README.md': 'Words.\n' });
  expect(said(pull)).toEqual([['main', 'neutral', 'prod still cannot be rendered · dev unchanged']]);
  expect(pull.comments).toEqual([]);
});

test('an approval of what is hidden holds while the base moves elsewhere, and falls when it changes again; never green', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', hidden);
  expect(said(pull)).toEqual([['main', 'action_required', 'prod partly known · dev unchanged']]);
  await approve(repository, pull);
  expect(said(pull)).toEqual([['main', 'neutral', 'prod partly known · dev unchanged']]);
  await repository.commit('main', { write: { 'README.md': 'Moved on.\n', 'clusters/dev/more.yaml': settings('1') } });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'neutral', 'prod partly known · dev unchanged']]);
  await repository.commit('change', { write: { 'apps/other/more.yaml': settings('666', 'more') }, as: 'dana' });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'action_required', 'prod partly known · dev unchanged']]);
  await approve(repository, pull);
  expect(said(pull)).toEqual([['main', 'neutral', 'prod partly known · dev unchanged']]);
  await repository.commit('main', { write: { 'apps/other/kustomization.yaml': kustomization('settings.yaml') } });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'action_required', 'prod partly known · dev unchanged']]);
});

test('a repair is approved as what is there now', async () => {
  const repository = await fleet();
  const whole = { 'clusters/prod/kustomization.yaml': kustomization('../../apps/shop', '../../apps/other') };
  const pull = await change(repository, 'repair', whole);
  const title = 'prod renders again (unknown before) · dev unchanged';
  expect(said(pull)).toEqual([['main', 'action_required', title]]);
  expect(pull.comments[0]?.body).toContain('3 objects (ConfigMap `default/more`');
  await approve(repository, pull);
  expect(said(pull)).toEqual([['main', 'neutral', title]]);
  await repository.commit('repair', { write: hidden, as: 'dana' });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'action_required', title]]);
});

test('in a merge queue what was approved passes as neutral; two that change the same unseen are approved by nobody', async () => {
  const repository = await fleet();
  const one = await change(repository, 'one', hidden);
  const two = await change(repository, 'two', { 'apps/other/more.yaml': settings('2', 'more') });
  const unapproved = await repository.queue([one]);
  await app.quiet();
  expect(said({ checks: repository.checks(unapproved.headSha) })).toMatchObject([['main', 'failure', {}]]);
  await approve(repository, one);
  await approve(repository, two);
  await repository.commit('main', { write: { 'README.md': 'Moved on.\n' } });
  await app.quiet();
  const alone = await repository.queue([one]);
  await app.quiet();
  expect(said({ checks: repository.checks(alone.headSha) })).toEqual([
    ['main', 'neutral', 'prod partly known · dev unchanged'],
  ]);
  const both = await repository.queue([one, two]);
  await app.quiet();
  const [check] = repository.checks(both.headSha);
  expect(check?.conclusion).toBe('failure');
  expect(check?.summary).toContain('combined effect');
});
