import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { ReviewSchema } from '../../src/review/contract/review.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram, startProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  fleet.tell('01-foo-app-to-prod');
});
afterAll(() => fleet.remove());

const fooInProd = (sides: string) => `foo-app: prod gains 2 objects, 1 error · dev and test unchanged

✗ prod: Service foo/foo-app and Deployment foo/foo-app cannot be created: namespace foo does not
  exist
  fix: Add Namespace foo for prod, in this pull request or before it: /promote namespace/foo prod
  adds it as test has it.
  clusters/prod/apps/kustomization.yaml:6  (missing-namespace)

           prod
  foo-app   +2
  nothing in dev and test

prod gains 2 objects, 1 error
  foo-app
    clusters/prod/kustomization.yaml:6 → clusters/prod/apps.yaml:13 → clusters/prod/apps/kustomization.yaml:6 ✎
    + Service foo/foo-app is created · port 80  apps/foo-app/base/kustomization.yaml:5 → apps/foo-app/base/service.yaml:1
    + Deployment foo/foo-app is created · image nginx:1.27  apps/foo-app/base/kustomization.yaml:4 → apps/foo-app/base/deployment.yaml:1

9 roots rendered in 3 clusters · 9 releases compared by inputs · 2 validated
${sides}
No configuration yet: dev, test and prod were found; blast-radius init writes one
`;

const short = (revision: string) => fleet.git('rev-parse', revision).slice(0, 7);

test('by default HEAD is merged into the default branch, and an error finding exits 1', () => {
  expect(startProgram(['diff'], { cwd: fleet.folder })).toEqual({
    code: 1,
    stderr: '',
    stdout: fooInProd(`merge of ${short('feature')} into ${short('main')}`),
  });
});

test.each([[['diff', 'main...feature']], [['diff', 'main', 'feature']]])('%j compares as given', async (args) => {
  expect(await runProgram(args, { cwd: fleet.folder })).toEqual({
    code: 1,
    stderr: '',
    stdout: fooInProd(`${short('feature')} against ${short('main')}`),
  });
});

test('--merge and --base-branch merge as the App does, from anywhere', async () => {
  const stdout = fooInProd(`merge of ${short('feature')} into ${short('main')}`);
  const repo = ['--repo', fleet.folder];
  expect(await runProgram(['diff', '--merge', 'main', 'feature', ...repo])).toEqual({ code: 1, stderr: '', stdout });
  expect(await runProgram(['diff', '--base-branch', 'main', ...repo])).toEqual({ code: 1, stderr: '', stdout });
});

test('--format json is the published contract, whole also where the exit code is not 0', async () => {
  const { code, stdout } = await runProgram(['diff', '--format', 'json'], { cwd: fleet.folder });
  const review = v.parse(v.strictObject(ReviewSchema.entries), JSON.parse(stdout));
  expect({ code, verdict: review.verdict, order: review.order }).toEqual({
    code: 1,
    verdict: 'failure',
    order: ['dev', 'test', 'prod'],
  });
});

test('--format markdown is the comment', async () => {
  const { code, stdout } = await runProgram(['diff', '--format', 'markdown'], { cwd: fleet.folder });
  expect(code).toBe(1);
  expect(stdout.split('\n')[0]).toBe('### foo-app: prod gains 2 objects, 1 error · dev and test unchanged');
});

test('--work-tree reviews what is not committed; a file that git ignores is none', async () => {
  const other = fleetClone();
  try {
    expect(await runProgram(['diff', '--work-tree'], { cwd: other.folder })).toEqual({
      code: 0,
      stderr: '',
      stdout: `nothing changes in 3 clusters

9 roots rendered in 3 clusters · 9 releases compared by inputs
No configuration yet: dev, test and prod were found; blast-radius init writes one
`,
    });
    other.write('apps/podinfo/base/kustomization.yaml', 'resources:\n  - deploymnt.yaml\n');
    const { code, stdout } = await runProgram(['diff', '--work-tree'], { cwd: other.folder });
    expect(code).toBe(2);
    expect(stdout.split('\n')[0]).toBe('prod cannot be rendered · test cannot be rendered · dev cannot be rendered');
  } finally {
    other.remove();
  }
});

