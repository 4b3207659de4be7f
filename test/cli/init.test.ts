import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
const path = '.github/blast-radius.yml';
const init = (...args: string[]) => runProgram(['init', ...args], { cwd: fleet.folder });
const written = () => readFileSync(join(fleet.folder, path), 'utf8');

const edge = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: edge, namespace: flux-system }
spec: { path: ./edge/apps, sourceRef: { kind: GitRepository, name: elsewhere } }
`;

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

const EXPECTED = `# How Blast Radius understands this repository. What counts is this file on the base branch of a pull request.
# \`blast-radius config check\` shows what it means; every key is explained in docs/reference/configuration.md of Blast Radius.
#
# Clusters in promotion order: a change should arrive first in the first. A path is the directory that Flux was
# bootstrapped with there; one cluster with several takes a list. Others than these are not looked for.
clusters:
  - { name: dev, path: clusters/dev }
  - { name: test, path: clusters/test }
  # Production, by its name: with \`protected: true\` its changes need an approval.
  - { name: prod, path: clusters/prod }
`;

const SAID = (did: string) => `.github/blast-radius.yml ${did}: 3 clusters, in promotion order
  dev   clusters/dev   a FluxKustomization syncs it: clusters/dev/flux-system/gotk-sync.yaml:16
  test  clusters/test  a FluxKustomization syncs it: clusters/test/flux-system/gotk-sync.yaml:16
  prod  clusters/prod  a FluxKustomization syncs it: clusters/prod/flux-system/gotk-sync.yaml:16

The repository does not tell
  which clusters need an approval: none is protected yet, though prod looks like production
`;

test('--stdout prints the file alone, and beside it what was found and what was not', async () => {
  expect(await init('--stdout')).toEqual({ code: 0, stdout: EXPECTED, stderr: SAID('would say') });
});

test('a file of a misspelled name is told instead of being passed over', async () => {
  const misnamed = '.github/blast-radius.yaml';
  fleet.write(misnamed, 'rules: {}\n');
  expect(await init()).toEqual({
    code: 64,
    stdout: '',
    stderr: `blast-radius: ${misnamed} is there, which is not read: rename it to ${path}; --force writes that anew\n`,
  });
  rmSync(join(fleet.folder, misnamed));
});

test('a file is written once, and is what config check understands as found', async () => {
  expect(await init()).toEqual({ code: 0, stdout: SAID('is written'), stderr: '' });
  expect(written()).toBe(EXPECTED);
  const check = await runProgram(['config', 'check', '--work-tree', '--format', 'json'], { cwd: fleet.folder });
  expect(JSON.parse(check.stdout)).toMatchObject({
    status: 'valid',
    unmatched: [],
    clusters: ['dev', 'test', 'prod'].map((name) => ({ name, path: `clusters/${name}` })),
  });
});

test('a file that is there stays as it is without --force', async () => {
  fleet.write(path, 'rules: {}\n');
  expect(await init()).toEqual({
    code: 64,
    stdout: '',
    stderr: `blast-radius: ${path} is there already; --stdout prints what would be written, --force overwrites it\n`,
  });
  expect(written()).toBe('rules: {}\n');
  expect((await init('--stdout')).stdout).toBe(EXPECTED);
  expect((await init('--force')).code).toBe(0);
  expect(written()).toBe(EXPECTED);
});

test('FluxKustomizations that no cluster reaches are told, and stand in the file', async () => {
  fleet.write('somewhere/edge.yaml', edge);
  const { stdout, stderr } = await init('--stdout');
  expect(stdout).toBe(`${EXPECTED}
# None of these clusters reaches the following FluxKustomizations. Where a cluster runs them, it is missing above, or has
# another path too; where none does, list their files under \`unreviewed\`:
#   somewhere/edge.yaml:1: edge, which builds edge/apps
`);
  expect(stderr).toBe(
    `${SAID('would say')}  what runs 1 FluxKustomization that no cluster reaches: somewhere/edge.yaml\n`,
  );
});

test('a commit is looked at with --rev, also of a bare mirror', async () => {
  const bare = `${fleet.folder}/.git/mirror.git`;
  fleet.git('clone', '-q', '--mirror', '.', bare);
  expect(await runProgram(['init', '--stdout', '--rev', 'main', '--repo', bare])).toMatchObject({
    code: 0,
    stdout: EXPECTED,
  });
});

test('a link in its place is not followed', async () => {
  const other = fleetClone();
  try {
    other.write('own.yml', 'rules: {}\n');
    other.write('.github/README.md', '');
    symlinkSync('../own.yml', join(other.folder, path));
    const { code, stderr } = await runProgram(['init', '--force'], { cwd: other.folder });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `blast-radius: ${path} is a symbolic link; edit its target\n`,
    });
    expect(readFileSync(join(other.folder, 'own.yml'), 'utf8')).toBe('rules: {}\n');
  } finally {
    other.remove();
  }
});

test('overlays of plain kustomize are said to be a guess', async () => {
  const other = fleetClone();
  try {
    other.git('rm', '-rq', '.');
    for (const name of ['blue', 'prod']) other.write(`overlays/${name}/kustomization.yaml`, 'resources: [a.yaml]\n');
    const { stdout, stderr } = await runProgram(['init', '--stdout'], { cwd: other.folder });
    expect(stdout.slice(stdout.indexOf('clusters:'))).toBe(`clusters:
  # A guess, by the names of directories: remove what is not a cluster.
  - { name: blue, path: overlays/blue }
  # A guess, by the names of directories: remove what is not a cluster.
  # Production, by its name: with \`protected: true\` its changes need an approval.
  - { name: prod, path: overlays/prod }
`);
    expect(stderr).toBe(`.github/blast-radius.yml would say: 2 clusters, in promotion order
  blue  overlays/blue  a guess, by the names of directories
  prod  overlays/prod  a guess, by the names of directories

The repository does not tell
  whether these are clusters at all: nothing here speaks of Flux, so their names decided
  where blue stands in the order of promotion
  which clusters need an approval: none is protected yet, though prod looks like production
`);
  } finally {
    other.remove();
  }
});

test('where no cluster is found nothing is written, and what to write is said', async () => {
  const other = fleetClone();
  try {
    other.git('rm', '-rq', '.');
    other.write('README.md', 'Nothing yet.\n');
    expect(await runProgram(['init'], { cwd: other.folder })).toEqual({
      code: 2,
      stdout: '',
      stderr: `blast-radius: no cluster was found; write ${path} by hand, with the directory that Flux was bootstrapped with:
  clusters:
    - { name: prod, path: path/to/it }
`,
    });
  } finally {
    other.remove();
  }
});
