import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene({ 'README.md': 'hello\n', 'a/b.txt': 'one\n' });
});
afterEach(() => scene.github.close());

test('a pull request opened over REST says what GitHub says', async () => {
  const { repository, ask } = scene;
  const head = await repository.commit('topic', { write: { 'a/b.txt': 'two\n' }, message: 'Change b' });
  const opened = await ask('POST /repos/octo/fleet/pulls', { title: 'T', body: 'B', head: 'topic', base: 'main' });
  expect(opened.status).toBe(201);
  expect([opened.at('number'), opened.at('head', 'sha'), opened.at('mergeable'), opened.at('changed_files')]).toEqual([
    1,
    head,
    null,
    1,
  ]);
});

test('mergeable is null at the first look and known at a later one', async () => {
  const { github, repository, ask } = scene;
  await repository.commit('topic', { write: { 'a/b.txt': 'two\n' } });
  await repository.openPull({ head: 'topic' });
  const first = await ask('GET /repos/octo/fleet/pulls/1');
  await github.settled();
  const second = await ask('GET /repos/octo/fleet/pulls/1');
  expect([
    first.at('mergeable'),
    first.at('mergeable_state'),
    second.at('mergeable'),
    second.at('mergeable_state'),
  ]).toEqual([null, 'unknown', true, 'clean']);
  await repository.commit('main', { write: { 'a/b.txt': 'three\n' } });
  await ask('GET /repos/octo/fleet/pulls/1');
  await github.settled();
  const third = await ask('GET /repos/octo/fleet/pulls/1');
  expect([third.at('mergeable'), third.at('mergeable_state')]).toEqual([false, 'dirty']);
});
