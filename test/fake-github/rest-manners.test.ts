import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { secondaryRateLimit } from './http/faults.ts';
import { type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.github.close());

const one = '/repos/octo/fleet';

test('REST answers under both prefixes alike, and links keep the prefix they came by', async () => {
  const { github, repository, ask, token } = scene;
  for (const name of ['a', 'b', 'c']) await repository.commit(name, { write: { [name]: name } });
  const bare = await fetch(`${github.url}${one}/branches?per_page=1`, { headers: { authorization: `token ${token}` } });
  const prefixed = await ask(`GET ${one}/branches?per_page=1&page=2`);
  expect(bare.headers.get('link')).toContain(`<${github.url}${one}/branches?per_page=1&page=2>; rel="next"`);
  const relations = [...(prefixed.headers.get('link') ?? '').matchAll(/page=(\d)>; rel="(\w+)"/g)].map(
    ([, page, rel]) => [rel, page],
  );
  expect(relations).toEqual([
    ['prev', '1'],
    ['next', '3'],
    ['last', '4'],
    ['first', '1'],
  ]);
  expect(prefixed.headers.get('link')).toContain(`${github.apiUrl}${one}`);
});

test('a page holds a hundred items at most', async () => {
  const { repository, ask } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  const pull = await repository.openPull({ head: 'topic' });
  for (let count = 0; count < 101; count += 1) pull.comment(`${count}`);
  const comments = await ask(`GET ${one}/issues/1/comments?per_page=1000`);
  expect([comments.at(99, 'body'), comments.at(100)]).toEqual(['99', undefined]);
  expect(comments.headers.get('link')).toContain('page=2>; rel="next"');
});

test('each answer names its request and the budget left, until the budget is spent', async () => {
  const { github, ask } = scene;
  const first = await ask(`GET ${one}`);
  const second = await ask(`GET ${one}`);
  expect(second.headers.get('x-github-request-id')).toBeTruthy();
  expect(second.headers.get('x-ratelimit-limit')).toBe('5000');
  expect(second.headers.get('x-ratelimit-resource')).toBe('core');
  expect(Number(first.headers.get('x-ratelimit-remaining')) - Number(second.headers.get('x-ratelimit-remaining'))).toBe(
    1,
  );
  github.setRateLimit(2);
  const over = await ask(`GET ${one}`);
  expect([over.status, over.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  expect(over.at('message')).toMatch(/^API rate limit exceeded for installation ID \d+\.$/);
});

test('what has not changed is not sent again, and costs nothing', async () => {
  const { ask } = scene;
  const first = await ask(`GET ${one}`);
  const again = await ask(`GET ${one}`, undefined, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect([again.status, again.text, again.headers.get('x-ratelimit-used')]).toEqual([
    304,
    '',
    first.headers.get('x-ratelimit-used'),
  ]);
});

test('unknown routes, wrong methods and broken JSON are refused in JSON', async () => {
  const { ask } = scene;
  const unknown = await ask('GET /nothing/here');
  expect([unknown.status, unknown.at('message'), unknown.at('status')]).toEqual([404, 'Not Found', '404']);
  expect((await ask(`DELETE ${one}/pulls`)).status).toBe(404);
  const broken = await ask(`POST ${one}/pulls`, '{"title":');
  expect([broken.status, broken.at('message')]).toEqual([400, 'Problems parsing JSON']);
  const list = await ask(`POST ${one}/pulls`, []);
  expect([list.status, list.at('message')]).toEqual([400, 'Body should be a JSON object']);
  const wrong = await ask(`GET ${one}`, undefined, { headers: { accept: 'application/xml' } });
  expect([wrong.status, wrong.at('message')]).toEqual([415, "Must accept 'application/json'"]);
});

test('a client without a name is turned away', async () => {
  const status = await new Promise((resolve) => {
    request(`${scene.github.apiUrl}${one}`, (response) => resolve(response.resume().statusCode)).end();
  });
  expect(status).toBe(403);
});

test('faults befall the requests they are meant for, as often as told', async () => {
  const { github, ask } = scene;
  github.fault({ method: 'POST', path: /check-runs$/, times: 1, ...secondaryRateLimit(7) });
  github.fault({ path: one, times: 1, close: 'before' });
  github.fault({ path: `${one}/issues/9/comments`, status: 502, times: 1 });
  const end = github.fault({ path: `${one}/pulls`, delay: 50 });
  const limited = await ask(`POST ${one}/check-runs`, {});
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([403, '7']);
  await expect(ask(`GET ${one}`)).rejects.toThrow();
  expect((await ask(`GET ${one}`)).status).toBe(200);
  expect((await ask(`GET ${one}/issues/9/comments`)).status).toBe(502);
  const began = performance.now();
  await ask(`GET ${one}/pulls`);
  expect(performance.now() - began).toBeGreaterThanOrEqual(49);
  end();
});

test('a connection may break after the deed is done', async () => {
  const { github, repository, ask } = scene;
  const sha = repository.sha('main');
  github.fault({ path: `${one}/check-runs`, times: 1, close: 'after' });
  await expect(ask(`POST ${one}/check-runs`, { name: 'n', head_sha: sha })).rejects.toThrow();
  expect(repository.checks(sha)).toHaveLength(1);
});

test('every exchange is on record, writes apart', async () => {
  const { github, repository, ask } = scene;
  await ask(`GET ${one}/pulls?state=all`);
  await ask(`POST ${one}/check-runs`, { name: 'n', head_sha: repository.sha('main') });
  const [token, read, write] = github.requests;
  expect(token).toMatchObject({ kind: 'api', credential: 'app', status: 201 });
  expect(read).toMatchObject({
    method: 'GET',
    path: `${one}/pulls`,
    query: '?state=all',
    template: '/repos/{owner}/{repo}/pulls',
    credential: 'installation',
    status: 200,
  });
  expect(github.writes()).toEqual([write]);
});

test('every answer has the time at which it was given, by the clock of this GitHub', async () => {
  const slow = await setScene({ 'README.md': 'hello\n' }, () => new Date('2026-01-01T12:00:00.900Z'));
  const { ask, github, token } = slow;
  const replies = [
    await ask('GET /repos/octo/fleet'),
    await ask('GET /nothing'),
    await ask('POST /graphql', { query: '{ viewer { login } }' }),
    await fetch(`${github.url}/octo/fleet.git/info/refs?service=git-upload-pack`, {
      headers: { authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}` },
    }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 200, 200]);
  expect(new Set(replies.map(({ headers }) => headers.get('date')))).toEqual(
    new Set(['Thu, 01 Jan 2026 12:00:00 GMT']),
  );
  await github.close();
});
