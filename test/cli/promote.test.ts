import { symlinkSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;
beforeEach(() => {
  fleet = fleetClone();
});
afterEach(() => fleet.remove());

const patch = `diff --git a/clusters/prod/apps/kustomization.yaml b/clusters/prod/apps/kustomization.yaml
--- a/clusters/prod/apps/kustomization.yaml
+++ b/clusters/prod/apps/kustomization.yaml
@@ -3,3 +3,4 @@
 resources:
   - ../../../apps/common
   - ../../../apps/podinfo/overlays/prod
+  - ../../../apps/foo-app/base
`;

test('promote edits the work tree, and says what comes and what is missing', async () => {
  expect(await runProgram(['promote', 'foo-app', 'prod'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stderr: '',
    stdout: `Promote foo-app to prod, as in test
  ~ clusters/prod/apps/kustomization.yaml
prod gains Service foo/foo-app
prod gains Deployment foo/foo-app
prod lacks Namespace/foo, which Service/foo-app needs: promote namespace/foo prod
`,
  });
  expect(fleet.git('diff')).toContain('+  - ../../../apps/foo-app/base\n');
});

test('--dry-run prints a patch that git apply takes, and changes nothing', async () => {
  const { code, stdout } = await runProgram(['promote', 'foo-app', 'prod', '--dry-run'], { cwd: fleet.folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: patch });
  expect(fleet.git('status', '--porcelain')).toBe('');
  fleet.write('.git/promoted.patch', stdout);
  fleet.git('apply', '.git/promoted.patch');
  const edited = fleet.git('diff');
  fleet.git('checkout', '-q', '.');
  await runProgram(['promote', 'foo-app', 'prod'], { cwd: fleet.folder });
  expect(fleet.git('diff')).toBe(edited);
});

test('demote after promote leaves every file as it was', async () => {
  await runProgram(['promote', 'foo-app', 'prod', '--overlay'], { cwd: fleet.folder });
  expect(fleet.git('status', '--porcelain')).not.toBe('');
  const { code, stdout } = await runProgram(['demote', 'foo-app', 'prod', '--clean'], { cwd: fleet.folder });
  expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'Demote foo-app from prod' });
  expect(fleet.git('status', '--porcelain')).toBe('');
});

test('a refusal names its reason and remedy, and exits with 1', async () => {
  expect(await runProgram(['promote', 'kyverno/prod', 'dev'], { cwd: fleet.folder })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'blast-radius: prod runs its own infrastructure/policies/kyverno/prod, and dev has none; --overlay creates infrastructure/policies/kyverno/dev from it, for you to review\n',
  });
});

test('nothing to do is said', async () => {
  expect(await runProgram(['promote', 'foo-app', 'test'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stdout: 'Nothing to do: foo-app already runs in test\n',
    stderr: '',
  });
});

test('no cluster is wrong usage', async () => {
  expect(await runProgram(['promote', 'foo-app'], { cwd: fleet.folder })).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: name one or more clusters, or all\n',
  });
});

test('an edited file and one that moves keep their mode', async () => {
  fleet.git('update-index', '--chmod=+x', 'clusters/prod/infra/kustomization.yaml');
  fleet.git('update-index', '--chmod=+x', 'infrastructure/namespaces/test-only/ns-foo.yaml');
  fleet.git('commit', '-qm', 'executable');
  fleet.git('checkout', '-q', '.');
  const { stdout } = await runProgram(['promote', 'namespace/foo', 'prod', '--dry-run'], { cwd: fleet.folder });
  await runProgram(['promote', 'namespace/foo', 'prod'], { cwd: fleet.folder });
  const modes = () => {
    fleet.git('add', '-A');
    const lines = fleet.git('diff', '--cached', '--raw', '--no-renames', 'HEAD').trim().split('\n');
    return lines.map((line) => line.replace(/^:(\d+) (\d+) \S+ \S+ \S\t/, '$1 $2 '));
  };
  const written = modes();
  expect(written).toContain('100755 100755 clusters/prod/infra/kustomization.yaml');
  expect(written).toContain('100755 000000 infrastructure/namespaces/test-only/ns-foo.yaml');
  expect(written).toContain('000000 100755 infrastructure/namespaces/foo/ns-foo.yaml');
  expect(written).toContain('000000 100644 infrastructure/namespaces/foo/kustomization.yaml');
  fleet.git('reset', '-q', '--hard');
  fleet.write('.git/promoted.patch', stdout);
  fleet.git('apply', '.git/promoted.patch');
  expect(modes()).toEqual(written);
});

test('a link or a submodule in the way is not replaced', async () => {
  symlinkSync('common', `${fleet.folder}/infrastructure/namespaces/foo`);
  const { code, stderr } = await runProgram(['promote', 'namespace/foo', 'prod'], { cwd: fleet.folder });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'blast-radius: infrastructure/namespaces/foo is a symbolic link or a submodule, and is not replaced; edit its target by hand\n',
  });
});

test('promote alone lists what could be promoted where', async () => {
  const { code, stdout, stderr } = await runProgram(['promote'], { cwd: fleet.folder });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stderr: '',
    stdout: `dev lacks 3 units
  foo-app               from test
  kyverno/test-only     from test
  namespaces/test-only  from test
prod lacks 3 units
  foo-app               from test
  kyverno/test-only     from test
  namespaces/test-only  from test
Nothing for test.
blast-radius promote foo-app dev --dry-run shows the edit, or why there is none.
`,
  });
  expect(fleet.git('status', '--porcelain')).toBe('');
});

test('promote alone prints data, too', async () => {
  const { stdout } = await runProgram(['promote', '--format', 'json'], { cwd: fleet.folder });
  expect(JSON.parse(stdout)[1]).toEqual({ cluster: 'test', isPartlyKnown: false, units: [] });
});
