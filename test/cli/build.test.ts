import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  labels:
    app.kubernetes.io/part-of: platform
    platform.example.com/environment-scope: test-only
  name: foo
`;

test('a directory of a clone, of the disk and of a commit', async () => {
  const fleet = fleetClone();
  try {
    const directory = 'infrastructure/namespaces/test-only';
    const expected = { code: 0, stderr: '', stdout: namespace };
    expect(await runProgram(['build', directory], { cwd: fleet.folder })).toEqual(expected);
    rmSync(join(fleet.folder, directory), { recursive: true });
    expect(await runProgram(['build', directory, '--rev', 'main'], { cwd: fleet.folder })).toEqual(expected);
    expect(await runProgram(['build', directory], { cwd: fleet.folder })).toEqual({
      code: 64,
      stdout: '',
      stderr: `blast-radius: there is no folder ${directory}\n`,
    });
  } finally {
    fleet.remove();
  }
});

test('nothing is printed where not everything is known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  try {
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources:\n- ns.yaml\n- nowhere.yaml\n');
    writeFileSync(join(folder, 'ns.yaml'), namespace);
    expect(await runProgram(['build', '.'], { cwd: folder })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'blast-radius: kustomization.yaml:3: "nowhere.yaml" does not exist\n',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('objects are labelled where the command asks for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  try {
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources:\n- ns.yaml\n');
    writeFileSync(join(folder, 'ns.yaml'), namespace);
    const labelled = namespace.replace('labels:\n', 'labels:\n    app.kubernetes.io/managed-by: kustomize-(devel)\n');
    expect(await runProgram(['build', '.', '--enable-managedby-label'], { cwd: folder })).toEqual({
      code: 0,
      stdout: labelled,
      stderr: '',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a release of kustomize is followed where the command names it, and refused where it is not known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  const pod = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - image: ${image}\n    name: a\n`;
  try {
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [pod.yaml]\nimages: [{name: app, newTag: "2"}]\n');
    writeFileSync(join(folder, 'pod.yaml'), pod('app:1@sha512:abcd'));
    const run = (...args: readonly string[]) => runProgram(['build', '.', ...args], { cwd: folder });
    expect((await run()).stdout).toBe(pod('app:2'));
    expect((await run('--kustomize-version', 'v5.8.2')).stdout).toBe(pod('app:2'));
    expect((await run('--kustomize-version', '5.8.1')).stdout).toBe(pod('app:1@sha512:abcd'));
    expect(await run('--kustomize-version', '5.4.0')).toEqual({
      code: 64,
      stdout: '',
      stderr:
        'blast-radius: kustomize "5.4.0" is not known here; known are 5.5.0, 5.6.0, 5.7.0, 5.7.1, 5.8.1, 5.8.2, 5.8.3\n',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
