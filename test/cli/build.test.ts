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
