import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Mirror, type PullToFetch } from '../../src/git/mirror/mirror.ts';
import { type GitServer, startGitServer } from './git-server.ts';
import { readFiles } from './read-files.ts';
import { git, removeTempFolders, type TempRepository, tempFolder, tempRepository } from './temp-repository.ts';

const secret = 'ghs_averysecrettoken0123456789';
let work: TempRepository;
let remote: string;
let server: GitServer;
let directory: string;
let mirror: Mirror;
let pull: PullToFetch;
let asked: number;

beforeEach(async () => {
  work = tempRepository();
  const fork = work.commit({ 'app.yaml': 'one\ntwo\nthree\n' });
  const base = work.commit({ 'app.yaml': 'ONE\ntwo\nthree\n' });
  const head = work.commit({ 'app.yaml': 'one\ntwo\nTHREE\n' }, { branch: 'feature', parents: [fork] });
  const folder = tempFolder();
  remote = join(folder, 'fleet.git');
  work.git('clone', '--quiet', '--bare', '.', remote);
  push(`${head}:refs/pull/7/head`);
  server = await startGitServer(folder, secret);
  directory = join(tempFolder(), 'acme', 'fleet.git');
  mirror = Mirror.open({ directory, url: server.url });
  asked = 0;
  pull = {
    refs: ['refs/heads/main', 'refs/pull/7/head'],
    base,
    head,
    token: async () => {
      asked += 1;
      return secret;
    },
  };
});

afterEach(async () => {
  await mirror.close();
  await server.close();
});
afterAll(removeTempFolders);

function push(...refspecs: readonly string[]): void {
  work.git('push', '--quiet', '--force', remote, ...refspecs);
}

async function mergedApp(wanted: PullToFetch = pull): Promise<string | undefined> {
  const trees = await mirror.treesUnderReview(wanted);
  return (await readFiles(mirror.repository, trees.after))['app.yaml'];
}

describe('a pull request is fetched', () => {
  test('into a mirror that was not there, and merged', async () => {
    expect(await mergedApp()).toBe('ONE\ntwo\nTHREE\n');
    expect(server.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1);
  });

  test('without a request or a token where everything is here, also after a restart', async () => {
    await mergedApp();
    await mirror.close();
    mirror = Mirror.open({ directory, url: server.url });
    const before = [server.requests.length, asked];
    expect(await mergedApp()).toBe('ONE\ntwo\nTHREE\n');
    expect([server.requests.length, asked]).toEqual(before);
  });

  test('again when its head has moved', async () => {
    await mergedApp();
    const head = work.commit({ 'app.yaml': 'one\ntwo\nTHREE!\n' }, { branch: 'feature' });
    push('feature:refs/pull/7/head');
    expect(await mergedApp({ ...pull, head })).toBe('ONE\ntwo\nTHREE!\n');
  });

  test('by its ids where the refs have moved on or are gone', async () => {
    work.commit({ 'app.yaml': 'elsewhere' }, { branch: 'feature', parents: [] });
    push('feature:refs/pull/7/head', ':refs/heads/feature');
    work.git('branch', '-m', 'main', 'trunk');
    push('trunk');
    git(remote, ['symbolic-ref', 'HEAD', 'refs/heads/trunk']);
    push(':refs/heads/main');
    expect(await mergedApp()).toBe('ONE\ntwo\nTHREE\n');
  });

  test('beside branches whose names were directories before', async () => {
    push('main:refs/heads/release');
    await mirror.fetch({ refs: ['refs/heads/release'], commits: [], token: pull.token });
    push(':refs/heads/release');
    push('main:refs/heads/release/1');
    await mirror.fetch({ refs: ['refs/heads/release/1'], commits: [], token: pull.token });
    expect(await mergedApp()).toBe('ONE\ntwo\nTHREE\n');
  });
});

test('what a base holds, be it as other commits, or cannot take, would not change it; what it has lost would', async () => {
  const fork = work.commit({ 'app.yaml': 'a\n', 'other.yaml': 'a\n' }, { branch: 'anew', parents: [] });
  const change = (branch: string, files: Readonly<Record<string, string>>) =>
    work.commit({ 'app.yaml': 'a\n', 'other.yaml': 'a\n', ...files }, { branch, parents: [fork] });
  const heads = {
    squashed: change('squashed', { 'app.yaml': 'b\n' }),
    lost: change('lost', { 'other.yaml': 'b\n' }),
    conflicting: change('conflicting', { 'app.yaml': 'c\n' }),
    unrelated: work.commit({ 'unrelated.yaml': 'a\n' }, { branch: 'unrelated', parents: [] }),
    merged: fork,
  };
  const base = work.commit({ 'app.yaml': 'b\n', 'other.yaml': 'a\n' }, { branch: 'base', parents: [fork] });
  push('base:refs/heads/base', ...['squashed', 'lost', 'conflicting', 'unrelated'].map((each) => `${each}:${each}`));
  const wanted = { ...pull, refs: ['refs/heads/base'], base, heads: Object.values(heads) };
  expect(await mirror.stillToMerge(wanted)).toEqual([heads.lost]);
});

