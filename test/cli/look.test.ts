import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

test('explain shows the chain of an object, and the line that wrote each field', async () => {
  const { code, stdout, stderr } = await runProgram(['explain', 'Service/podinfo', 'prod'], { cwd: fleet.folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Service team-x/podinfo in prod
  clusters/prod/kustomization.yaml:6
    → clusters/prod/apps.yaml:13
      → clusters/prod/apps/kustomization.yaml:5
        → apps/podinfo/overlays/prod/kustomization.yaml:4
          → apps/podinfo/base/kustomization.yaml:5
            → apps/podinfo/base/service.yaml:1

  apiVersion: v1                          apps/podinfo/base/service.yaml:1
  kind: Service                           apps/podinfo/base/service.yaml:2
  metadata.name: podinfo                  apps/podinfo/base/service.yaml:4
  metadata.namespace: team-x              apps/podinfo/base/service.yaml:5
  spec.selector.app: podinfo              apps/podinfo/base/service.yaml:8
  spec.ports[name=http].name: http        apps/podinfo/base/service.yaml:10
  spec.ports[name=http].port: 80          apps/podinfo/base/service.yaml:11
  spec.ports[name=http].targetPort: 9898  apps/podinfo/base/service.yaml:12
`);
});

test('a field that an overlay sets is explained by the overlay', async () => {
  const { stdout } = await runProgram(['explain', 'Deployment/podinfo', '--format', 'json'], { cwd: fleet.folder });
  const found: readonly { cluster: string; explanation: { fields: readonly { path: string }[] } }[] =
    JSON.parse(stdout);
  expect(
    found
      .slice(1)
      .map(({ cluster, explanation }) => [cluster, explanation.fields.find(({ path }) => path === 'spec.replicas')]),
  ).toEqual(
    ['test', 'prod'].map((cluster, index) => [
      cluster,
      {
        path: 'spec.replicas',
        value: index + 2,
        place: { path: `apps/podinfo/overlays/${cluster}/kustomization.yaml`, line: 15 },
      },
    ]),
  );
});

test('the values of a Secret stay hidden', async () => {
  const password = 'correct horse battery staple';
  fleet.write(
    'apps/foo-app/base/secret.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\n  namespace: foo\nstringData:\n  word: ${password}\n`,
  );
  fleet.write('apps/foo-app/base/kustomization.yaml', 'resources:\n- deployment.yaml\n- secret.yaml\n');
  const explained = await runProgram(['explain', 'Secret/login', 'test', '--work-tree'], { cwd: fleet.folder });
  const compared = await runProgram(['compare', 'test', 'prod', '--work-tree', '--format', 'json'], {
    cwd: fleet.folder,
  });
  fleet.git('checkout', '-q', '.');
  expect(explained.stdout).toContain('stringData.word: ***');
  expect(`${explained.stdout}${compared.stdout}`).not.toContain(password);
});

test('what a second path of a cluster brings is explained by its own way, and compared', async () => {
  const own = fleetClone();
  try {
    const settings = (name: string, size: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: team-x }\ndata: { size: "${size}" }\n`;
    for (const [name, size] of [
      ['dev', '1'],
      ['prod', '3'],
    ] as const) {
      own.write(`infra/${name}/kustomization.yaml`, `resources:\n- ../limits\n- ${name}.yaml\n`);
      own.write(`infra/${name}/${name}.yaml`, settings('sizes', size));
    }
    own.write('infra/limits/kustomization.yaml', 'resources:\n- limits.yaml\n');
    own.write('infra/limits/limits.yaml', settings('limits', '9'));
    own.write(
      '.github/blast-radius.yml',
      'clusters:\n' +
        '  - { name: dev, path: [clusters/dev, infra/dev] }\n' +
        '  - { name: prod, path: [infra/prod, clusters/prod] }\n',
    );
    const run = (...args: string[]) => runProgram([...args, '--work-tree'], { cwd: own.folder });
    const chainOf = (text: string) => text.slice(0, text.indexOf('\n\n'));
    expect(chainOf((await run('explain', 'ConfigMap/limits', 'dev')).stdout)).toBe(`ConfigMap team-x/limits in dev
  infra/dev/kustomization.yaml:2
    → infra/limits/kustomization.yaml:2
      → infra/limits/limits.yaml:1`);
    expect(chainOf((await run('explain', 'Service/podinfo', 'prod')).stdout)).toContain('clusters/prod/apps.yaml:13');
    expect((await run('compare', 'ConfigMap/sizes', 'dev', 'prod')).stdout).toBe(
      '- dev   + prod\nboth: ConfigMap team-x/sizes\n  @@ data.size @@\n  - "1"\n  + "3"\n',
    );
    expect((await run('compare', 'ConfigMap/limits', 'dev', 'prod')).stdout).toBe('dev and prod run the same\n');
    expect((await run('compare', 'dev', 'prod')).stdout).toContain(
      'both: ConfigMap team-x/sizes\n  @@ data.size @@\n  - "1"\n  + "3"\n',
    );
    expect((await run('compare', 'podinfo', 'dev', 'prod')).stdout).toBe(
      '- dev   + prod\nboth: Deployment team-x/podinfo\n  @@ spec.replicas @@\n  - 1\n  + 3\n',
    );
  } finally {
    own.remove();
  }
});

test('compare shows what only one cluster runs, and how the rest differs', async () => {
  expect(await runProgram(['compare', 'foo-app', 'test', 'prod'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stderr: '',
    stdout: '- test   + prod\nonly test: Service foo/foo-app\nonly test: Deployment foo/foo-app\n',
  });
  expect((await runProgram(['compare', 'podinfo', 'dev', 'prod'], { cwd: fleet.folder })).stdout).toBe(
    '- dev   + prod\nboth: Deployment team-x/podinfo\n  @@ spec.replicas @@\n  - 1\n  + 3\n',
  );
});

test.each([
  [['explain', 'Deployment/podnfo'], 'nothing is named Deployment/podnfo; did you mean Deployment/podinfo?'],
  [['explain', 'foo-app', 'dev'], 'dev does not run foo-app'],
  [['compare', 'dev', 'prdo'], 'there is no cluster prdo; did you mean prod?'],
  [['compare', 'dev'], 'name two clusters, optionally preceded by a unit'],
])('%j is wrong usage', async (args, message) => {
  expect(await runProgram(args, { cwd: fleet.folder })).toEqual({
    code: 64,
    stdout: '',
    stderr: `blast-radius: ${message}\n`,
  });
});
