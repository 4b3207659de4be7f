import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { flux } from '../review/small-fleet.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const path = '.github/blast-radius.yml';
const clusters = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod }\n';

/** A tenant that no cluster of the configuration reaches, and an app that nothing refers to. */
const tenant = {
  'tenants/blue/flux.yaml': flux('blue', 'apps/blue'),
  'apps/blue/kustomization.yaml': kustomization('settings.yaml'),
  'apps/blue/settings.yaml': settings('1', 'blue'),
  'apps/loose/settings.yaml': settings('1', 'loose'),
};

async function repositoryOf(files: Record<string, string>): Promise<RepositoryHandle> {
  count += 1;
  const names = { owner: 'acme', name: `unread-${count}`, organization: true };
  const repository = await app.github.createRepository({ ...names, files });
  repository.addUser('root', { role: 'admin' });
  return repository;
}

function fleet(more = ''): Promise<RepositoryHandle> {
  return repositoryOf({ ...smallFleet, ...tenant, [path]: `${clusters}${more}` });
}

async function change(repository: RepositoryHandle, head: string, write: Record<string, string>): Promise<PullHandle> {
  await repository.commit(head, { write, as: 'dana' });
  const pull = await repository.openPull({ head, author: 'dana' });
  await app.quiet();
  return pull;
}

function said({ checks }: Pick<PullHandle, 'checks'>) {
  return checks.map(({ name, conclusion, title }) => [name.replace('blast-radius: ', ''), conclusion, title]);
}

const unread = { 'apps/blue/settings.yaml': settings('2', 'blue') };

test('what was not judged fails each check, which nobody overrides, until the configuration settles it', async () => {
  const perCluster = 'checks: { perCluster: true }\n';
  const repository = await fleet(perCluster);
  const pull = await change(repository, 'change', unread);
  const notJudged = [
    ['main', 'failure', 'not judged: 1 changed manifest'],
    ['main / dev', 'failure', 'dev: not judged'],
    ['main / prod', 'failure', 'prod: not judged'],
  ];
  expect(said(pull)).toEqual(notJudged);
  const [comment] = pull.comments;
  expect(comment?.body).toContain('> [!CAUTION]\n> **Not judged**: `apps/blue/settings.yaml`:');
  expect(comment?.body).toContain('> ```yaml\n> clusters:\n');
  expect(comment?.body).toContain('>   - { name: blue, path: tenants/blue }\n');
  pull.comment('/override not-judged prod we know what we do', 'root');
  await app.quiet();
  expect(said(pull)).toEqual(notJudged);
  expect(pull.comments.at(-1)?.body).toContain('which configuration settles it');
  const settled = `${clusters}${perCluster}unreviewed: ["tenants/**"]\n`;
  await repository.commit('main', { write: { [path]: settled } });
  await app.quiet();
  expect(said(pull)).toEqual([
    ['main', 'neutral', 'nothing changes in 2 clusters'],
    ['main / dev', 'neutral', 'dev: nothing to judge'],
    ['main / prod', 'neutral', 'prod: nothing to judge'],
  ]);
  expect(pull.comments[0]?.body).not.toContain('Not judged');
  await repository.commit('main', { write: { [path]: `${clusters}${perCluster}` } });
  await app.quiet();
  expect(said(pull)).toEqual(notJudged);
});

test('a merge queue does not let it pass either, and advisory mode blocks nothing', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', unread);
  const group = await repository.queue([pull]);
  await app.quiet();
  const [check] = repository.checks(group.headSha);
  expect([check?.conclusion, check?.title]).toEqual(['failure', 'not judged: 1 changed manifest']);
  expect(check?.summary).toContain('**Not judged**');
  await repository.commit('main', { write: { [path]: `${clusters}checks: { advisory: true }\n` } });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'neutral', 'not judged: 1 changed manifest']]);
});

