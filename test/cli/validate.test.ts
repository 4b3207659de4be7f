import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
const validate = (...args: string[]) => runProgram(['validate', '--work-tree', ...args], { cwd: fleet.folder });

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

test('all objects of all clusters are held against their schemas, and what stands against the rules', async () => {
  fleet.write(
    'apps/podinfo/overlays/prod/kustomization.yaml',
    `resources:
  - ../../base
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: podinfo, namespace: team-x }
      spec: { replicas: three, minReadySecond: 5 }
`,
  );
  const { code, stdout } = await validate('prod');
  expect(code).toBe(1);
  expect(stdout).toContain('prod  38 objects in 3 roots, 34 validated, 4 without a schema: ClusterPolicy\n');
  expect(
    stdout,
  ).toContain(`✗ prod: Deployment team-x/podinfo: spec.replicas must be a whole number of 32 bits, but is text
  fix: Correct the value, or remove the field.
  apps/podinfo/overlays/prod/kustomization.yaml:8  (schema-invalid)
`);
  expect(
    stdout,
  ).toContain(`! prod: Deployment team-x/podinfo: spec.minReadySecond is not a field: it is dropped, and does
  nothing
  fix: Did you mean "minReadySeconds"?
  apps/podinfo/overlays/prod/kustomization.yaml:8  (undeclared-field)
`);
  expect((await validate('dev')).code).toBe(0);
});

test('--rev looks at a commit; JSON is the review of everything against nothing, without what that gains', async () => {
  const asked = ['validate', '--rev', 'main', '--format', 'json', 'test'];
  const { code, stdout } = await runProgram(asked, { cwd: fleet.folder });
  const { order, clusters, findings } = JSON.parse(stdout);
  expect({
    code,
    order,
    errors: findings.filter(({ severity }: { severity: string }) => severity === 'error'),
  }).toEqual({
    code: 0,
    order: ['test'],
    errors: [],
  });
  expect(clusters.test.validation).toEqual({
    validated: 37,
    withoutSchema: 6,
    unknownKinds: ['kyverno.io/v1 ClusterPolicy'],
    standing: 0,
    celRules: clusters.test.validation.celRules,
  });
  expect(clusters.test.gained).toEqual([]);
});

test('HEAD is looked at unless something else is asked for, in a bare mirror too, and the report says which', async () => {
  fleet.write('apps/podinfo/base/kustomization.yaml', 'resources: [gone.yaml]\n');
  const [head] = [fleet.git('rev-parse', '--short=7', 'HEAD').trim()];
  const committed = await runProgram(['validate', 'dev'], { cwd: fleet.folder });
  expect({ code: committed.code, end: committed.stdout.split('\n').at(-2) }).toEqual({
    code: 0,
    end: `Of ${head}, as committed`,
  });
  expect((await runProgram(['validate', 'dev', '--repo', '.git'], { cwd: fleet.folder })).stdout).toBe(
    committed.stdout,
  );
  const onDisk = await validate('dev');
  expect({ code: onDisk.code, end: onDisk.stdout.split('\n').at(-2) }).toEqual({
    code: 2,
    end: 'Of the files on disk',
  });
});

test('the password of an address that is not fetched is in no output', async () => {
  fleet.git('checkout', '--quiet', '--', '.');
  const address = 'https://joe:hunter2secret@example.org/base//x?ref=v1';
  fleet.write('apps/podinfo/overlays/prod/kustomization.yaml', `resources:\n  - ../../base\n  - ${address}\n`);
  for (const asked of [
    'validate',
    'where',
    'images',
    'render prod',
    'diff',
    'where --format json',
    'images --format json',
    'diff --format json',
  ]) {
    const { stdout, stderr } = await runProgram([...asked.split(' '), '--work-tree'], { cwd: fleet.folder });
    const said = stdout + stderr;
    expect({ asked, isTold: said.includes('joe:***@example.org'), isSafe: !said.includes('hunter2secret') }).toEqual({
      ...{ asked, isTold: true, isSafe: true },
    });
  }
});

test('what cannot be rendered is told, and ends with 2', async () => {
  fleet.write('apps/podinfo/base/kustomization.yaml', 'resources:\n  - deploymnt.yaml\n');
  const { code, stdout } = await validate('dev');
  expect(code).toBe(2);
  expect(stdout).toContain('deploymnt.yaml');
});

test('a cluster that is not there is answered with the nearest', async () => {
  expect(await validate('prd')).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: there is no cluster prd; did you mean prod?\n',
  });
});
