import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cluster, deployment, flux } from '../review/small-fleet.ts';
import { runProgram } from './run-program.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const VARS = 'postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }';
const config = (name: string, namespace = 'shop', kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: "${name}", namespace: "${namespace}" }\ndata: { a: b }\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
  const files = {
    ...cluster('prod'),
    ...cluster('test'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', VARS]),
    'clusters/test/apps.yaml': flux('apps', 'apps', ['prune: true', VARS]),
    'apps/x.yaml': config(`${use('CLUSTER_NAME')}-x`),
    'apps/y.yaml': config('y', use('NS')),
    'apps/z.yaml': config('z', 'shop', use('KIND')),
    'apps/w.yaml': deployment('web'),
    'apps/child.yaml': flux('child', use('REGION')),
    'apps/kustomization.yaml': 'resources: [x.yaml, y.yaml, z.yaml, w.yaml, child.yaml]\n',
    'clusters/prod/only.yaml': flux('only', 'only', ['prune: true', VARS]),
    'only/kustomization.yaml': 'resources: [x.yaml]\n',
    'only/x.yaml': config(`${use('CLUSTER_NAME')}-only`),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['add', '-A'], { cwd: folder });
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-qm', 'all'], {
    cwd: folder,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runProgram([...args], { cwd: folder });

const NAMED = `ConfigMap/${use('CLUSTER_NAME')}-x`;

test('explain names an object by what is written, and finds it by that', async () => {
  const { code, stdout } = await run('explain', NAMED, 'prod');
  expect({ code, title: stdout.split('\n')[0] }).toEqual({
    code: 0,
    title: `ConfigMap shop/${use('CLUSTER_NAME')}-x in prod`,
  });
  expect(stdout).toMatch(/metadata\.name: \$\{CLUSTER_NAME\}-x +apps\/x\.yaml:3/);
});

test('a name that is written nowhere is answered with the nearest', async () => {
  expect(await run('explain', `ConfigMap/${use('CLUSTER_NAME')}-z`, 'prod')).toMatchObject({
    code: 64,
    stderr: `blast-radius: nothing is named ConfigMap/${use('CLUSTER_NAME')}-z; did you mean ${NAMED}?\n`,
  });
});

test('where does so', async () => {
  const { stdout } = await run('where', NAMED, '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ objects: [{ name: `${use('CLUSTER_NAME')}-x` }] });
});

test.each([
  [['explain', 'apps']],
  [['where', '--objects']],
  [['where', '--format', 'json']],
  [['compare', 'test', 'prod']],
  [['compare', 'test', 'prod', '--format', 'json']],
  [['tree', 'prod']],
  [['render', 'prod']],
  [['build', 'apps']],
  [['build', 'only']],
])('%j prints the text of what only the cluster has, and nothing that stands for it', async (args) => {
  const { stdout, stderr } = await run(...args);
  expect(stdout).toContain(use('CLUSTER_NAME'));
  expect(`${stdout}${stderr}`).not.toMatch(/opaque-[0-9a-f]/);
});

test('what to do about a problem is a part of its sentence', async () => {
  const { stderr } = await run('tree', 'test');
  expect(stderr).toContain('; list its variables under clusters[].substitute in the configuration\n');
});
