import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { permissions } from '../fake-github/scene.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let github: GitHub;
let repository: RepositoryHandle;
let fleet: FleetClone;
const { GITHUB_TOKEN, GH_TOKEN, GITHUB_API_URL } = process.env;

beforeAll(async () => {
  fleet = fleetClone();
  github = await startGitHub({ app: { name: 'Blast Radius', permissions, events: [] } });
  repository = await github.createRepository({ owner: 'acme', name: 'fleet', private: true, files: { a: '' } });
});

afterAll(async () => {
  for (const [name, value] of Object.entries({ GITHUB_TOKEN, GH_TOKEN, GITHUB_API_URL }))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  fleet.remove();
  await github.close();
});

beforeEach(() => {
  delete process.env.GITHUB_TOKEN;
  process.env.GH_TOKEN = github.addUser('acme').token;
  process.env.GITHUB_API_URL = github.apiUrl;
  repository.state.rulesets.clear();
  repository.protect('main', null);
});

const check = (...args: string[]) => runProgram(['config', 'check', '--work-tree', ...args], { cwd: fleet.folder });
const remotely = async (...args: string[]) => {
  const { code, stdout, stderr } = await check('--remote', 'acme/fleet', ...args);
  return { code, stderr, remote: stdout.slice(stdout.indexOf('\n\n', stdout.indexOf('checks: a check')) + 2) };
};

test('without --remote nothing is contacted', async () => {
  const before = github.requests.length;
  expect((await check()).code).toBe(0);
  expect(github.requests).toHaveLength(before);
});

test('what the default branch requires is shown, with what to change', async () => {
  repository.addRuleset(['main'], { checks: { 'blast-radius': 7, build: null } });
  expect(await remotely()).toEqual({
    code: 1,
    stderr: '',
    remote: `main of acme/fleet on GitHub:
  required checks:
    blast-radius (App 7)
    build (any source)
  merge queue: no
  branches have to be up to date: no

error: \`main\` requires \`blast-radius\`, which never passes: require \`blast-radius: main\` instead.
error: \`main\` does not require \`blast-radius: main\`: add it to the required status checks, with this App as its source.
warning: \`main\` has neither a merge queue nor "Require branches to be up to date before merging": for seconds after a merge, other pull requests keep the result for the former base; turn on one of them.
`,
  });
});

test('right rules of another branch are no error; what only administrators may read is not known', async () => {
  repository.protect('release/1', { checks: { 'blast-radius: release/1': 7 }, upToDate: true });
  await repository.commit('release/1', { write: { b: '' } });
  expect(await remotely('--branch', 'release/1')).toEqual({
    code: 0,
    stderr: '',
    remote: `release/1 of acme/fleet on GitHub:
  required checks:
    blast-radius: release/1 (App 7)
  merge queue: not known
  branches have to be up to date: not known

warning: Whether \`release/1\` has a merge queue or "Require branches to be up to date before merging" is not known: only administrators can read it in classic branch protection; one of them should be on.
`,
  });
});

test('checks of clusters are held to the clusters of the configuration', async () => {
  fleet.write('per-cluster.yml', 'checks: { perCluster: true }\n');
  const checks = { 'blast-radius: main / prod': 7, 'blast-radius: main / prd': 7, 'blast-radius: main / dev->x/y': 7 };
  repository.addRuleset(['main'], { checks, mergeQueue: true });
  const { code, remote } = await remotely('--config', 'per-cluster.yml');
  expect([code, remote.split('\n').at(-2)]).toEqual([
    1,
    'error: `main` requires `blast-radius: main / prd`, which is never reported because there is no such cluster: remove it.',
  ]);
});

test('as data: what is required and the advice; where it may not be read, the reason and exit code 2', async () => {
  repository.addRuleset(['main'], { checks: { 'blast-radius: main': null }, upToDate: true });
  const { code, stdout } = await check('--remote', 'acme/fleet', '--format', 'json');
  expect({ code, remote: JSON.parse(stdout).remote }).toEqual({
    code: 1,
    remote: {
      repository: 'acme/fleet',
      branch: 'main',
      rules: {
        kind: 'known',
        requiredChecks: [{ name: 'blast-radius: main' }],
        mergeQueue: false,
        upToDate: true,
      },
      advice: [
        {
          kind: 'any-source',
          severity: 'error',
          text: '`blast-radius: main` is accepted from any source, so that whoever can push can report it: choose this App as its source.',
        },
      ],
    },
  });
  const nowhere = await remotely('--branch', 'nowhere');
  expect(nowhere).toEqual({
    code: 2,
    stderr: '',
    remote: 'nowhere of acme/fleet on GitHub: what it requires is not known: 404 Branch not found\n',
  });
});

test('a repository that may not be read, a name that is none, and a GitHub that does not answer are told', async () => {
  delete process.env.GH_TOKEN;
  expect(await remotely()).toMatchObject({
    code: 2,
    stderr: 'blast-radius: acme/fleet cannot be read (404 Not Found); set GITHUB_TOKEN to a token that may read it\n',
  });
  expect(await check('--remote', 'fleet')).toMatchObject({
    code: 64,
    stderr: 'blast-radius: fleet is not a repository on GitHub; name it like --remote acme/fleet\n',
  });
  expect(await check('--branch', 'main')).toMatchObject({ code: 64 });
  const end = github.fault({ status: 502, body: { message: 'down' } });
  expect(await remotely()).toMatchObject({
    code: 2,
    stderr: 'blast-radius: GitHub does not answer (down); try again\n',
  });
  end();
});