test('a manifest that nothing refers to is told of in a comment, though no cluster changes', async () => {
  const repository = await fleet();
  const loose = await change(repository, 'loose', { 'apps/loose/settings.yaml': settings('2', 'loose') });
  expect(said(loose)).toEqual([['main', 'neutral', 'nothing changes in 2 clusters']]);
  expect(loose.comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('Not referenced by any cluster: `apps/loose/settings.yaml`'),
  ]);
  const words = await change(repository, 'words', { 'README.md': 'Words.\n' });
  expect(said(words)).toEqual([['main', 'neutral', 'nothing changes in 2 clusters']]);
  expect(words.comments).toEqual([]);
});

test('a repository in which no cluster is found can be given its configuration, and is judged after a recheck', async () => {
  const repository = await repositoryOf({
    'deploy/kustomization.yaml': kustomization('settings.yaml'),
    'deploy/settings.yaml': settings('1'),
  });
  const pull = await change(repository, 'change', { 'deploy/settings.yaml': settings('2') });
  expect(said(pull)).toEqual([['main', 'failure', 'not judged: 1 changed manifest · no cluster found']]);
  expect(pull.comments[0]?.body).toContain('- { name: deploy, path: deploy }');
  const config = await change(repository, 'config', { [path]: 'clusters:\n  - { name: deploy, path: deploy }\n' });
  expect(said(config)).toEqual([['main', 'neutral', 'no cluster found']]);
  await repository.commit('main', { write: { [path]: 'clusters:\n  - { name: deploy, path: deploy }\n' } });
  pull.comment('/recheck', 'dana');
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'success', 'shop: deploy changes 1 object']]);
});

test('what an ApplicationSet deploys is not judged, and the comment says that Argo CD is not supported', async () => {
  const set = [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: ApplicationSet',
    'metadata: { name: all, namespace: argocd }',
    'spec:',
    '  generators: [{ git: { repoURL: "https://github.com/acme/fleet", directories: [{ path: "argo/apps/*" }] } }]',
    '  template: { spec: { source: { repoURL: "https://github.com/acme/fleet", path: "{{path}}" } } }',
    '',
  ].join('\n');
  const repository = await repositoryOf({
    ...{ ...smallFleet, [path]: clusters },
    ...{ 'argo/set.yaml': set, 'argo/apps/one/settings.yaml': settings('1', 'one') },
  });
  const pull = await change(repository, 'change', { 'argo/apps/one/settings.yaml': settings('2', 'one') });
  expect(said(pull)).toEqual([['main', 'failure', 'not judged: 1 changed manifest']]);
  expect(pull.comments[0]?.body).toContain(
    "`argo/apps/one/settings.yaml`: Argo CD's ApplicationSet `all` in `argo/set.yaml` deploys it, and that is not supported",
  );
});

test('a sweep judges again what was not judged, once a lost push has settled it', async () => {
  const repository = await fleet();
  const pull = await change(repository, 'change', unread);
  expect(said(pull)).toEqual([['main', 'failure', 'not judged: 1 changed manifest']]);
  await app.stop();
  const settled = `${clusters}unreviewed: ["tenants/**"]\n`;
  await repository.commit('main', { write: { [path]: settled } });
  await app.github.settled();
  expect(said(pull)).toEqual([['main', 'failure', 'not judged: 1 changed manifest']]);
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'neutral', 'nothing changes in 2 clusters']]);
  expect(pull.comments[0]?.body).not.toContain('Not judged');
});

test('a sweep finds what a lost pull request brings, and judges nothing of it either', async () => {
  const repository = await fleet();
  await app.stop();
  await repository.commit('lost', { write: unread, as: 'dana' });
  const pull = await repository.openPull({ head: 'lost', author: 'dana' });
  await app.github.settled();
  await app.start({ SWEEP_MINUTES: '60' });
  await app.quiet();
  expect(said(pull)).toEqual([['main', 'failure', 'not judged: 1 changed manifest']]);
});