test('a bare mirror will do', async () => {
  const bare = `${fleet.folder}/.git/mirror.git`;
  fleet.git('clone', '-q', '--mirror', '.', bare);
  expect((await runProgram(['diff', 'main', 'feature', '--repo', bare])).stdout).toBe(
    fooInProd(`${short('feature')} against ${short('main')}`),
  );
});

test('colours come where they are asked for', () => {
  const { stdout } = startProgram(['diff'], { cwd: fleet.folder, env: { FORCE_COLOR: '1' } });
  expect(stdout.split('\n')[0]).toBe(
    '\u001b[1mfoo-app: prod gains 2 objects, 1 error · dev and test unchanged\u001b[22m',
  );
});

test.each([
  [['main..feature'], 'blast-radius: main..feature is not understood; write main...feature, or two revisions\n'],
  [['main'], 'blast-radius: give two revisions, or main...HEAD\n'],
  [['main', 'featur'], 'blast-radius: there is no revision "featur" here; did you mean feature?\n'],
  [
    ['--config', 'nowhere.yml'],
    'blast-radius: the configuration nowhere.yml cannot be read; give a file with --config\n',
  ],
])('%j is wrong usage, said in a line', async (args, stderr) => {
  expect(await runProgram(['diff', ...args], { cwd: fleet.folder })).toEqual({ code: 64, stdout: '', stderr });
});

test('a folder without git is wrong usage', async () => {
  expect(await runProgram(['diff', '--repo', '/'])).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: / is not in a git repository; give a clone or a bare mirror\n',
  });
});

test('the configuration is that of the commit before, and its mistakes are named by line', async () => {
  const other = fleetClone();
  try {
    other.write('.github/blast-radius.yml', 'clusters:\n  - path: clusters/prod\n    protcted: true\n');
    other.commit('main');
    other.tell('01-foo-app-to-prod');
    expect(await runProgram(['diff'], { cwd: other.folder })).toEqual({
      code: 2,
      stdout: '',
      stderr: `blast-radius: the configuration is invalid
  .github/blast-radius.yml:3:5: "protcted" is not a key of clusters[0]; did you mean "protected"?
`,
    });
    other.write('own.yml', 'clusters:\n  - path: clusters/prod\n    protected: true\n');
    const { code, stdout } = await runProgram(['diff', '--config', 'own.yml'], { cwd: other.folder });
    expect(code).toBe(1);
    expect(stdout.split('\n')[0]).toBe('foo-app: prod gains 2 objects, 1 error');
  } finally {
    other.remove();
  }
});

test('what a change weakens in the configuration is told as the App tells it, and what repairs it is reviewed', async () => {
  const other = fleetClone();
  const path = '.github/blast-radius.yml';
  try {
    other.write(path, 'clusters:\n  - { path: clusters/prod, protected: true }\n');
    other.commit('main');
    other.write(path, 'clusters:\n  - { path: clusters/prod }\n');
    const weaker = await runProgram(['diff', '--work-tree'], { cwd: other.folder });
    expect(weaker).toMatchObject({ code: 0, stderr: '' });
    expect(weaker.stdout).toContain(`weakens the configuration · prod unchanged

! This weakens the configuration: prod would no longer be protected
  prod would need no approval
  fix: If it is intended, approve it with /approve config.
`);
    const given = await runProgram(['diff', '--work-tree', '--config', path], { cwd: other.folder });
    expect(given.stdout.split('\n')[0]).toBe('prod unchanged');
    other.write(path, 'clusters: 12\n');
    other.commit('main');
    other.write(path, 'clusters:\n  - { path: clusters/prod }\n');
    const repaired = await runProgram(['diff', '--work-tree'], { cwd: other.folder });
    expect(repaired).toMatchObject({ code: 0, stderr: '' });
    expect(repaired.stdout).toContain(`repairs the configuration · prod unchanged

! This repairs the configuration: the configuration on the base branch is invalid and judges
  nothing; this one would replace it
`);
  } finally {
    other.remove();
  }
});
