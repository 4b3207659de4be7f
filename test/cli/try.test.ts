import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { permissions } from '../fake-github/scene.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { openStory } from '../github/open-story.ts';
import { runProgram } from './run-program.ts';

let github: GitHub;
let repository: RepositoryHandle;
let folder: string;
const former = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blast-radius-test-try-'));
  github = await startGitHub({ app: { name: 'Blast Radius', permissions, events: [] } });
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN', 'FETCH']) delete process.env[name];
  Object.assign(process.env, { GITHUB_API_URL: github.apiUrl, XDG_CACHE_HOME: folder });
  const files = Object.fromEntries(loadFleet(articleRepo));
  repository = await github.createRepository({ owner: 'acme', name: 'fleet', files });
  for (const name of ['01-foo-app-to-prod', '06-podinfo-replicas-in-prod']) {
    const story = loadStories(articleStories).find((each) => each.name === name);
    if (story !== undefined) await openStory(repository, story, repository.sha('main'));
  }
});

afterAll(async () => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, former);
  rmSync(folder, { recursive: true });
  await github.close();
});

const headline = async (...args: string[]) => {
  const { code, stdout, stderr } = await runProgram(['try', ...args]);
  return { code, stderr, headline: stdout.split('\n')[0] };
};

const first = { code: 1, stderr: '', headline: 'foo-app: prod gains 2 objects, 1 error · dev and test unchanged' };

const names: readonly (readonly [string, () => readonly string[]])[] = [
  ['its name', () => ['acme/fleet', '1']],
  ['its address', () => [`${github.url}/acme/fleet/pull/1`]],
  ['where it is cloned from', () => [`${github.url}/acme/fleet.git`, '1']],
];

test.each(names)('a public pull request is reviewed by %s, as the App does, without an account', async (_, args) => {
  expect(await headline(...args())).toEqual(first);
  const credentials = new Set(github.requests.map(({ credential }) => credential));
  expect([...credentials]).toEqual(['anonymous']);
  expect(github.writes()).toEqual([]);
});

test('without a number, the newest open one is; what was fetched is there for the next time', async () => {
  expect(await headline('acme/fleet')).toMatchObject({ code: 0, headline: expect.stringContaining('prod changes 1') });
  expect(readdirSync(join(folder, 'blast-radius', 'tried'))).toHaveLength(1);
});

test.each([
  [['acme'], 64, 'acme is not a repository on GitHub; name it like acme/fleet'],
  [['acme/fleet', 'x'], 64, 'x is not the number of a pull request'],
  [['acme/fleet', '99'], 2, 'acme/fleet cannot be read (404 Not Found); set GITHUB_TOKEN to a token that may read it'],
])('%j ends with why', async (args, code, message) => {
  expect(await runProgram(['try', ...args])).toEqual({ code, stdout: '', stderr: `blast-radius: ${message}\n` });
});

test('a repository without an open pull request says so', async () => {
  await github.createRepository({ owner: 'acme', name: 'empty', files: { a: '' } });
  const { code, stderr } = await runProgram(['try', 'acme/empty']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'blast-radius: acme/empty has no open pull request; name one: blast-radius try acme/empty 7\n',
  });
});
