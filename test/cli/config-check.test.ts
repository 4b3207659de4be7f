import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
const path = '.github/blast-radius.yml';
const check = (...args: string[]) => runProgram(['config', 'check', '--work-tree', ...args], { cwd: fleet.folder });
const checkCommitted = (...args: string[]) => runProgram(['config', 'check', ...args], { cwd: fleet.folder });

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

test('without a configuration the clusters that are found are told', async () => {
  expect(await check()).toEqual({
    code: 0,
    stderr: '',
    stdout: `no .github/blast-radius.yml: the defaults apply

clusters, in promotion order, as found in the repository:
  dev   clusters/dev   checked against Kubernetes 1.36, the newest known
  test  clusters/test  checked against Kubernetes 1.36, the newest known
  prod  clusters/prod  checked against Kubernetes 1.36, the newest known

rules: all with their default severity
ignored: nothing
approvals: one person with the maintain permission for each protected cluster
overrides: permission admin
checks: a check that can be required
`,
  });
});

test('what is understood, and what of it matches nothing, with its place', async () => {
  fleet.write(
    path,
    `clusters:
  - { path: clusters/dev }
  - { name: test, path: [clusters/tst, clusters/test, infra/test] }
  - { name: "{name}", path: "clusters/pr*", protected: true, kubernetes: "1.34" }
rules: { missing-namespace: { except: ["legacy/**", "apps/**"] }, two-owners: off }
approvals: { prod: { anyOf: [{ team: platform }] }, staging: { anyOf: [{ user: ada }], author: true } }
ignore: [{ cluster: qa, kind: Job }, { kind: CronJob, fields: [spec.schedule] }]
unreviewed: ["apps/**", "retired/**"]
checks: { advisory: true, perCluster: true }
labels: { routine: chore }
dashboard: true
`,
  );
  expect(await check()).toEqual({
    code: 1,
    stderr: '',
    stdout: `.github/blast-radius.yml is valid

clusters, in promotion order:
  dev   clusters/dev                             checked against Kubernetes 1.36, the newest known
  test  clusters/tst, clusters/test, infra/test  checked against Kubernetes 1.36, the newest known
  prod  clusters/prod                            protected, Kubernetes 1.34

rules:
  missing-namespace: default severity except in legacy/**, apps/**
  two-owners: off
ignored: whole objects by 1 entry, fields by 1 entry
run by no cluster: apps/**, retired/**
approvals:
  prod: 1 of team platform
  staging: 1 of user ada, authors too
overrides: permission admin
checks: advisory, nothing blocks, and one for every cluster
labels: chore where all is routine
dashboard: an issue says what runs where

.github/blast-radius.yml:3:26: no directory matches clusters/tst
.github/blast-radius.yml:3:55: no directory matches infra/test
.github/blast-radius.yml:6:53: no cluster is called staging; the clusters are dev, test, prod
.github/blast-radius.yml:7:12: no cluster matches qa; the clusters are dev, test, prod
.github/blast-radius.yml:5:40: no file matches legacy/**
.github/blast-radius.yml:8:25: no file matches retired/**
`,
  });
});

test('clusters that it leaves out or calls otherwise are told, and are no mistake', async () => {
  fleet.write(path, 'rules: {}\nclusters:\n  - { path: clusters/dev }\n  - { name: live, path: [clusters/prod] }\n');
  const { code, stdout } = await check();
  expect({ code, end: stdout.slice(stdout.indexOf('\n\nnot as')) }).toEqual({
    code: 0,
    end: `

not as it would be found, which may be meant:
  .github/blast-radius.yml:2:1: clusters/test looks like a cluster, and is not configured
  .github/blast-radius.yml:4:5: clusters/prod is called live; without the configuration it would be prod
`,
  });
  const { otherwise } = JSON.parse((await check('--format', 'json')).stdout);
  expect(otherwise.map((each: { readonly path: string }) => each.path)).toEqual(['clusters', 'clusters[1]']);
});

test('what is found is not held against a configuration that says the same in any way', async () => {
  const silent = [
    'rules: {}\n',
    'clusters: [{ path: clusters/* }]\n',
    'clusters: [{ name: all, path: [clusters/dev, clusters/test, clusters/prod] }]\n',
  ];
  for (const text of silent) {
    fleet.write(path, text);
    expect([text, (await check()).stdout]).toEqual([text, expect.not.stringContaining('not as it would be found')]);
  }
});

test('a source that stands for this repository, and is not configured, is told', async () => {
  const other = fleetClone();
  try {
    const flux = (name: string, target: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { path: ./${target}, prune: true, sourceRef: { kind: GitRepository, name: fleet } }
`;
    other.git('rm', '-rq', '.');
    other.write('clusters/dev/apps.yaml', flux('apps', 'apps/dev'));
    other.write('clusters/prod/apps.yaml', flux('apps', 'apps/prod'));
    for (const name of ['dev', 'prod']) other.write(`apps/${name}/kustomization.yaml`, 'resources: []\n');
    other.write(path, 'clusters: [{ path: clusters/dev }, { path: clusters/prod, sources: [GitRepository/fleet] }]\n');
    const { stdout } = await runProgram(['config', 'check', '--work-tree'], { cwd: other.folder });
    expect(stdout.slice(stdout.indexOf('not as'))).toBe(`not as it would be found, which may be meant:
  .github/blast-radius.yml:1:12: dev seems to take GitRepository/flux-system/fleet for this repository, which is not among its sources
`);
  } finally {
    other.remove();
  }
});

test('an invalid one is told with every mistake; --rev looks at a commit, --config at another file', async () => {
  fleet.write(path, 'rules: { missing-namespac: off }\nchekcs: {}\n');
  const stdout = `.github/blast-radius.yml is invalid
  .github/blast-radius.yml:2:1: "chekcs" is not a key of the configuration; did you mean "checks"?
`;
  expect(await check()).toEqual({ code: 2, stderr: '', stdout });
  fleet.commit('invalid');
  fleet.write(path, 'rules: { missing-namespac: off }\n');
  expect(await checkCommitted('--rev', 'invalid')).toEqual({ code: 2, stderr: '', stdout });
  expect(await checkCommitted()).toEqual({
    code: 2,
    stderr: 'blast-radius: the file on disk is another one than at HEAD; --work-tree checks it\n',
    stdout,
  });
  expect((await checkCommitted('--config', path, '--rev', 'main')).stdout).toBe(`.github/blast-radius.yml is invalid
  .github/blast-radius.yml:1:10: "missing-namespac" is not a rule; did you mean "missing-namespace"?
`);
  const { code, stdout: json } = await check('--format', 'json');
  expect({ code, json: JSON.parse(json) }).toEqual({
    code: 2,
    json: {
      file: path,
      status: 'invalid',
      problems: [
        {
          message: '"missing-namespac" is not a rule',
          line: 1,
          column: 10,
          path: 'rules.missing-namespac',
          fix: 'did you mean "missing-namespace"?',
        },
      ],
      unmatched: [],
      otherwise: [],
      clusters: [],
    },
  });
});

test('one that cannot be read is not absent', async () => {
  fleet.write(`${path}.d`, '');
  fleet.git('rm', '-qf', '--ignore-unmatch', path);
  fleet.write(`${path}/readme`, 'a directory');
  expect(await check()).toEqual({
    code: 2,
    stderr: '',
    stdout: `.github/blast-radius.yml cannot be read
  .github/blast-radius.yml:1:1: .github/blast-radius.yml is a directory; make it a file
`,
  });
});
