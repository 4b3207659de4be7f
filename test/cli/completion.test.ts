import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { programOnPath } from './program-on-path.ts';
import { startProgram, startProgramForEach } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  // A shell that expanded this name would run what is in it.
  fleet.write('clusters/$(touch hacked)/kustomization.yaml', 'resources: [../../apps/foo-app/base]\n');
  fleet.write('.github/blast-radius.yml', 'clusters: [{ path: "clusters/*" }]\n');
  fleet.commit('main');
});
afterAll(() => fleet.remove());

test('the names of a fleet are listed, but for those that a shell might run', () => {
  const asked = ['clusters', 'units', 'rules'].map((named) => ['completion', named]);
  const [clusters, units, rules] = startProgramForEach(asked, { cwd: fleet.folder });
  expect(clusters).toEqual({ code: 0, stderr: '', stdout: 'dev\ntest\nprod\n' });
  expect(units?.stdout.split('\n')).toContain('foo-app');
  expect(rules?.stdout.split('\n')).toContain('missing-namespace');
});

test('bash completes commands, options, what may follow them, and the names of the fleet', () => {
  const { stdout: script } = startProgram(['completion', 'bash']);
  const bin = programOnPath();
  const lines = [
    ['blast-radius', 'prom'],
    ['blast-radius', 'promote', 'foo-app', '--dr'],
    ['blast-radius', 'diff', '--format', ''],
    ['blast-radius', 'rules', 'missing-s'],
    ['blast-radius', 'promote', '--from', 't'],
    ['blast-radius', 'config', 'ch'],
    ['blast-radius', 'build', ''],
  ];
  const asked = lines.map((words) => {
    const list = words.map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _blast_radius; echo "\${COMPREPLY[@]}"`;
  });
  const { stdout } = spawnSync('bash', ['-c', [script, ...asked].join('\n')], {
    encoding: 'utf8',
    cwd: fleet.folder,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: fleet.folder },
  });
  rmSync(bin, { recursive: true });
  expect(stdout.split('\n')).toEqual([
    'promote',
    '--dry-run',
    'text markdown html json github sarif junit',
    'missing-secret missing-service-account missing-source',
    'test',
    'check',
    expect.stringMatching(/^--/),
    '',
  ]);
});
