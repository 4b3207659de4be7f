import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

test('where a unit runs, and where it does not', () => {
  expect(runProgram(['where', 'foo-app'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stderr: '',
    stdout: `                          dev  test  prod
foo-app                    ·    ●     ·
  Deployment foo/foo-app   ·    ●     ·
  Service foo/foo-app      ·    ●     ·
`,
  });
});

test('where an object runs, as JSON', () => {
  const { code, stdout } = runProgram(['where', 'Namespace/foo', '--format', 'json', '--repo', fleet.folder]);
  expect({ code, where: JSON.parse(stdout) }).toEqual({
    code: 0,
    where: {
      clusters: ['dev', 'test', 'prod'].map((name) => ({ name, path: `clusters/${name}`, problems: [] })),
      units: [{ unit: 'namespaces/test-only', clusters: ['test'] }],
      objects: [{ kind: 'Namespace', namespace: '', name: 'foo', unit: 'namespaces/test-only', clusters: ['test'] }],
    },
  });
});

test('--work-tree looks at the files, --rev at a commit', () => {
  fleet.tell('01-foo-app-to-prod');
  const unit = (stdout: string) => stdout.split('\n')[1];
  expect(unit(runProgram(['where', 'foo-app'], { cwd: fleet.folder }).stdout)).toMatch(/· +● +●$/);
  expect(unit(runProgram(['where', 'foo-app', '--rev', 'main'], { cwd: fleet.folder }).stdout)).toMatch(/· +● +·$/);
  expect(unit(runProgram(['where', 'foo-app', '--work-tree'], { cwd: fleet.folder }).stdout)).toMatch(/· +● +●$/);
});

test('a name that is nowhere is answered with the nearest', () => {
  expect(runProgram(['where', 'podnfo'], { cwd: fleet.folder })).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: nothing here is called podnfo; did you mean podinfo?\n',
  });
});
