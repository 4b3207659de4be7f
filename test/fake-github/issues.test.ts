import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.github.close());

const all = '/repos/octo/fleet/issues';

test('an App makes an issue under its own name, edits it, and finds it among all that it made', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'topic' });
  const made = await ask(`POST ${all}`, { title: 'What runs where', body: 'nothing' });
  expect([made.status, made.at('number'), made.at('user', 'login'), made.at('state')]).toEqual([
    201,
    2,
    'blast-radius[bot]',
    'open',
  ]);
  const edited = await ask(`PATCH ${all}/2`, { body: 'something', state: 'closed' });
  expect([edited.status, edited.at('body'), edited.at('state')]).toEqual([200, 'something', 'closed']);
  expect((await ask(`GET ${all}?creator=blast-radius%5Bbot%5D&state=all`)).at(0, 'number')).toBe(2);
  expect((await ask(`GET ${all}?creator=blast-radius%5Bbot%5D`)).at(0)).toBeUndefined();
  // Pull requests are listed with them.
  expect((await ask(`GET ${all}`)).at(0, 'pull_request', 'url')).toEqual(expect.any(String));
});

test('an issue has a title, and no more than 65,536 characters', async () => {
  const { ask } = scene;
  expect((await ask(`POST ${all}`, { title: ' ' })).status).toBe(422);
  expect((await ask(`POST ${all}`, { title: 'x', body: 'ü'.repeat(65_536) })).status).toBe(201);
  expect((await ask(`POST ${all}`, { title: 'x', body: 'ü'.repeat(65_537) })).status).toBe(422);
  expect((await ask(`PATCH ${all}/1`, { body: 'ü'.repeat(65_537) })).status).toBe(422);
});

test('issues are written with the permission for issues, and by people who may write', async () => {
  const { github, repository, ask } = scene;
  await ask(`POST ${all}`, { title: 'mine', body: 'mine' });
  const token = await tokenOf(github, repository, github.app, {
    permissions: { pull_requests: 'write', issues: 'read' },
  });
  expect((await ask(`POST ${all}`, { title: 'x' }, { token })).status).toBe(403);
  expect((await ask(`PATCH ${all}/1`, { body: 'x' }, { token })).status).toBe(403);
  const { token: reader } = github.addUser('reader');
  repository.addUser('reader', { role: 'triage' });
  expect((await ask(`PATCH ${all}/1`, { body: 'x' }, { token: reader })).status).toBe(403);
  repository.state.hasIssues = false;
  expect((await ask(`POST ${all}`, { title: 'x' })).status).toBe(410);
});

test('the history of a body begins with its first edit, newest first, each version whole, with who wrote it', async () => {
  const { github, repository, ask } = scene;
  await ask(`POST ${all}`, { title: 'T', body: 'one' });
  const history = async () => {
    const query = `{ repository(owner: "octo", name: "fleet") { issue(number: 1) { body includesCreatedEdit
      userContentEdits(first: 10) { nodes { diff editor { __typename login } } } } } }`;
    return (await ask('POST /graphql', { query })).at('data', 'repository', 'issue');
  };
  expect(await history()).toEqual({ body: 'one', includesCreatedEdit: false, userContentEdits: { nodes: [] } });
  github.addUser('dana');
  repository.issues()[0]?.edit('two', 'dana');
  expect(await history()).toEqual({
    body: 'two',
    includesCreatedEdit: true,
    userContentEdits: {
      nodes: [
        { diff: 'two', editor: { __typename: 'User', login: 'dana' } },
        { diff: 'one', editor: { __typename: 'Bot', login: 'blast-radius' } },
      ],
    },
  });
});

test('Apps that subscribe hear of issues; one that is deleted is gone', async () => {
  const { github, repository, ask } = scene;
  await ask(`POST ${all}`, { title: 'T' });
  github.addUser('dana');
  const [issue] = repository.issues();
  issue?.edit('two', 'dana');
  issue?.close('dana');
  issue?.delete('dana');
  expect((await ask(`GET ${all}/1`)).status).toBe(410);
  expect(github.deliveries('issues').map(({ action }) => action)).toEqual(['opened', 'edited', 'closed', 'deleted']);
});
