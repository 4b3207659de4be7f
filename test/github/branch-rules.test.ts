import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { type BranchRules, readBranchRules } from '../../src/github/rules/branch-rules.ts';
import { judgeRules } from '../../src/github/rules/judge-rules.ts';
import {
  plainNameResult,
  requiredPlainNames,
  upgradeNotice,
  upgradeWarning,
} from '../../src/github/rules/plain-name.ts';
import { rememberedPlainNames } from '../../src/github/rules/remembered-plain-names.ts';
import { createNotes } from '../../src/server/notes/create-notes.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { permissions } from '../fake-github/scene.ts';
import { type GitHub, startGitHub } from '../fake-github/start-github.ts';
import { tokenOf } from '../fake-github/token-of.ts';

let github: GitHub;
let repository: RepositoryHandle;
let token: string;

beforeAll(async () => {
  github = await startGitHub({ app: { name: 'Blast Radius', permissions, events: [] } });
  repository = await github.createRepository({ owner: 'octo', name: 'fleet', private: true, files: { a: '' } });
  token = await tokenOf(github, repository);
});
afterAll(() => github.close());
beforeEach(() => {
  repository.protect('main', null);
  repository.state.rulesets.clear();
});

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const client = (auth = token) => new Octokit({ auth, baseUrl: github.apiUrl, log });

const read = (branch = 'main', auth = token) => readBranchRules(client(auth), { owner: 'octo', repo: 'fleet' }, branch);

async function known(): Promise<BranchRules> {
  const rules = await read();
  if (rules.kind !== 'known') throw new Error(rules.reason);
  return rules;
}

const ofMain = { base: 'main', appId: 7, clusters: [] };
const judged = async (branch: Parameters<typeof judgeRules>[1] = ofMain) =>
  judgeRules(await known(), branch).map(({ kind }) => kind);

test('a branch without rules requires nothing, and is told to', async () => {
  const rules = await known();
  expect(rules).toEqual({ kind: 'known', requiredChecks: [], mergeQueue: false, upToDate: false });
  expect(judgeRules(rules, ofMain)).toEqual([
    {
      kind: 'not-required',
      severity: 'error',
      text: '`main` does not require `blast-radius: main`: add it to the required status checks, with this App as its source.',
    },
    {
      kind: 'base-may-move',
      severity: 'warning',
      text: '`main` has neither a merge queue nor "Require branches to be up to date before merging": for seconds after a merge, other pull requests keep the result for the former base; turn on one of them.',
    },
  ]);
});

test('of rulesets, checks with their source, queue and "up to date" are known; where all is right nothing is advised', async () => {
  repository.addRuleset(['main'], { checks: { 'blast-radius: main': 7 }, mergeQueue: true });
  repository.addRuleset(['~ALL'], { checks: { build: null }, upToDate: true });
  expect(await known()).toEqual({
    kind: 'known',
    requiredChecks: [
      { name: 'blast-radius: main', pinnedTo: 7 },
      { name: 'build', pinnedTo: undefined },
    ],
    mergeQueue: true,
    upToDate: true,
  });
  expect(await judged()).toEqual([]);
});

test('of classic protection the required checks alone are known', async () => {
  repository.protect('main', { checks: { 'blast-radius: main': 7, build: null }, upToDate: true });
  expect(await known()).toEqual({
    kind: 'known',
    requiredChecks: [
      { name: 'blast-radius: main', pinnedTo: 7 },
      { name: 'build', pinnedTo: undefined },
    ],
    mergeQueue: undefined,
    upToDate: undefined,
  });
  expect(await judged()).toEqual(['base-may-move']);
});

