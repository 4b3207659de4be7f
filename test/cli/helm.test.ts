import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runProgram } from './run-program.ts';

let folder = '';
const files = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'chart/values.yaml': 'a: 1\nb: x\n',
  'chart/crds/c.yaml': 'kind: CustomResourceDefinition\n',
  'chart/templates/a.yaml':
    'kind: {{ .Values.kind | default "ConfigMap" }}\nr: {{ .Release.Name }}/{{ .Release.Namespace }} {{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.APIVersions.Has "x/v1" }}\nv: {{ .Values.a }} {{ .Values.b }}\n{{ if .Values.no }}{{ fail "no" }}{{ end }}',
  'one.yaml': 'a: 2\nb: y\n',
  'two.yaml': 'b: z\n',
  'endless.yaml': 'a: [-.inf]\n',
  'null.yaml': 'a: { ~: x }\n',
  'numbers.yaml': 'a: { .inf: x, 1.50: z }\n',
  'up/Chart.yaml': 'apiVersion: v2\nname: up\nversion: 1.0.0\n',
  'up/templates/a.yaml': 'a: {{ .Release.IsUpgrade }} {{ .Release.IsInstall }}\n\n---\nb: {{ toJson .Values }}\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'helm-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const template = (...args: string[]) => runProgram(['helm', 'template', ...args], { cwd: folder });

function printed(...lines: readonly string[]): string {
  return `---\n# Source: app/templates/a.yaml\nkind: ConfigMap\n${lines.join('\n')}\n`;
}

test('a chart with its own values', async () => {
  const stdout = printed('r: release-name/default 36 false', 'v: 1 x');
  expect(await template('chart')).toEqual({ code: 0, stderr: '', stdout });
});

test('a name, files, values that are set, and what the cluster can do', async () => {
  const more = ['-n', 'apps', '--kube-version', '1.30.1', '--api-versions', 'w/v1,x/v1', '--set', 'a=3'];
  const { stdout } = await template('rel', 'chart', '-f', 'one.yaml', '--values', 'two.yaml', ...more);
  expect(stdout).toBe(printed('r: rel/apps 30 true', 'v: 3 z'));
  const named = await template('chart', '--release-name', 'rel', '--set', 'a=1', '--set-string', 'a=5');
  expect(named.stdout).toBe(printed('r: rel/default 36 false', 'v: 5 x'));
});

test('an upgrade, and documents with the blank lines behind them', async () => {
  const [a, b] = ['a: true false\n\n\n', 'b: {"a":{".inf":"x","1.5":"z"}}\n'];
  expect(await template('up', '--is-upgrade', '-f', 'numbers.yaml')).toEqual({
    code: 0,
    stderr: '',
    stdout: `---\n# Source: up/templates/a.yaml\n${a}---\n# Source: up/templates/a.yaml\n${b}`,
  });
});

test.each([
  ['endless.yaml', 'json: unsupported value: -Inf'],
  ['null.yaml', 'yaml: line 1: the key ~ is null, which JSON does not allow'],
])('values that Helm refuses: %s', async (file, why) => {
  const what = `failed to parse ${file}: cannot unmarshal yaml document: error converting YAML to JSON`;
  const { code, stderr, stdout } = await template('up', '-f', file);
  expect([code, stdout, stderr]).toEqual([2, '', `blast-radius: ${what}: ${why}\n`]);
});

test('custom resource definitions only where they are asked for', async () => {
  expect((await template('chart')).stdout).not.toContain('crds/c.yaml');
  expect((await template('chart', '--include-crds')).stdout).toContain('# Source: app/crds/c.yaml\n');
});

test.each([
  [['chart', '--set', 'no=1'], 'blast-radius: execution error at (app/templates/a.yaml:4:22): no\n'],
  [['nowhere'], 'blast-radius: path "nowhere" not found\n'],
  [['chart', '--set', 'a'], 'blast-radius: failed parsing --set data: key "a" has no value\n'],
  [['Rel_', 'chart'], /release name "Rel_": invalid release name/],
  [['chart', '-f', 'chart/templates/a.yaml'], /^blast-radius: failed to parse chart\/templates\/a\.yaml: /],
  [['chart', '-f', 'none.yaml'], /^blast-radius: none\.yaml cannot be read: /],
  [['chart', '--kube-version', 'new'], 'blast-radius: could not parse "new" as version\n'],
])('what Helm refuses is refused, and nothing printed: %j', async (args, message) => {
  const { code, stdout, stderr } = await template(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  if (typeof message === 'string') expect(stderr).toBe(message);
  else expect(stderr).toMatch(message);
});

test('why a field is as it is', async () => {
  const asked = ['rel', 'chart', '-f', 'one.yaml', '--set', 'b=w', '--explain'];
  expect(await template(...asked, 'ConfigMap/')).toEqual({
    code: 0,
    stderr: '',
    stdout: `ConfigMap/, by app/templates/a.yaml

  kind: ConfigMap                  app/templates/a.yaml:1
      .Values.kind                 not set
  r: rel/default 36 false          app/templates/a.yaml:2
      .Release.Name: rel           of the chart or the release
      .Release.Namespace: default  of the chart or the release
  v: 2 w                           app/templates/a.yaml:3
      .Values.a: 2                 one.yaml:1
      .Values.b: w                 --set b
`,
  });
  expect((await template(...asked, 'configmap/:v')).stdout).toMatch(/^ConfigMap.*\n\n {2}v: 2 w/);
  expect(await template(...asked, 'ConfigMap/:w')).toMatchObject({
    code: 64,
    stderr: expect.stringMatching(/ConfigMap\/ has no field w/),
  });
  expect(await template(...asked, 'ConfigMaps/')).toMatchObject({
    code: 64,
    stderr: expect.stringMatching(/makes no ConfigMaps\/; did you mean/),
  });
});
