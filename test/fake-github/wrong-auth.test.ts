import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.github.close());

const seconds = () => Math.floor(Date.now() / 1000);
const asApp = async (options: Parameters<Scene['github']['app']['jwt']>[0]) => {
  const reply = await scene.ask('GET /app', undefined, { token: scene.github.app.jwt(options) });
  return [reply.status, reply.at('message')];
};

test('a good JSON web token is the App', async () => {
  const reply = await scene.ask('GET /app', undefined, { token: scene.github.app.jwt() });
  expect([reply.status, reply.at('slug')]).toEqual([200, 'blast-radius']);
});

test('a token signed by another key, or by another algorithm, cannot be decoded', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const refusal = [401, 'A JSON web token could not be decoded'];
  expect(await asApp({ key: privateKey })).toEqual(refusal);
  expect(await asApp({ algorithm: 'HS256' })).toEqual(refusal);
  expect(await asApp({ algorithm: 'none' })).toEqual(refusal);
});

test('a token may live ten minutes, not longer', async () => {
  expect(await asApp({ claims: { exp: seconds() + 598 } })).toEqual([200, undefined]);
  expect(await asApp({ claims: { exp: seconds() + 660 } })).toEqual([
    401,
    "'Expiration time' claim ('exp') is too far in the future",
  ]);
});

test('a token that is over, or from the future, is refused', async () => {
  const over =
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  const early = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  expect(await asApp({ claims: { exp: seconds() - 1 } })).toEqual([401, over]);
  expect(await asApp({ claims: { iat: seconds() + 300 } })).toEqual([401, early]);
});

test('a token of an unknown App finds no integration', async () => {
  expect(await asApp({ claims: { iss: 7 } })).toEqual([404, 'Integration not found']);
});

test("an installation token is not the App, and the App's token is no installation", async () => {
  const app = await scene.ask('GET /app');
  const repository = await scene.ask('GET /repos/octo/fleet', undefined, { token: scene.github.app.jwt() });
  expect([app.status, repository.status]).toEqual([401, 404]);
});

test('credentials that GitHub never gave out are bad', async () => {
  const reply = await scene.ask('GET /repos/octo/fleet', undefined, { token: 'ghs_invented' });
  expect([reply.status, reply.at('message'), reply.at('status')]).toEqual([401, 'Bad credentials', '401']);
});

test('a private repository does not exist for who may not see it', async () => {
  const stranger = scene.github.addUser('stranger');
  expect((await scene.ask('GET /repos/octo/fleet', undefined, { token: null })).status).toBe(404);
  expect((await scene.ask('GET /repos/octo/fleet', undefined, { token: stranger.token })).status).toBe(404);
});

test('a token lasts one hour', async () => {
  let now = new Date('2030-01-01T00:00:00Z');
  const { startGitHub } = await import('./start-github.ts');
  const github = await startGitHub({
    app: { name: 'Clock', permissions: { contents: 'read' }, events: [] },
    now: () => now,
  });
  const repository = await github.createRepository({ owner: 'o', name: 'r', private: true });
  const token = await tokenOf(github, repository);
  const read = async () =>
    (await fetch(`${github.apiUrl}/repos/o/r`, { headers: { authorization: `token ${token}` } })).status;
  expect(await read()).toBe(200);
  now = new Date('2030-01-01T01:00:01Z');
  expect(await read()).toBe(401);
  await github.close();
});

test('a token can be narrower than its installation, never wider', async () => {
  const { github, repository, ask } = scene;
  await github.createRepository({ owner: 'octo', name: 'other', private: true, files: { a: 'a' } });
  const narrow = await tokenOf(github, repository, github.app, {
    repositories: ['fleet'],
    permissions: { issues: 'read' },
  });
  expect((await ask('GET /repos/octo/fleet', undefined, { token: narrow })).status).toBe(200);
  expect((await ask('GET /repos/octo/other', undefined, { token: narrow })).status).toBe(404);
  const forbidden = await ask('GET /repos/octo/fleet/pulls', undefined, { token: narrow });
  expect([forbidden.status, forbidden.at('message')]).toEqual([403, 'Resource not accessible by integration']);
  const tokens = `POST /app/installations/${github.app.installationOn(repository)?.id}/access_tokens`;
  const wide = await ask(tokens, { permissions: { administration: 'write' } }, { token: github.app.jwt() });
  expect([wide.status, wide.at('message')]).toEqual([
    422,
    'The permissions requested are not granted to this installation.',
  ]);
  const unknown = await ask(tokens, { repositories: ['nowhere'] }, { token: github.app.jwt() });
  expect(unknown.status).toBe(422);
});

test('a suspended installation may do nothing until it is brought back', async () => {
  const { github, repository, token, ask } = scene;
  github.app.suspend('octo', true);
  const minted = await ask(
    `POST /app/installations/${github.app.installationOn(repository)?.id}/access_tokens`,
    {},
    { token: github.app.jwt() },
  );
  const read = await ask('GET /repos/octo/fleet');
  expect([minted.status, read.status, read.at('message')]).toEqual([403, 403, 'This installation has been suspended']);
  github.app.suspend('octo', false);
  expect((await ask('GET /repos/octo/fleet', undefined, { token })).status).toBe(200);
});

test('every write asks for its permission', async () => {
  const { github, repository, ask } = scene;
  const sha = repository.sha('main');
  await repository.commit('p', { write: { p: 'p' } });
  await repository.openPull({ head: 'p' });
  const token = await tokenOf(github, repository, github.app, {
    permissions: { contents: 'read', pull_requests: 'read', checks: 'read' },
  });
  const writes: [string, object][] = [
    ['POST /repos/octo/fleet/check-runs', { name: 'n', head_sha: sha }],
    ['POST /repos/octo/fleet/issues/1/comments', { body: 'b' }],
    ['POST /repos/octo/fleet/pulls', { title: 't', head: 'p', base: 'main' }],
    ['PATCH /repos/octo/fleet/pulls/1', { title: 't' }],
    ['PUT /repos/octo/fleet/pulls/1/merge', {}],
    ['POST /repos/octo/fleet/git/refs', { ref: 'refs/heads/x', sha }],
  ];
  for (const [line, body] of writes) expect([line, (await ask(line, body, { token })).status]).toEqual([line, 403]);
});
