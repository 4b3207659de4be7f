import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ 'README.md': 'hello\n', 'a/b.txt': 'one\n' });
});
afterEach(() => scene.github.close());

const one = '/repos/octo/fleet';

test('a repository, its branches and its App', async () => {
  const { github, repository, ask } = scene;
  const whole = await ask(`GET ${one}`);
  expect([whole.at('full_name'), whole.at('private'), whole.at('default_branch'), whole.at('clone_url')]).toEqual([
    'octo/fleet',
    true,
    'main',
    repository.cloneUrl,
  ]);
  await repository.commit('feature/x', { write: { x: 'x' } });
  expect((await ask(`GET ${one}/branches/feature%2Fx`)).at('commit', 'sha')).toBe(repository.sha('feature/x'));
  expect((await ask(`GET ${one}/branches/nowhere`)).status).toBe(404);
  const installed = await ask(`GET ${one}/installation`, undefined, { token: github.app.jwt() });
  expect(installed.at('id')).toBe(github.app.installationOn(repository)?.id);
  expect((await ask('GET /installation/repositories')).at('repositories', 0, 'full_name')).toBe('octo/fleet');
});

test('names are found without regard to case', async () => {
  expect((await scene.ask('GET /repos/OCTO/Fleet')).at('full_name')).toBe('octo/fleet');
});

test('contents: files, folders, links, at any ref', async () => {
  const { repository, ask } = scene;
  const sha = await repository.commit('topic', {
    write: { link: { symlink: 'README.md' }, run: { executable: '#!/bin/sh\n' }, 'a/b.txt': 'two\n' },
  });
  const file = await ask(`GET ${one}/contents/a/b.txt?ref=topic`);
  expect([file.at('type'), Buffer.from(String(file.at('content')), 'base64').toString()]).toEqual(['file', 'two\n']);
  const folder = await ask(`GET ${one}/contents/a?ref=${sha}`);
  expect([folder.at(0, 'path'), folder.at(0, 'type')]).toEqual(['a/b.txt', 'file']);
  expect((await ask(`GET ${one}/contents/link?ref=topic`)).at('target')).toBe('README.md');
  expect((await ask(`GET ${one}/contents/link`)).status).toBe(404);
  expect((await ask(`GET ${one}/contents/README.md?ref=nowhere`)).status).toBe(404);
  const raw = await ask(`GET ${one}/contents/README.md`, undefined, {
    headers: { accept: 'application/vnd.github.raw+json' },
  });
  expect(raw.text).toBe('hello\n');
});

test('a person’s role, and what the older field makes of it', async () => {
  const { repository, ask } = scene;
  for (const role of ['read', 'triage', 'write', 'maintain', 'admin'] as const)
    repository.addUser(`user-${role}`, { role });
  const permission = async (login: string) => {
    const reply = await ask(`GET ${one}/collaborators/${login}/permission`);
    return [reply.at('role_name'), reply.at('permission')];
  };
  expect(await permission('user-triage')).toEqual(['triage', 'read']);
  expect(await permission('user-maintain')).toEqual(['maintain', 'write']);
  expect(await permission('user-admin')).toEqual(['admin', 'admin']);
  expect(await permission('octo')).toEqual(['admin', 'admin']);
  scene.github.addUser('stranger');
  expect(await permission('stranger')).toEqual(['none', 'none']);
  expect((await ask(`GET ${one}/collaborators/nobody/permission`)).status).toBe(404);
});

test('refs are made, moved forward, forced and deleted over REST, and refused where git would', async () => {
  const { repository, ask } = scene;
  const first = repository.sha('main');
  const second = await repository.commit('main', { write: { n: 'n' } });
  const made = await ask(`POST ${one}/git/refs`, { ref: 'refs/heads/x', sha: second });
  expect([made.status, made.at('object', 'sha')]).toEqual([201, second]);
  expect((await ask(`POST ${one}/git/refs`, { ref: 'refs/heads/x', sha: second })).at('message')).toBe(
    'Reference already exists',
  );
  expect((await ask(`POST ${one}/git/refs`, { ref: 'refs/heads/y', sha: 'f'.repeat(40) })).at('message')).toBe(
    'Object does not exist',
  );
  expect((await ask(`PATCH ${one}/git/refs/heads/x`, { sha: first })).at('message')).toBe(
    'Update is not a fast forward',
  );
  expect((await ask(`PATCH ${one}/git/refs/heads/x`, { sha: first, force: true })).status).toBe(200);
  expect((await ask(`GET ${one}/git/ref/heads/x`)).at('object', 'sha')).toBe(first);
  expect((await ask(`GET ${one}/git/matching-refs/heads/x`)).at(0, 'ref')).toBe('refs/heads/x');
  expect((await ask(`DELETE ${one}/git/refs/heads/x`)).status).toBe(204);
  expect((await ask(`GET ${one}/git/ref/heads/x`)).status).toBe(404);
});

test('a commit, its history, and 422 for what is no commit', async () => {
  const { repository, ask } = scene;
  const sha = await repository.commit('main', { write: { n: 'n\n' }, message: 'Add n' });
  const commit = await ask(`GET ${one}/commits/main`);
  expect([commit.at('sha'), commit.at('files', 0, 'filename'), commit.at('stats', 'additions')]).toEqual([sha, 'n', 1]);
  expect((await ask(`GET ${one}/commits?sha=main&path=n`)).at(0, 'commit', 'message')).toBe('Add n');
  const none = await ask(`GET ${one}/commits/nowhere`);
  expect([none.status, none.at('message')]).toEqual([422, 'No commit found for SHA: nowhere']);
});

test('commits are written without a work tree, from text, bytes, links and folders', async () => {
  const { repository, ask } = scene;
  await repository.commit('copy', {
    fromDirectory: `${import.meta.dirname}/git`,
    replace: true,
    write: { 'ä b.txt': 'x' },
  });
  expect((await ask(`GET ${one}/contents/refs.ts?ref=copy`)).status).toBe(200);
  expect((await ask(`GET ${one}/contents/README.md?ref=copy`)).status).toBe(404);
  expect((await ask(`GET ${one}/contents/${encodeURIComponent('ä b.txt')}?ref=copy`)).at('name')).toBe('ä b.txt');
});
