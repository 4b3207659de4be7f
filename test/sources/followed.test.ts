import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Sources } from '../../src/sources/sources.ts';
import type { GitFollows } from '../../src/tree/sources/source-ref.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { resolveOne, sourcesAt } from './sources-at.ts';

const URL = 'https://here.example/app.git';

let server: GitServer;
let sources: Sources;
let first: string;
let second: string;

beforeAll(async () => {
  const folder = tempFolder();
  const app = tempRepository(['--bare']);
  symlinkSync(app.path, join(folder, 'app.git'));
  first = app.commit({ 'a.yaml': 'one\n' });
  for (const tag of ['v1.0.0', 'v1.2.0-rc.1', 'v1', 'latest', '1.1.0']) app.git('tag', tag, first);
  app.git('update-ref', 'refs/pull/7/head', first);
  second = app.commit({ 'a.yaml': 'two\n' });
  app.git('tag', '-a', 'v1.1.1', '-m', 'annotated', second);
  for (const tag of ['v3.0.0', '3.0.0', '2.0.0+b']) app.git('tag', tag, second);
  app.git('tag', '2.0.0+a', first);
  app.git('branch', 'v1', second);
  app.git('branch', 'refs/heads/v1.0.0', second);
  server = await startGitServer(folder);
  sources = sourcesAt({ url: server.url });
});

afterAll(async () => {
  sources.close();
  await server.close();
  removeTempFolders();
});

async function found(kind: GitFollows['kind'], value: string): Promise<unknown> {
  const resolved = await resolveOne(sources, { kind: 'git', url: URL, follows: { kind, value } });
  if (resolved.kind !== 'unavailable') return [resolved.revision, resolved.follows];
  const { reason, remedy, isGone } = resolved;
  return [`${reason.replace(/^the mirror of here.example/, 'it')}; ${remedy}`, ...(isGone === true ? ['gone'] : [])];
}

test('what a GitRepository follows is what source-controller takes it for, and no other ref of that name', async () => {
  expect(await found('branch', 'main')).toEqual([second, 'branch main']);
  expect(await found('branch', 'v1')).toEqual([second, 'branch v1']);
  expect(await found('tag', 'v1')).toEqual([first, undefined]);
  expect(await found('tag', 'v1.0.0')).toEqual([first, undefined]);
  expect(await found('tag', 'v1.1.1')).toEqual([second, undefined]);
  expect(await found('commit', first)).toEqual([first, undefined]);
  expect(await found('name', 'refs/pull/7/head')).toEqual([first, 'refs/pull/7/head']);
  expect(await found('name', 'refs/tags/v1.1.1^{}')).toEqual([second, undefined]);
});

test('of a range of versions, the newest tag within it', async () => {
  expect(await found('semver', '1.x')).toEqual([`v1.1.1@${second}`, 'versions 1.x']);
  expect(await found('semver', '1.1.0')).toEqual([`1.1.0@${first}`, 'versions 1.1.0']);
  expect(await found('semver', '>=1.2.0-0 <2')).toEqual([`v1.2.0-rc.1@${first}`, 'versions >=1.2.0-0 <2']);
  expect(await found('semver', '>=3')).toEqual([expect.stringMatching(/^v?3\.0\.0@/), 'versions >=3']);
});

test('where Flux gets nothing, it is gone; what only we cannot tell is not', async () => {
  expect(await found('branch', 'master')).toEqual([
    'it does not have a branch "master" of it; Check its spelling.',
    'gone',
  ]);
  expect(await found('tag', 'main')).toEqual(['it does not have a tag "main" of it; Check its spelling.', 'gone']);
  expect(await found('name', 'main')).toEqual(['it does not have a ref "main" of it; Check its spelling.', 'gone']);
  expect(await found('commit', first.slice(0, 7))).toEqual([
    `"${first.slice(0, 7)}" is not the whole id of a commit; Write all of it.`,
    'gone',
  ]);
  expect(await found('semver', '>=9')).toEqual([
    'it does not have a tag of it within ">=9"; Choose another range.',
    'gone',
  ]);
  expect(await found('semver', 'none')).toEqual([
    '"none" is not a range of versions; Write it as 1.2.3, 1.2.x or ">=1.2 <2".',
    'gone',
  ]);
  expect(await found('semver', '2.x')).toEqual([
    expect.stringMatching(/^2\.0\.0\+[ab] and 2\.0\.0\+[ab] are tags of one version at different commits; /),
  ]);
});

test('it is asked for once, and another text of the same name is another reference', async () => {
  const asked = server.requests.length;
  expect(await found('branch', 'main')).toEqual([second, 'branch main']);
  expect(await found('semver', '1.x')).toEqual([`v1.1.1@${second}`, 'versions 1.x']);
  expect(server.requests.length).toBe(asked);
});
