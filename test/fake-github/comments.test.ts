import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  await scene.repository.commit('topic', { write: { a: 'a' } });
  await scene.repository.openPull({ head: 'topic' });
});
afterEach(() => scene.github.close());

const all = '/repos/octo/fleet/issues/1/comments';
const any = '/repos/octo/fleet/issues/comments';

test('an App writes, reads, edits and deletes its comment under its own name', async () => {
  const { github, ask } = scene;
  const made = await ask(`POST ${all}`, { body: 'hello' });
  expect([
    made.status,
    made.at('user', 'login'),
    made.at('user', 'type'),
    made.at('performed_via_github_app', 'id'),
  ]).toEqual([201, 'blast-radius[bot]', 'Bot', github.appId]);
  const one = `${any}/${made.at('id')}`;
  expect((await ask(`PATCH ${one}`, { body: 'bye' })).at('body')).toBe('bye');
  expect((await ask(`GET ${one}`)).at('body')).toBe('bye');
  expect((await ask(`DELETE ${one}`)).status).toBe(204);
  expect((await ask(`GET ${one}`)).status).toBe(404);
});

test('a body holds 65,536 characters and not one more, created or edited', async () => {
  const { ask } = scene;
  const longest = 'ü'.repeat(65_536);
  const made = await ask(`POST ${all}`, { body: longest });
  expect(made.status).toBe(201);
  const message = 'Body is too long (maximum is 65536 characters)';
  for (const line of [`POST ${all}`, `PATCH ${any}/${made.at('id')}`]) {
    const over = await ask(line, { body: `${longest}!` });
    expect([over.status, over.at('message'), over.at('errors', 0, 'message')]).toEqual([
      422,
      'Validation Failed',
      message,
    ]);
  }
});

test('an empty body, a body that is no text and a missing issue are refused', async () => {
  const { ask } = scene;
  expect((await ask(`POST ${all}`, { body: '  ' })).status).toBe(422);
  expect((await ask(`POST ${all}`, { body: 7 })).status).toBe(422);
  expect((await ask(`POST ${all}`, {})).status).toBe(422);
  expect((await ask('POST /repos/octo/fleet/issues/99/comments', { body: 'x' })).status).toBe(404);
});

test('lists start where they are asked to', async () => {
  const { repository, ask } = scene;
  repository.pull(1).comment('first');
  const future = new Date(Date.now() + 60_000).toISOString();
  expect((await ask(`GET ${all}`)).at(0, 'body')).toBe('first');
  expect((await ask(`GET ${all}?since=${future}`)).at(0)).toBeUndefined();
});

test('people edit their own comments; others’ only with write access', async () => {
  const { github, repository, ask } = scene;
  const reader = github.addUser('reader');
  repository.addUser('reader', { role: 'read' });
  const made = await ask(`POST ${all}`, { body: 'mine' });
  expect((await ask(`PATCH ${any}/${made.at('id')}`, { body: 'theirs' }, { token: reader.token })).status).toBe(403);
  const own = await ask(`POST ${all}`, { body: 'own' }, { token: reader.token });
  expect([own.status, own.at('author_association')]).toEqual([201, 'COLLABORATOR']);
  expect((await ask(`PATCH ${any}/${own.at('id')}`, { body: 'edited' }, { token: reader.token })).status).toBe(200);
});

test('a reaction given twice is one reaction, and an unknown one is refused', async () => {
  const { ask } = scene;
  const made = await ask(`POST ${all}`, { body: '/help' });
  const reactions = `${any}/${made.at('id')}/reactions`;
  const first = await ask(`POST ${reactions}`, { content: 'eyes' });
  const second = await ask(`POST ${reactions}`, { content: 'eyes' });
  expect([first.status, second.status, second.at('id')]).toEqual([201, 200, first.at('id')]);
  expect((await ask(`POST ${reactions}`, { content: 'shrug' })).status).toBe(422);
  expect((await ask(`GET ${any}/${made.at('id')}`)).at('reactions', 'eyes')).toBe(1);
  expect((await ask(`DELETE ${reactions}/${first.at('id')}`)).status).toBe(204);
});
