import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listRefs } from './git/list-refs.ts';
import { gitEnvironment, runGit } from './git/run-git.ts';
import { isRecord } from './http/is-record.ts';
import { type Scene, setScene } from './scene.ts';
import { tokenOf } from './token-of.ts';

const run = promisify(execFile);
let scene: Scene;
let folder: string;
beforeEach(async () => {
  scene = await setScene();
  folder = await mkdtemp(join(tmpdir(), 'clone-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await scene.github.close();
});

/** Git as a client, with a token as its password; its output, or its complaint. */
const git = async (token: string | null, ...args: string[]): Promise<string> => {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = token === null ? [] : ['-c', `http.extraHeader=Authorization: Basic ${basic}`];
  const options = { cwd: folder, env: { ...gitEnvironment, GIT_ASKPASS: 'true' } };
  return run('git', [...header, ...args], options).then(
    ({ stdout }) => stdout.trim(),
    (problem: unknown) => `failed: ${isRecord(problem) ? problem.stderr : problem}`,
  );
};

const change = async (token: string, text: string, ...push: string[]): Promise<string> => {
  await writeFile(join(folder, 'new.txt'), text);
  await git(null, 'add', '.');
  await git(null, 'commit', '-qm', text);
  return git(token, 'push', '-q', ...push);
};

test('a person clones, pushes and moves a pull request', async () => {
  const { github, repository } = scene;
  const { token, login } = github.addUser('ann');
  repository.addUser(login, { role: 'write' });
  await git(token, 'clone', '-q', repository.cloneUrl, '.');
  await git(null, 'switch', '-qc', 'topic');
  expect(await change(token, 'one', 'origin', 'topic')).toBe('');
  const first = repository.sha('topic');
  const pull = await repository.openPull({ head: 'topic', author: 'ann' });
  expect(await change(token, 'two', 'origin', 'topic')).toBe('');
  expect(pull.headSha).toBe(await git(null, 'rev-parse', 'HEAD'));
  const [, moved] = github.deliveries('pull_request');
  expect(moved?.payload).toMatchObject({
    action: 'synchronize',
    before: first,
    after: pull.headSha,
    sender: { login: 'ann' },
  });
  await git(null, 'commit', '-q', '--amend', '-m', 'three');
  expect(await git(token, 'push', '-qf', 'origin', 'topic')).toBe('');
  expect(github.deliveries('push').at(-1)?.payload).toMatchObject({ forced: true, pusher: { name: 'ann' } });
});

test('an App fetches with its token every advertised ref, and any commit by its id', async () => {
  const { repository, token } = scene;
  const old = await repository.commit('topic', { write: { a: 'a' } });
  const head = await repository.commit('topic', { write: { a: 'b' } });
  const pull = await repository.openPull({ head: 'topic' });
  await pull.mergeable();
  await git(null, 'init', '-q', '--bare', '.');
  const listed = await git(token, 'ls-remote', repository.cloneUrl);
  expect(listed).toContain(`${head}\trefs/pull/1/head`);
  expect(listed).toContain('\trefs/pull/1/merge');
  expect(await git(token, 'fetch', '-q', '--depth=1', repository.cloneUrl, old)).toBe('');
  expect(
    await git(token, 'fetch', '-q', '--filter=blob:none', repository.cloneUrl, '+refs/pull/1/head:refs/pull/1/head'),
  ).toBe('');
  expect(await git(null, 'rev-parse', 'refs/pull/1/head')).toBe(head);
});

test('a fork’s head is in the parent as refs/pull/N/head, and follows the fork', async () => {
  const { github, repository, token } = scene;
  const fork = await repository.fork('friend');
  await fork.commit('topic', { write: { a: 'a' } });
  await repository.openPull({ head: 'friend:topic' });
  const head = await fork.commit('topic', { write: { a: 'b' } });
  expect(await git(token, 'ls-remote', repository.cloneUrl, 'refs/pull/1/head')).toBe(`${head}\trefs/pull/1/head`);
  expect(github.deliveries('pull_request').at(-1)?.payload).toMatchObject({
    action: 'synchronize',
    pull_request: { head: { label: 'friend:topic', sha: head, repo: { fork: true } } },
  });
});

test('strangers are asked for a password, wrong ones refused, and what may not be seen is not found', async () => {
  const { github, repository } = scene;
  const stranger = github.addUser('stranger');
  const read = (token: string | null) => git(token, 'ls-remote', repository.cloneUrl);
  const status = async (token: string | null) => {
    const headers = token === null ? {} : { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` };
    const reply = await fetch(`${repository.cloneUrl}/info/refs?service=git-upload-pack`, { headers });
    return [reply.status, reply.headers.get('www-authenticate')];
  };
  expect(await status(null)).toEqual([401, 'Basic realm="GitHub"']);
  expect(await status('ghs_wrong')).toEqual([401, 'Basic realm="GitHub"']);
  expect(await status(stranger.token)).toEqual([404, null]);
  expect(await read(stranger.token)).toMatch(/^failed: .*not found/s);
});

test('pushing asks for write access, and GitHub’s own refs can’t be pushed at all', async () => {
  const { github, repository, token } = scene;
  const reader = github.addUser('reader');
  repository.addUser(reader.login, { role: 'read' });
  const narrow = await tokenOf(github, repository, github.app, { permissions: { contents: 'read' } });
  await git(token, 'clone', '-q', repository.cloneUrl, '.');
  expect(await change(reader.token, 'r', 'origin', 'main')).toContain('403');
  expect(await change(narrow, 'n', 'origin', 'main')).toContain('403');
  expect(await change(token, 'p', 'origin', 'HEAD:refs/pull/1/head')).toContain('deny updating a hidden ref');
  expect(await change(token, 'w', 'origin', 'main')).toBe('');
});

test('a token without contents can’t read a private repository', async () => {
  const { github, repository } = scene;
  const blind = await tokenOf(github, repository, github.app, { permissions: { issues: 'write' } });
  expect(await git(blind, 'ls-remote', repository.cloneUrl)).toContain('403');
});

test('a public repository can be cloned by anybody and pushed by few', async () => {
  const open = await scene.github.createRepository({ owner: 'octo', name: 'open', files: { a: 'a' } });
  expect(await git(null, 'clone', '-q', open.cloneUrl, '.')).toBe('');
  expect(await git(null, 'push', '-q', 'origin', 'HEAD:refs/heads/x')).toMatch(/^failed/);
});

test('a push that brings a pull request’s commits into its base merges it', async () => {
  const { repository, token } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  const pull = await repository.openPull({ head: 'topic' });
  await git(token, 'clone', '-q', repository.cloneUrl, '.');
  expect(await git(token, 'push', '-q', 'origin', 'origin/topic:main')).toBe('');
  expect([pull.state, pull.merged]).toEqual(['closed', true]);
});

const packets = (...texts: readonly string[]) =>
  Buffer.from(
    texts
      .map((text) => (/^000[01]$/.test(text) ? text : (text.length + 4).toString(16).padStart(4, '0') + text))
      .join(''),
  );
const asking = (...args: readonly string[]) =>
  packets('command=ls-refs\n', 'agent=git/2.39.5', 'object-format=sha1', '0001', ...args, '0000');

test('refs are listed as git lists them, byte for byte, and by git itself where that is not certain', async () => {
  const { repository } = scene;
  await repository.commit('topic', { write: { a: 'a' } });
  await repository.commit('topic.b-c', { write: { a: 'b' } });
  await (await repository.openPull({ head: 'topic' })).mergeable();
  const { gitDirectory } = repository;
  const ofGit = async (input: Buffer) =>
    (
      await runGit(gitDirectory, ['upload-pack', '--stateless-rpc', '.'], {
        input,
        environment: { GIT_PROTOCOL: 'version=2' },
      })
    ).stdout;
  const requests = [
    asking(),
    asking('peel\n', 'symrefs\n'),
    asking('peel\n', 'symrefs\n', 'unborn\n', 'ref-prefix HEAD\n', 'ref-prefix refs/heads/\n'),
    asking('ref-prefix refs/heads/topic\n'),
    asking('ref-prefix refs/pull/1/\n', 'symrefs'),
    asking('ref-prefix refs/heads/gone\n'),
    packets('command=ls-refs', '0000'),
  ];
  for (const request of requests)
    expect(String(await listRefs(gitDirectory, request))).toBe(String(await ofGit(request)));
  for (const other of [
    packets('command=fetch', '0001', `want ${repository.sha('main')}\n`, 'done\n', '0000'),
    asking('with-colors\n'),
    asking().subarray(0, 30),
    Buffer.from(''),
  ])
    expect(await listRefs(gitDirectory, other)).toBeUndefined();
  await runGit(gitDirectory, ['tag', '-a', '-m', 'x', 'v1', 'main']);
  expect(await listRefs(gitDirectory, asking())).toBeUndefined();
  await runGit(gitDirectory, ['tag', '-d', 'v1']);
  expect(await listRefs(gitDirectory, asking())).toBeDefined();
  await runGit(gitDirectory, ['pack-refs', '--all']);
  expect(await listRefs(gitDirectory, asking())).toBeUndefined();
});
