import { expect, test } from '@jest/globals';
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { releaseOf, shown, type TestRelease } from './release.ts';

const HELM_3 = helmControllerOf({ major: 1, minor: 4, patch: 5 });
const HELM_4 = helmControllerOf({ major: 1, minor: 6, patch: 3 });

const config = (name: string, data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data: ${data}
`;

/** @returns what Helm 3 and Helm 4 make of a release. */
function both(release: TestRelease): readonly [string, string] {
  const told = (controller: typeof HELM_3) => {
    const { problems, manifests } = releaseOf({ ...release, controller });
    const data = manifests.flatMap(({ content }) => /^ {2}told: (.*)$/m.exec(content())?.[1] ?? []);
    return [...problems, ...data].join(' | ');
  };
  return [told(HELM_3), told(HELM_4)];
}

const told = (expression: string) => ({ 'templates/t.yaml': config('t', `{told: {{ ${expression} }}}`) });

test('nulls of a chart stay, and one that is given takes away what stands there', () => {
  const files = {
    ...told('.Values | toJson | quote'),
    'values.yaml': 'a: null\nb: {c: null, d: 1}\ne: {f: 1, g: {h: 1}}\n',
  };
  expect(both({ files, values: 'e: {f: null, g: {h: null, i: null}}\n' })).toEqual([
    `'{"a":null,"b":{"c":null,"d":1},"e":{"g":{"i":null}}}'`,
    `'{"b":{"d":1},"e":{"g":{"i":null}}}'`,
  ]);
});

test('webhook configurations come among the kinds that are not known', () => {
  const kinds = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Alpha', 'Zulu', 'APIService'];
  const templates = kinds.map((kind) => `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: a}\n`);
  const order = (controller: typeof HELM_3) =>
    releaseOf({ files: { 'templates/t.yaml': templates.join('---\n') }, controller }).manifests.map(({ kind }) => kind);
  expect(order(HELM_3)).toEqual([
    'APIService',
    'Alpha',
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
    'Zulu',
  ]);
  expect(order(HELM_4)).toEqual([
    'APIService',
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
    'Alpha',
    'Zulu',
  ]);
});

test('an error is told in one line', () => {
  expect(both({ files: told('.Values.a.b.c') })).toEqual([
    'template: app/templates/t.yaml:4:23: executing "app/templates/t.yaml" at <.Values.a.b.c>: nil pointer evaluating interface {}.b',
    'app/templates/t.yaml:4:23\n  executing "app/templates/t.yaml" at <.Values.a.b.c>:\n    nil pointer evaluating interface {}.b',
  ]);
  expect(both({ files: told('fail "stopped"') })).toEqual([
    'execution error at (app/templates/t.yaml:4:16): stopped',
    'execution error at (app/templates/t.yaml:4:16): stopped',
  ]);
  const [name] = both({ files: {}, spec: '{releaseName: Wrong}' });
  expect(name).toMatch(/^release name "Wrong": invalid release name, /);
  const [mismatch] = both({
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: sub, version: 1.x}]\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    },
    values: 'sub: text',
  });
  expect(mismatch).toBe('type mismatch on sub: %!t(string=text)');
});

test('the definition of a chart is a struct, and some functions are not there', () => {
  expect(both({ files: told('kindOf .Chart') })).toEqual(['struct', 'map']);
  expect(both({ files: told('.Chart.Missing | quote') })).toEqual([
    'template: app/templates/t.yaml:4:22: executing "app/templates/t.yaml" at <.Chart.Missing>: can\'t evaluate field Missing in type interface {}',
    '""',
  ]);
  expect(both({ files: told('mustToYaml 1 | quote') })).toEqual([
    'parse error at (app/templates/t.yaml:4): function "mustToYaml" not defined',
    '"1"',
  ]);
});

test('what is in a chart with an alias, and not declared, stands below its own name', () => {
  const files = {
    'Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: sub, version: 1.x}, {name: sub, version: 1.x, alias: other}]\n',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'charts/sub/charts/leaf/Chart.yaml': 'apiVersion: v2\nname: leaf\nversion: 1.0.0\n',
    'charts/sub/charts/leaf/templates/t.yaml': config(
      '{{ .Template.Name | sha256sum | trunc 5 | quote }}',
      '{told: {{ .Template.Name }}}',
    ),
  };
  expect(both({ files })).toEqual([
    'app/charts/sub/charts/leaf/templates/t.yaml',
    'app/charts/other/charts/leaf/templates/t.yaml | app/charts/sub/charts/leaf/templates/t.yaml',
  ]);
});

test('what goes through post-renderers has nothing noted in it that is left, and ends as the text does', () => {
  const files = {
    'templates/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: a, annotations: {}}
data:
  b: |+
    text

`,
    'templates/b.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: b}}\n',
  };
  expect(shown(releaseOf({ files, controller: HELM_3 }))).toBe(`# app/templates/a.yaml
apiVersion: v1
data:
  b: |
    text
kind: ConfigMap
metadata:
  annotations: {}
  name: a
# app/templates/b.yaml
apiVersion: v1
kind: Service
metadata:
  name: b
`);
  const patch = '- {op: add, path: /metadata/annotations/added, value: "1"}';
  const spec = `{postRenderers: [{kustomize: {patches: [{target: {kind: Service}, patch: '${patch}'}]}}]}`;
  expect(shown(releaseOf({ files, spec, controller: HELM_3 }))).toMatch(
    / {2}annotations:\n {4}added: "1"\n {2}name: b\n$/,
  );
});

test('a key that stands twice stops what post-renderers read: of Helm 3 all but hooks', () => {
  const twice = (annotations: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {${annotations}}}\ndata:\n  told: one\n  told: two\n`;
  const object = { files: { 'templates/t.yaml': twice('') } };
  const hook = { files: { 'templates/t.yaml': twice('helm.sh/hook: pre-install') } };
  const problem =
    'parsing app/templates/t.yaml: MalformedYAMLError: yaml: line 6: mapping key "told" already defined at line 5; keep one';
  expect(both(object)).toEqual([
    `error while running post render on files: ${problem}`,
    `error merging manifests: ${problem}`,
  ]);
  expect(releaseOf({ ...hook, controller: HELM_3 })).toMatchObject({ problems: [], hooks: [{ name: 'a' }] });
  expect(both(hook)[1]).toBe(`error merging manifests: ${problem}`);
});