test.each<[string, Record<string, number | null>, readonly string[], readonly string[]]>([
  ['the former name', { 'blast-radius': 7 }, [], ['plain-name', 'not-required']],
  ['the former name beside the new one', { 'blast-radius': 7, 'blast-radius: main': 7 }, [], ['plain-name']],
  ['a former name of a cluster', { 'blast-radius / prod': 7 }, ['prod'], ['plain-name', 'not-required']],
  ['the new name from anybody', { 'blast-radius: main': null }, [], ['any-source']],
  ['the new name from another App', { 'blast-radius: main': 8 }, [], ['other-source']],
  ['a name of another branch', { 'blast-radius: release/1': 7 }, [], ['never-reported', 'not-required']],
  ['a cluster alone', { 'blast-radius: main / prod': 7 }, ['prod'], []],
  ['a cluster that is not there', { 'blast-radius: main / prd': 7 }, ['prod'], ['never-reported', 'not-required']],
  ['a check of somebody else', { 'blast-radius-lint': null }, [], ['not-required']],
])('%s is judged', async (_, checks, clusters, kinds) => {
  repository.addRuleset(['main'], { checks, upToDate: true });
  expect(await judged({ ...ofMain, clusters })).toEqual(kinds);
});

test('required twice, once from this App, is required from this App', async () => {
  repository.addRuleset(['main'], { checks: { 'blast-radius: main': 7 }, upToDate: true });
  repository.protect('main', { checks: { 'blast-radius: main': null } });
  expect(await judged()).toEqual([]);
});

test('what may not be read is not known, with GitHub’s reason; a failure of GitHub is none', async () => {
  expect(await read('nowhere')).toEqual({ kind: 'not known', reason: '404 Branch not found' });
  github.app.grant('octo', { metadata: 'read' });
  const reason = '403 Resource not accessible by integration';
  expect(await read('main', await tokenOf(github, repository))).toEqual({ kind: 'not known', reason });
  github.app.grant('octo', permissions);
  const end = github.fault({ path: /rules\/branches/, status: 502 });
  await expect(read()).rejects.toMatchObject({ status: 502 });
  end();
});

test('a rule that requires a former name is answered with a failure that says what to require instead', async () => {
  repository.addRuleset(['main'], { checks: { 'blast-radius': 7, 'blast-radius / prod': null } });
  const rules = await known();
  expect(requiredPlainNames(rules)).toEqual(['blast-radius', 'blast-radius / prod']);
  expect(plainNameResult('main', 'blast-radius')).toEqual({
    conclusion: 'failure',
    output: {
      title: 'Require "blast-radius: main" instead',
      summary:
        'A check of Blast Radius belongs to a branch, so that a result for one branch never counts for another. The rules of `main` still require `blast-radius`, which never passes any more, whatever the pull request does.\n\n**What to do:** an administrator requires `blast-radius: main` instead of `blast-radius` (_Settings → Rules_), with this App as its source. The review is in the check `blast-radius: main`.',
      annotations: [],
    },
  });
  expect(plainNameResult('main', 'blast-radius / prod').output.title).toBe(
    'Require "blast-radius: main / prod" instead',
  );
  const names = requiredPlainNames(rules);
  expect(upgradeNotice('main', names)).toBe(
    'The rules of `main` have to be changed before anything can be merged: an administrator requires `blast-radius: main` instead of `blast-radius`, `blast-radius: main / prod` instead of `blast-radius / prod`, with this App as its source.',
  );
  expect(upgradeWarning('main', names)).toBe(
    'the rules of main require a check that passes no more: require "blast-radius: main" instead of "blast-radius", "blast-radius: main / prod" instead of "blast-radius / prod"',
  );
});

test('where no rule requires a former name, or none is known, nothing is said', async () => {
  const notKnown = { kind: 'not known', reason: '403' } as const;
  expect([requiredPlainNames(notKnown), requiredPlainNames(await known())]).toEqual([[], []]);
  expect([upgradeNotice('main', []), upgradeWarning('main', [])]).toEqual([undefined, undefined]);
});

test('former names that are required are asked for once, and again when the note is lost', async () => {
  const notes = createNotes('/nowhere/notes.json', 'kept ');
  const asked = async (base: string) => {
    const before = github.requests.length;
    const names = await rememberedPlainNames(client(), notes, { owner: 'octo', repo: 'fleet' }, base);
    return [names, github.requests.length - before];
  };
  repository.addRuleset(['main'], { checks: { 'blast-radius': 7 } });
  expect(await asked('main')).toEqual([['blast-radius'], 2]);
  repository.state.rulesets.clear();
  expect(await asked('main')).toEqual([['blast-radius'], 0]);
  expect(await asked('nowhere')).toEqual([[], 2]);
  await notes.remove('plain-names octo/fleet main');
  expect(await asked('main')).toEqual([[], 2]);
});
