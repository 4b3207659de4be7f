import { expect, test } from '@jest/globals';
import { givenValues } from '../../../src/flux/helm/given-values.ts';
import { mergedValues } from '../../../src/flux/helm/merged-values.ts';
import type { ValuesReference } from '../../../src/flux/helm/values-sources.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { clusterOf } from '../../../src/helm/objects/capabilities.ts';
import { traceText } from '../../../src/helm/trace/trace-text.ts';
import { type TracedRelease, traceRelease } from '../../../src/helm/trace-release.ts';
import { valuesOf } from '../../../src/helm/values/values-of.ts';
import { resourcesOf } from '../../../src/kustomize/model/resources.ts';
import { mapping } from '../release/release.ts';
import { type Files, filesOf } from '../render.ts';

const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'values.yaml': 'own: 1\nhost: none\nuser: none\npassword: none\nport: 0\n',
  'templates/c.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: c
  labels: {team: {{ .Values.own | quote }}}
data:
  own: {{ .Values.own | quote }}
  host: {{ .Values.host }}
  user: {{ .Values.user }}
  password: {{ .Values.password | quote }}
  port: {{ .Values.port | quote }}
`,
};

const OBJECTS = [
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: base}\ndata:\n  values.yaml: |\n    host: example.org\n    user: base\n  port: "8080"\n  login: "login: {user: admin}"\n',
  'apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData:\n  values.yaml: |\n    password: hunter2\n  login: "login: {password: hunter2}"\n',
];

function traced(files: Files, spec: string): TracedRelease {
  const node = mapping(`metadata: {name: rel, namespace: apps}\nspec:\n${spec}`);
  const objects = resourcesOf(OBJECTS.map(mapping), 'objects.yaml');
  const find = ({ kind, name }: ValuesReference) => objects.find((each) => each.kind === kind && each.name === name);
  return traceRelease(
    {
      release: { node, name: 'rel', namespace: 'apps' },
      chart: loadFolder(filesOf(files)),
      values: valuesOf(mergedValues(node, find).values),
      cluster: clusterOf(),
      action: { kind: 'upgrade' },
      outside: { now: () => new Time(0), random: (count) => new Uint8Array(count) },
    },
    givenValues(node, find),
  );
}

test.each([
  [
    'ConfigMap',
    '  valuesFrom:\n    - {kind: ConfigMap, name: base, valuesKey: login}\n    - {kind: Secret, name: login, valuesKey: login}\n',
  ],
  ['spec.values', '  valuesFrom: [{kind: Secret, name: login, valuesKey: login}]\n  values: {login: {user: admin}}\n'],
])('a map of which a part is of a %s and another one of a Secret is not shown whole', (_, spec) => {
  const template = `apiVersion: v1
kind: ConfigMap
metadata:
  name: c
data:
  all: {{ .Values.login | toString | quote }}
  user: {{ .Values.login.user }}
`;
  const text = explain(traced({ ...FILES, 'templates/c.yaml': template }, spec)).join('\n');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('data.user: admin');
});

function explain({ rendered, explain: why }: TracedRelease): readonly string[] {
  const text = rendered.manifests.map((manifest) => traceText(why(manifest) ?? never())).join('\n');
  return text.split('\n').map((line) => line.trim().replace(/ {2,}/g, '  '));
}

function never(): never {
  throw new Error('nothing is told');
}

const VALUES = `  valuesFrom:
    - {kind: ConfigMap, name: base}
    - {kind: ConfigMap, name: base, valuesKey: port, targetPath: port}
    - {kind: Secret, name: login}
  values:
    user: admin
`;

test('values of a release are told by what sets them, and those of a Secret are not shown', () => {
  const release = traced(FILES, VALUES);
  const lines = explain(release);
  expect(lines.slice(lines.indexOf('data.own: "1"  app/templates/c.yaml:7'))).toEqual([
    'data.own: "1"  app/templates/c.yaml:7',
    '.Values.own: 1  app/values.yaml:1',
    'data.host: example.org  app/templates/c.yaml:8',
    '.Values.host: example.org  valuesFrom ConfigMap/base, key values.yaml',
    'data.user: admin  app/templates/c.yaml:9',
    '.Values.user: admin  spec.values',
    'data.password: ***  app/templates/c.yaml:10',
    '.Values.password: ***  valuesFrom Secret/login, key values.yaml',
    'data.port: "8080"  app/templates/c.yaml:11',
    '.Values.port: 8080  valuesFrom ConfigMap/base, key port, to port',
    '',
  ]);
  const [manifest] = release.rendered.manifests;
  const trace = manifest && release.explain(manifest);
  expect(JSON.stringify(trace, (key, value: unknown) => (key === 'place' ? undefined : value))).not.toContain(
    'hunter2',
  );
  const user = trace?.fields.find(({ path }) => path === 'data.user')?.values[0]?.origin;
  expect(user).toMatchObject({ kind: 'spec.values' });
  expect(user?.kind === 'spec.values' && user.place?.source.lineAt(user.place.offset)).toBe(8);
});

test("what post-renderers set is told to be theirs, and what they leave is the template's", () => {
  const release = traced(
    FILES,
    `${VALUES}  commonMetadata:
    annotations: {owner: us}
  postRenderers:
    - kustomize:
        patches:
          - target: {kind: ConfigMap}
            patch: |
              - {op: replace, path: /data/host, value: patched}
              - {op: add, path: /data/new, value: x}
              - {op: copy, from: /data/password, path: /data/moved}
`,
  );
  expect(release.problem).toBe(undefined);
  const fields = explain(release).filter((line) => /^(?:metadata|data)\b/.test(line));
  expect(fields.toSorted()).toEqual([
    'data.host: patched  set by post-renderers',
    'data.moved: ***  set by post-renderers',
    'data.new: x  set by post-renderers',
    'data.own: "1"  app/templates/c.yaml:7',
    'data.password: ***  app/templates/c.yaml:10',
    'data.port: "8080"  app/templates/c.yaml:11',
    'data.user: admin  app/templates/c.yaml:9',
    'metadata.annotations.owner: us  set by common metadata',
    'metadata.labels.team: "1"  app/templates/c.yaml:5',
    'metadata.labels["helm.toolkit.fluxcd.io/name"]: rel  set by origin labels',
    'metadata.labels["helm.toolkit.fluxcd.io/namespace"]: apps  set by origin labels',
    'metadata.name: c  app/templates/c.yaml:4',
  ]);
});

test('a release that fails is not explained, and says why', () => {
  const { problem, rendered } = traced({ ...FILES, 'templates/c.yaml': '{{ fail "no" }}' }, VALUES);
  expect(problem).toBe('execution error at (app/templates/c.yaml:1:3): no');
  expect(rendered.problems).toEqual([problem]);
});
