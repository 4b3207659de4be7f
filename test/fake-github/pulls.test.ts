import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ 'README.md': 'hello\n', 'a/b.txt': 'one\n' });
});
afterEach(() => scene.github.close());

const pulls = '/repos/octo/fleet/pulls';

test('a pull request opened over REST says what GitHub says', async () => {
  const { repository, ask } = scene;
  const head = await repository.commit('topic', { write: { 'a/b.txt': 'two\n' } });
  const opened = await ask(`POST ${pulls}`, { title: 'T', body: 'B', head: 'topic', base: 'main' });
  expect([
    opened.status,
    opened.at('number'),
    opened.at('head', 'sha'),
    opened.at('mergeable'),
    opened.at('changed_files'),
  ]).toEqual([201, 1, head, null, 1]);
  expect(opened.headers.get('location')).toBe(opened.at('url'));
});

test('a pull request that GitHub would not open is refused', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { 'a/b.txt': 'two\n' } });
  await repository.push('same', repository.sha('main'));
  const refusal = async (more: object) => {
    const reply = await ask(`POST ${pulls}`, { title: 'T', head: 'topic', base: 'main', ...more });
    return [reply.status, reply.at('errors', 0, 'field') ?? reply.at('errors', 0, 'message')];
  };
  expect(await refusal({ head: 'nowhere' })).toEqual([422, 'head']);
  expect(await refusal({ base: 'nowhere' })).toEqual([422, 'base']);
  expect(await refusal({ title: '' })).toEqual([422, 'title']);
  expect(await refusal({ head: 'same' })).toEqual([422, 'No commits between main and same']);
  await repository.openPull({ head: 'topic' });
  expect(await refusal({})).toEqual([422, 'A pull request already exists for octo:topic.']);
});

test('mergeable is null at the first look, known at a later one, and null again when a branch moves', async () => {
  const { github, repository, ask } = scene;
  await repository.commit('topic', { write: { 'a/b.txt': 'two\n' } });
  await repository.openPull({ head: 'topic' });
  const look = async () => {
    const reply = await ask(`GET ${pulls}/1`);
    await github.settled();
    return [reply.at('mergeable'), reply.at('mergeable_state')];
  };
  expect([await look(), await look()]).toEqual([
    [null, 'unknown'],
    [true, 'clean'],
  ]);
  await repository.commit('main', { write: { 'a/b.txt': 'three\n' } });
  expect([await look(), await look()]).toEqual([
    [null, 'unknown'],
    [false, 'dirty'],
  ]);
});

test('lists filter by state, head and base, sort, and come in pages', async () => {
  const { repository, ask } = scene;
  await repository.push('release', repository.sha('main'));
  for (const head of ['a', 'b', 'c']) {
    await repository.commit(head, { write: { [head]: head } });
    await repository.openPull({ head, base: head === 'c' ? 'release' : 'main' });
  }
  await repository.pull(1).close();
  const numbers = async (query: string) => {
    const reply = await ask(`GET ${pulls}${query}`);
    return [0, 1, 2].map((index) => reply.at(index, 'number')).filter((number) => number !== undefined);
  };
  expect(await numbers('')).toEqual([3, 2]);
  expect(await numbers('?state=all&direction=asc')).toEqual([1, 2, 3]);
  expect(await numbers('?state=closed')).toEqual([1]);
  expect(await numbers('?head=octo:b')).toEqual([2]);
  expect(await numbers('?base=release')).toEqual([3]);
  expect(await numbers('?state=all&per_page=1&page=2')).toEqual([2]);
  expect((await ask(`GET ${pulls}?per_page=1`)).headers.get('link')).toContain('page=2');
});

test('files and commits of a pull request', async () => {
  const { repository, ask } = scene;
  const first = await repository.commit('topic', { write: { 'a/b.txt': 'two\n' }, message: 'First' });
  const second = await repository.commit('topic', {
    write: { 'README.md': null, 'new.md': 'hello\n', 'c.bin': Buffer.from([0, 1, 2]) },
  });
  await repository.openPull({ head: 'topic' });
  const files = await ask(`GET ${pulls}/1/files`);
  const row = (index: number) =>
    ['filename', 'status', 'previous_filename', 'additions', 'patch'].map((field) => files.at(index, field));
  expect(row(0)).toEqual(['a/b.txt', 'modified', undefined, 1, '@@ -1 +1 @@\n-one\n+two']);
  expect(row(1)).toEqual(['c.bin', 'added', undefined, 0, undefined]);
  expect(row(2)).toEqual(['new.md', 'renamed', 'README.md', 0, undefined]);
  const commits = await ask(`GET ${pulls}/1/commits`);
  expect([commits.at(0, 'sha'), commits.at(1, 'sha'), commits.at(0, 'commit', 'message')]).toEqual([
    first,
    second,
    'First',
  ]);
  const within = await ask(`GET /repos/octo/fleet/commits/${first}/pulls`);
  expect(within.at(0, 'number')).toBe(1);
});

test('title, body, base and state can be changed over REST', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { n: 'n' } });
  await repository.push('release', repository.sha('main'));
  await repository.openPull({ head: 'topic' });
  const changed = await ask(`PATCH ${pulls}/1`, { title: 'New', body: 'Words', base: 'release', state: 'closed' });
  expect(['title', 'body', 'state'].map((field) => changed.at(field))).toEqual(['New', 'Words', 'closed']);
  expect(changed.at('base', 'ref')).toBe('release');
  expect((await ask(`PATCH ${pulls}/1`, { state: 'open' })).at('state')).toBe('open');
  expect((await ask(`PATCH ${pulls}/1`, { base: 'nowhere' })).status).toBe(422);
});

test.each(['merge', 'squash', 'rebase'])(
  '%s brings the change into the base branch and closes',
  async (merge_method) => {
    const { repository, ask } = scene;
    await repository.commit('topic', { write: { n: 'n' } });
    await repository.commit('topic', { write: { m: 'm' } });
    const pull = await repository.openPull({ head: 'topic', title: 'Add n' });
    const stale = await ask(`PUT ${pulls}/1/merge`, { sha: repository.sha('main'), merge_method });
    expect([stale.status, stale.at('message')]).toEqual([
      409,
      'Head branch was modified. Review and try the merge again.',
    ]);
    expect((await ask(`GET ${pulls}/1/merge`)).status).toBe(404);
    const merged = await ask(`PUT ${pulls}/1/merge`, { sha: pull.headSha, merge_method });
    expect([merged.at('merged'), merged.at('sha'), pull.merged, pull.state]).toEqual([
      true,
      repository.sha('main'),
      true,
      'closed',
    ]);
    expect((await ask('GET /repos/octo/fleet/contents/m')).status).toBe(200);
    expect((await ask(`GET ${pulls}/1/merge`)).status).toBe(204);
    const parents = await ask(`GET /repos/octo/fleet/commits/${repository.sha('main')}`);
    expect(parents.at('parents', 1) !== undefined).toBe(merge_method === 'merge');
  },
);

test('a conflict is not mergeable, nor is a draft', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { 'a/b.txt': 'two\n' } });
  const pull = await repository.openPull({ head: 'topic', draft: true });
  expect((await ask(`PUT ${pulls}/1/merge`, {})).status).toBe(405);
  await pull.setDraft(false);
  await repository.commit('main', { write: { 'a/b.txt': 'three\n' } });
  const refused = await ask(`PUT ${pulls}/1/merge`, {});
  expect([refused.status, refused.at('message')]).toEqual([405, 'Pull Request is not mergeable']);
});
