import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

const run = (...args: string[]) => runProgram(args, { cwd: fleet.folder });

test('render prints what a cluster applies, and tree what brings it in', async () => {
  const rendered = await run('render', 'test');
  expect({ ...rendered, stdout: rendered.stdout.split('\n').filter((line) => line.startsWith('# ')) }).toEqual({
    code: 0,
    stderr: '',
    stdout: [
      '# flux-system/flux-system: clusters/test',
      '# flux-system/infra: clusters/test/infra',
      '# flux-system/apps: clusters/test/apps, after flux-system/infra',
    ],
  });
  expect(await run('tree', 'test', '--roots')).toEqual({
    code: 0,
    stderr: '',
    stdout: `flux-system/flux-system → clusters/test
├─ flux-system/apps → clusters/test/apps  (after flux-system/infra)  clusters/test/apps.yaml:13
└─ flux-system/infra → clusters/test/infra  clusters/test/infra.yaml:13
`,
  });
});

test.each(['render', 'tree'])('%s of a name that is no cluster is answered with the nearest', async (command) => {
  expect(await run(command, 'prd')).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: there is no cluster prd; did you mean prod?\n',
  });
  expect((await run(command)).code).toBe(64);
});

test('remote addresses are one line, of all clusters that refer to them, and the tree only marks them', async () => {
  const own = fleetClone();
  try {
    own.write(
      'apps/podinfo/base/kustomization.yaml',
      [
        'resources:',
        '  - deployment.yaml',
        '  - https://git.example.com/a//deploy?ref=v1',
        '  - https://b.example.com/b.yaml',
        '',
      ].join('\n'),
    );
    const at = (...args: string[]) => runProgram([...args, '--work-tree'], { cwd: own.folder });
    const base = 'apps/podinfo/base/kustomization.yaml';
    const what = `2 remote addresses are not fetched, as FETCH=on does: https://git.example.com/a//deploy?ref=v1 (${base}:3) and https://b.example.com/b.yaml (${base}:4)`;
    expect(await at('where', 'podinfo')).toMatchObject({
      code: 2,
      stderr: `blast-radius: dev, test and prod are only partly rendered: ${what}\n`,
    });
    expect((await at('images')).stderr).toBe(`blast-radius: dev, test and prod are only partly rendered: ${what}\n`);
    const tree = await at('tree', 'prod', '--roots');
    expect(tree).toEqual({
      code: 2,
      stderr: `blast-radius: prod is only partly rendered: ${what}\n`,
      stdout: `flux-system/flux-system → clusters/prod
├─ flux-system/apps → clusters/prod/apps  (after flux-system/infra)  clusters/prod/apps.yaml:13
│  ├─ ✗ not known  ${base}:3
│  └─ ✗ not known  ${base}:4
└─ flux-system/infra → clusters/prod/infra  clusters/prod/infra.yaml:13
`,
    });
  } finally {
    own.remove();
  }
});

test('a cluster that does not render whole is printed as far as it does, with exit code 2', async () => {
  fleet.write('clusters/dev/apps/kustomization.yaml', 'resources: [../../../apps/nowhere]\n');
  const { code, stdout, stderr } = await run('render', 'dev', '--work-tree');
  const why = 'clusters/dev/apps/kustomization.yaml:1: "../../../apps/nowhere" does not exist';
  expect({ code, stderr }).toEqual({ code: 2, stderr: `blast-radius: dev is only partly rendered: ${why}\n` });
  expect(stdout).toContain(`# unresolved: ${why}\n`);
  expect(stdout).toContain('kind: Namespace\n');
  expect((await run('render', 'dev')).code).toBe(0);
  expect((await run('render', 'dev', '--rev', 'nowhere')).code).toBe(64);
});
