import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { programOnPath } from './program-on-path.ts';

const hooks = v.parse(
  v.array(
    v.looseObject({
      id: v.string(),
      language: v.literal('node'),
      entry: v.string(),
      args: v.optional(v.array(v.string()), []),
      files: v.optional(v.string(), ''),
      pass_filenames: v.literal(false),
    }),
  ),
  parse(readFileSync(fileURLToPath(new URL('../../.pre-commit-hooks.yaml', import.meta.url)), 'utf8')),
);

let fleet: FleetClone;
let bin: string;

beforeAll(() => {
  fleet = fleetClone();
  bin = programOnPath();
});
afterAll(() => {
  fleet.remove();
  rmSync(bin, { recursive: true });
});

/** Commits what a hook lets pass, with the environment that git gives to hooks. */
function commitWith(id: string): { readonly status: number | null; readonly stdout: string } {
  const hook = hooks.find((each) => each.id === id);
  const path = join(fleet.folder, '.git/hooks/pre-commit');
  // As pre-commit splits it: at blanks, then what args adds.
  writeFileSync(path, `#!/bin/sh\nexec ${[...(hook?.entry.split(' ') ?? []), ...(hook?.args ?? [])].join(' ')}\n`);
  chmodSync(path, 0o755);
  fleet.git('add', '-A');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  // Git gives a hook its own standard output as standard error.
  const { status, stderr } = spawnSync('git', [...identity, 'commit', '-qm', id], {
    cwd: fleet.folder,
    encoding: 'utf8',
    env,
  });
  return { status, stdout: stderr };
}

test('hooks start what the package installs', () => {
  expect(hooks.map(({ id, entry }) => [id, Object.hasOwn(manifest.bin, entry.split(' ')[0] ?? '')])).toEqual([
    ['blast-radius-diff', true],
    ['blast-radius-config', true],
  ]);
});

test('a commit with an error finding is stopped, and told what it would do', () => {
  fleet.write('clusters/prod/apps/kustomization.yaml', 'resources: [../../../apps/foo-app/base]\n');
  const { status, stdout } = commitWith('blast-radius-diff');
  expect(stdout).toContain('namespace foo does not');
  expect(status).toBe(1);
});

test('a commit of a configuration that is not understood is stopped, at its line', () => {
  fleet.write('.github/blast-radius.yml', 'clusters: 1\n');
  const { status, stdout } = commitWith('blast-radius-config');
  expect(stdout).toContain('.github/blast-radius.yml');
  expect(status).toBe(1);
  expect(hooks.map(({ files }) => new RegExp(files).test('.github/blast-radius.yml'))).toEqual([true, true]);
});
