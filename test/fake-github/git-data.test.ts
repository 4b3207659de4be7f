import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene({ 'a.yaml': 'a: 1\n', 'sub/b.yaml': 'b: 1\n' });
});
afterAll(() => scene.github.close());

const repo = '/repos/octo/fleet';
const blob = { mode: '100644', type: 'blob' };

async function baseTree(): Promise<unknown> {
  const commit = await scene.ask(`GET ${repo}/git/commits/${scene.repository.sha('main')}`);
  return commit.at('tree', 'sha');
}

test('a commit of an App without author is signed, and moves a branch', async () => {
  const tree = await scene.ask(`POST ${repo}/git/trees`, {
    base_tree: await baseTree(),
    tree: [
      { path: 'a.yaml', ...blob, content: 'a: 2\n' },
      { path: 'sub/b.yaml', ...blob, sha: null },
      { path: 'c/d.yaml', ...blob, content: '\ufeffd: 1\r\n' },
    ],
  });
  expect(tree.status).toBe(201);
  const parents = [scene.repository.sha('main')];
  const commit = await scene.ask(`POST ${repo}/git/commits`, { message: 'Change', tree: tree.at('sha'), parents });
  expect([commit.status, commit.at('verification', 'verified'), commit.at('author', 'name')]).toEqual([
    201,
    true,
    'blast-radius[bot]',
  ]);
  const ref = await scene.ask(`POST ${repo}/git/refs`, { ref: 'refs/heads/change', sha: commit.at('sha') });
  expect(ref.status).toBe(201);
  expect((await scene.ask(`GET ${repo}/contents/sub/b.yaml?ref=change`)).status).toBe(404);
  const added = await scene.ask(`GET ${repo}/contents/c/d.yaml?ref=change`);
  expect(Buffer.from(String(added.at('content')), 'base64').toString()).toBe('\ufeffd: 1\r\n');
});

test('an App’s signed commit is by its bot and committed by GitHub, wherever it is read', async () => {
  const { github, repository, ask } = scene;
  const parents = [repository.sha('main')];
  const made = await ask(`POST ${repo}/git/commits`, { message: 'By the bot', tree: await baseTree(), parents });
  const bot = await ask(`GET /users/${encodeURIComponent(github.app.login)}`);
  const email = `${bot.at('id')}+blast-radius[bot]@users.noreply.github.test`;
  const raw = await ask(`GET ${repo}/git/commits/${made.at('sha')}`);
  expect(raw.at('author')).toMatchObject({ name: 'blast-radius[bot]', email });
  expect(raw.at('committer')).toMatchObject({ name: 'GitHub', email: 'noreply@github.test' });
  const commit = await ask(`GET ${repo}/commits/${made.at('sha')}`);
  expect(commit.at('commit', 'verification')).toMatchObject({ verified: true, reason: 'valid' });
  expect(raw.at('verification')).toMatchObject({ verified: true, reason: 'valid' });
  expect([commit.at('author', 'id'), commit.at('author', 'type'), commit.at('committer', 'login')]).toEqual([
    bot.at('id'),
    'Bot',
    'web-flow',
  ]);
});

test('what was pushed with the bot’s name is not signed, and belongs to the id in its address', async () => {
  const { github, repository, ask } = scene;
  github.addUser('ann');
  const id = (await ask('GET /users/ann')).at('id');
  const author = { name: github.app.login, email: `${id}+${github.app.login}@users.noreply.github.test` };
  const sha = await repository.commit('forged', { write: { f: '1' }, author });
  const commit = await ask(`GET ${repo}/commits/${sha}`);
  expect([commit.at('commit', 'verification', 'verified'), commit.at('author', 'login')]).toEqual([false, 'ann']);
});

test.each(['merge', 'squash', 'rebase'] as const)('GitHub signs what it merges itself: %s', async (method) => {
  const { repository, ask } = scene;
  await repository.commit(method, { write: { [method]: '1' } });
  const sha = await (await repository.openPull({ head: method })).merge({ method });
  const commit = await ask(`GET ${repo}/commits/${sha}`);
  expect(commit.at('commit', 'verification', 'verified')).toBe(method !== 'rebase');
  if (method !== 'rebase') expect(commit.at('committer', 'login')).toBe('web-flow');
});

test('with an author, it is not signed', async () => {
  const body = {
    message: 'Mine',
    tree: await baseTree(),
    parents: [scene.repository.sha('main')],
    author: { name: 'Ada', email: 'ada@example.org' },
  };
  const commit = await scene.ask(`POST ${repo}/git/commits`, body);
  expect([commit.status, commit.at('verification', 'verified')]).toEqual([201, false]);
});

test.each([
  ['a deletion of what is not there', { path: 'no.yaml', ...blob, sha: null }],
  ['a path that leaves the tree', { path: '../a.yaml', ...blob, content: '' }],
  ['content and an id', { path: 'a.yaml', ...blob, content: '', sha: null }],
])('%s is refused', async (_, entry) => {
  const { status } = await scene.ask(`POST ${repo}/git/trees`, { base_tree: await baseTree(), tree: [entry] });
  expect(status).toBe(422);
});

test('a base that is no tree, a parent that is no commit are refused', async () => {
  const none = '0123456789012345678901234567890123456789';
  expect((await scene.ask(`POST ${repo}/git/trees`, { base_tree: none, tree: [] })).status).toBe(422);
  const body = { message: 'x', tree: await baseTree(), parents: [none] };
  expect((await scene.ask(`POST ${repo}/git/commits`, body)).status).toBe(422);
});

test('labels are added, and stand once', async () => {
  await scene.repository.commit('labelled', { write: { 'x.yaml': 'x: 1\n' } });
  const { number } = await scene.repository.openPull({ head: 'labelled' });
  const path = `POST ${repo}/issues/${number}/labels`;
  await scene.ask(path, { labels: ['promotion'] });
  const twice = await scene.ask(path, { labels: ['promotion', 'other'] });
  expect([twice.at(0, 'name'), twice.at(1, 'name')]).toEqual(['promotion', 'other']);
});
