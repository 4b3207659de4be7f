import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Reply, type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

let scene: Scene;
let now = Date.parse('2026-01-01T12:00:00Z');
beforeAll(async () => {
  scene = await setScene({ 'README.md': 'hello\n' }, () => new Date(now));
});
afterAll(() => scene.github.close());

const path = '/repos/octo/fleet/activity';
const zeros = '0'.repeat(40);

const rows = (reply: Reply, ...fields: readonly string[]): unknown[][] => {
  const body: unknown = JSON.parse(reply.text);
  return Array.isArray(body)
    ? body.map((_, index) =>
        fields.map((field) => (field === 'actor' ? reply.at(index, 'actor', 'login') : reply.at(index, field))),
      )
    : [];
};

const of = async (query: string, ...fields: readonly string[]) =>
  rows(await scene.ask(`GET ${path}?${query}`), ...fields);

test('each way to move a branch is told: by handles, git, REST, GraphQL, merges and deletions', async () => {
  const { github, repository, ask, token } = scene;
  const first = await repository.commit('ways', { write: { a: '1' }, as: 'ann' });
  const second = await repository.commit('ways', { write: { a: '2' }, as: 'ben' });
  await ask('PATCH /repos/octo/fleet/git/refs/heads/ways', { sha: first, force: true });
  const repositoryId = (await ask('GET /repos/octo/fleet')).at('node_id');
  const query = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
  const refUpdates = [{ name: 'refs/heads/ways', beforeOid: first, afterOid: second }];
  await ask('POST /graphql', { query, variables: { input: { repositoryId, refUpdates } } });
  const third = await pushWithGit(repository.cloneUrl.replace('://', `://x-access-token:${token}@`));
  await repository.push('ways', null, 'ann');
  const bot = github.app.login;
  expect(await of('ref=ways', 'activity_type', 'before', 'after', 'actor')).toEqual([
    ['branch_deletion', third, zeros, 'ann'],
    ['push', second, third, bot],
    ['push', first, second, bot],
    ['force_push', second, first, bot],
    ['push', first, second, 'ben'],
    ['branch_creation', zeros, first, 'ann'],
  ]);
  await repository.commit('topic', { write: { b: '1' } });
  const base = repository.sha('main');
  const merged = await (await repository.openPull({ head: 'topic' })).merge({ as: 'ann' });
  expect((await of('ref=refs/heads/main', 'activity_type', 'before', 'after', 'actor'))[0]).toEqual([
    'pr_merge',
    base,
    merged,
    'ann',
  ]);
});

const pushWithGit = async (url: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'activity-'));
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, { cwd: folder })).stdout.trim();
  try {
    await git('clone', '-q', '-b', 'ways', url, '.');
    await git('-c', 'user.name=N', '-c', 'user.email=n@example.test', 'commit', '-q', '--allow-empty', '-m', 'Pushed');
    await git('push', '-q', 'origin', 'ways');
    return await git('rev-parse', 'HEAD');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test('pages go by the cursors of the Link header', async () => {
  const { repository, ask, github } = scene;
  for (const content of ['1', '2', '3']) await repository.commit('pages', { write: { p: content } });
  const link = (reply: Reply, rel: string) =>
    new RegExp(`<${github.apiUrl}([^>]+)>; rel="${rel}"`).exec(reply.headers.get('link') ?? '')?.[1];
  const first = await ask(`GET ${path}?ref=pages&per_page=2`);
  const second = await ask(`GET ${link(first, 'next')}`);
  expect([rows(first, 'after'), rows(second, 'activity_type'), link(second, 'next')]).toEqual([
    [[repository.sha('pages')], [expect.any(String)]],
    [['branch_creation']],
    undefined,
  ]);
  expect(rows(await ask(`GET ${link(second, 'prev')}`), 'after')).toEqual(rows(first, 'after'));
  expect((await ask(`GET ${path}?after=nothing`)).status).toBe(422);
});

test('a fork of its own account is hidden when private and open when public', async () => {
  const { github, repository, ask } = scene;
  const hidden = await repository.fork('ann');
  await hidden.commit('topic', { write: { x: '1' } });
  expect((await ask('GET /repos/ann/fleet/activity')).status).toBe(404);
  await github.createRepository({ owner: 'octo', name: 'open', files: { a: '1' } });
  const fork = await github.repository('octo/open').fork('ben');
  await fork.commit('topic', { write: { x: '1' } });
  expect(rows(await ask('GET /repos/ben/open/activity'), 'activity_type', 'actor')).toEqual([
    ['branch_creation', 'ben'],
  ]);
  const narrow = await tokenOf(github, repository, github.app, { permissions: { metadata: 'read' } });
  expect((await ask(`GET ${path}`, undefined, { token: narrow })).status).toBe(403);
});

test('filters by ref, type, actor and time, in both directions', async () => {
  const { repository, ask } = scene;
  await repository.commit('filters', { write: { f: '1' }, as: 'ann' });
  now += 2 * 86_400_000;
  // The installation's token is over by now.
  const { token } = scene.github.addUser('octo');
  const of = async (query: string, ...fields: readonly string[]) =>
    rows(await ask(`GET ${path}?${query}`, undefined, { token }), ...fields);
  await repository.commit('filters', { write: { f: '2' }, as: 'ben' });
  await repository.commit('filters', { write: { f: '3' }, as: 'ann', from: 'main', force: true });
  const types = async (query: string) => (await of(`ref=filters&${query}`, 'activity_type')).flat();
  expect(await types('direction=asc')).toEqual(['branch_creation', 'push', 'force_push']);
  expect(await types('actor=ANN')).toEqual(['force_push', 'branch_creation']);
  expect(await types('activity_type=push')).toEqual(['push']);
  expect(await types('time_period=day')).toEqual(['force_push', 'push']);
  expect(await types('time_period=week&per_page=1')).toEqual(['force_push']);
  expect(await of('ref=filters&actor=ben', 'ref', 'timestamp')).toEqual([
    ['refs/heads/filters', '2026-01-03T12:00:00Z'],
  ]);
  expect((await ask(`GET ${path}?activity_type=pull`, undefined, { token })).status).toBe(422);
});
