import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../../fake-github/handles/repository-handle.ts';
import { kustomization, settings } from '../small-fleet.ts';
import { base, openScene, runs, type Scene, said } from './scene.ts';

let scene: Scene;
let granted: RepositoryHandle;
/** Is granted `acme/granted`, which it uses, and `acme/secret`, which it does not. */
let owner: RepositoryHandle;
let stranger: RepositoryHandle;

const from = (name: string, ref = 'main') => `https://github.example/acme/${name}.git//deploy?ref=${ref}`;
const web = (value: string) => ({
  'deploy/kustomization.yaml': kustomization('web.yaml'),
  'deploy/web.yaml': settings(value, 'web'),
});

beforeAll(async () => {
  scene = await openScene();
  const { app, fleet } = scene;
  const hidden = { owner: 'acme', organization: true, private: true } as const;
  granted = await app.github.createRepository({ ...hidden, name: 'granted', files: web('one') });
  await granted.commit('next', { from: 'main', write: web('two'), as: 'acme' });
  await app.github.createRepository({ ...hidden, name: 'secret', files: web('a secret thing') });
  owner = await fleet([from('granted')]);
  stranger = await fleet([base('v1.0')]);
  await app.stop();
  await app.start({
    FETCH_MIRRORS: `${scene.mirrors},https://github.example/=http://${app.github.host}/`,
    FETCH_GRANTS: 'acme/fleet-1 -> github.example/acme/granted github.example/acme/secret',
  });
});

afterAll(() => scene.close());

/** @returns with which credentials repositories of that name were asked for by git since, apart from the fleets */
function askedFor(name: string, since: number): readonly string[] {
  const asked = scene.app.github.requests.slice(since).filter(({ path }) => path.startsWith(`/acme/${name}.git/`));
  return [...new Set(asked.map(({ credential }) => credential))];
}

test('what is granted is read by a token of the App for that one repository', async () => {
  const { app, change } = scene;
  const since = app.github.requests.length;
  const pull = await change(owner, runs(from('granted', 'next')));
  expect(said(pull)).toEqual([['success', 'web: prod changes 1 object · dev unchanged']]);
  expect(pull.comments[0]?.body).toContain('- one\n+ two');
  expect(askedFor('granted', since)).toEqual(['installation']);
  const tokens = app.github.requests.filter(({ path }) => path.endsWith('/access_tokens')).slice(-1);
  expect(tokens.map(({ requestBody }) => requestBody)).toEqual([
    { repositories: ['granted'], permissions: { contents: 'read' } },
  ]);
});

test('whoever it is not granted to gets nothing of it, fetched as it was for another', async () => {
  const { app, change } = scene;
  const since = app.github.requests.length;
  const pull = await change(stranger, runs(from('granted')));
  expect(askedFor('granted', since)).toEqual(['anonymous']);
  expect(said(pull)).toEqual([['neutral', 'prod partly known · dev unchanged']]);
  expect(pull.comments[0]?.body).not.toMatch(/\bone\b/);
});

test('what a pull request of a fork brings in is asked for without credentials, whatever its base is granted', async () => {
  const { app } = scene;
  const fork = await owner.fork('walt');
  await fork.commit('change', { write: runs(from('granted'), from('secret')), as: 'walt' });
  const since = app.github.requests.length;
  const pull = await owner.openPull({ head: 'walt:change', author: 'walt' });
  await app.quiet();
  expect(askedFor('secret', since)).toEqual(['anonymous']);
  expect(said(pull).map(([conclusion]) => conclusion)).not.toContain('success');
  expect(pull.comments[0]?.body).not.toContain('a secret thing');
});

test('the pull requests of a repository that is granted are inputs of ResourceSets, for whom it is granted alone', async () => {
  const { change } = scene;
  await granted.commit('preview', { from: 'main', write: web('three'), as: 'acme' });
  const opened = await granted.openPull({ head: 'preview', author: 'acme' });
  const set = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: previews, namespace: default }
spec:
  inputsFrom: [{ name: previews }]
  resources: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: "preview-<< inputs.id >>", namespace: default }, data: { branch: << inputs.branch >> } }]
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: { name: previews, namespace: default }
spec: { type: GitHubPullRequest, url: "https://github.example/acme/granted" }
`;
  const write = { ...runs('set.yaml'), 'apps/web/set.yaml': set };
  const told = await change(owner, write, { head: 'previews' });
  expect(told.comments[0]?.body).toContain(`preview-${opened.number}`);
  const untold = await change(stranger, write, { head: 'previews' });
  expect(untold.comments[0]?.body).toContain('only the App asks for pull requests');
  expect(untold.comments[0]?.body).not.toContain('preview-');
});