describe('many at once', () => {
  test('equal ones are one, others wait', async () => {
    const base = work.commit({ 'app.yaml': 'two\ntwo\nthree\n' });
    push('main');
    const all = await Promise.all([...Array.from({ length: 8 }, () => mergedApp()), mergedApp({ ...pull, base })]);
    expect(new Set(all)).toEqual(new Set(['ONE\ntwo\nTHREE\n', 'two\ntwo\nTHREE\n']));
    expect(asked).toBeLessThanOrEqual(3);
  });

  test('one that is given up takes none with it', async () => {
    const controller = new AbortController();
    const first = mergedApp({ ...pull, signal: controller.signal });
    const second = mergedApp();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await second).toBe('ONE\ntwo\nTHREE\n');
  });
});

describe('the token', () => {
  test('stands in no file of the mirror, nor in its URL', async () => {
    await mergedApp();
    const texts = readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1'));
    const encoded = Buffer.from(`x-access-token:${secret}`).toString('base64');
    expect(texts.filter((text) => text.includes(secret) || text.includes(encoded))).toEqual([]);
    expect(server.requests.every((request) => request.endsWith(`Basic ${encoded}`))).toBe(true);
  });

  test.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [500, 'unreachable'],
  ])('is in no error: %d is %s', async (status, code) => {
    server.answer = (response) => response.writeHead(status).end(`no, ${secret}`);
    const error = await mirror.treesUnderReview(pull).then(String, (reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([String(error), error])).not.toMatch(/averysecret|eC1hY2Nlc3M/);
  });

  test('is not carried to where a redirect leads', async () => {
    const other = await startGitServer(tempFolder());
    try {
      const location = `${other.url}/info/refs?service=git-upload-pack`;
      server.answer = (response) => response.writeHead(301, { location }).end();
      await expect(mirror.treesUnderReview(pull)).rejects.toMatchObject({ name: 'GitError' });
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('what goes wrong', () => {
  test('a server that is away, a ref and a commit that never were', async () => {
    await expect(mirror.fetch({ refs: ['refs/heads/no'], commits: [], token: pull.token })).rejects.toMatchObject({
      code: 'ref-not-found',
    });
    const lost = 'f'.repeat(40);
    await expect(mirror.treesUnderReview({ ...pull, head: lost })).rejects.toMatchObject({ code: 'ref-not-found' });
    await server.close();
    await expect(mirror.treesUnderReview({ ...pull, head: lost })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test.each([
    'ext::sh -c touch% /tmp/x',
    'ssh://git@github.com/a/b',
    'git@github.com:a/b',
    '--upload-pack=touch',
    'https://user:pass@github.com/a/b',
    '/some/where',
  ])('%s is not fetched', (url) => {
    expect(() => Mirror.open({ directory: join(tempFolder(), 'm'), url })).toThrow(
      'only http and https URLs without credentials are fetched',
    );
  });

  test.each(['--all', 'refs/heads/*', 'refs/heads/a:refs/heads/b', 'refs/heads/a\nrefs/heads/b', '+refs/heads/a'])(
    'the ref %j is not asked for',
    async (ref) => {
      const fetched = mirror.fetch({ refs: [ref], commits: [] });
      await expect(fetched).rejects.toMatchObject({ code: 'ref-not-found' });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a damaged mirror is cloned anew', () => {
  function damage(pattern: RegExp): void {
    const names = readdirSync(join(directory, 'objects'), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => pattern.test(each))) {
      const path = join(directory, 'objects', name);
      rmSync(path);
      writeFileSync(path, 'damaged');
    }
  }

  test.each([
    ['whose objects are garbage', () => damage(/^..\/|\.pack$/)],
    ['whose indexes are garbage', () => damage(/^..\/|\.idx$/)],
    ['whose objects are gone', () => rmSync(join(directory, 'objects'), { recursive: true })],
    ['whose HEAD is gone', () => rmSync(join(directory, 'HEAD'))],
    ['whose configuration is garbage', () => writeFileSync(join(directory, 'config'), '[[[')],
  ])('one %s', async (_, harm) => {
    await mergedApp();
    await mirror.close();
    harm();
    mirror = Mirror.open({ directory, url: server.url });
    const head = work.commit({ 'app.yaml': 'one\ntwo\nTHREE!\n' }, { branch: 'feature' });
    push('feature:refs/pull/7/head');
    expect(await mergedApp({ ...pull, head })).toBe('ONE\ntwo\nTHREE!\n');
    expect(readdirSync(join(directory, '..'))).toEqual(['fleet.git']);
  });

  test('one that loses objects while it is open', async () => {
    await mergedApp();
    damage(/^..\/|\.(pack|idx)$/);
    await mirror.repository.forget();
    expect(await mergedApp()).toBe('ONE\ntwo\nTHREE\n');
  });
});

test('a repository on the disk is fetched by its file URL', async () => {
  const local = Mirror.open({ directory: join(tempFolder(), 'm'), url: `file://${remote}` });
  const { token: _, ...open } = pull;
  const trees = await local.treesUnderReview(open);
  expect(await readFiles(local.repository, trees.after)).toEqual({ 'app.yaml': 'ONE\ntwo\nTHREE\n' });
  await local.close();
});
