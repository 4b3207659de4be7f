import { expect, test } from '@jest/globals';
import { CHART, explain, explainField, file } from './explain.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n';

test('a field is told with the line of its template, and each value with the line that sets it', () => {
  const files = {
    ...CHART,
    'values.yaml': 'image:\n  repository: example/app\n  tag: "1"\nreplicas: 1\n',
    'templates/app.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: {{ .Values.replicas }}\n' +
      '  template:\n    spec:\n      containers:\n        - name: {{ .Chart.Name }}\n' +
      '          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n',
  };
  expect(explain(files, file('image:\n  tag: "2"\n'))).toBe(
    `Deployment/app, by app/templates/app.yaml

  apiVersion: apps/v1  app/templates/app.yaml:1
  kind: Deployment  app/templates/app.yaml:2
  metadata.name: app  app/templates/app.yaml:4
  spec.replicas: 1  app/templates/app.yaml:6
      .Values.replicas: 1  app/values.yaml:4
  spec.template.spec.containers[name=app].name: app  app/templates/app.yaml:10
      .Chart.Name: app  of the chart or the release
  spec.template.spec.containers[name=app].image: example/app:2  app/templates/app.yaml:11
      .Values.image.repository: example/app  app/values.yaml:2
      .Values.image.tag: "2"  my.yaml:2
`,
  );
});

test('of what is included, the innermost line is told first, and then what includes it', () => {
  const files = {
    ...CHART,
    'templates/_helpers.tpl':
      '{{- define "name" -}}\n{{- if .Values.fullName -}}\n{{ .Values.fullName | trunc 5 | trimSuffix "-" }}\n' +
      '{{- else -}}\n{{ printf "%s-%s" .Release.Name (default .Chart.Name .Values.name) }}\n{{- end -}}\n{{- end -}}\n' +
      '{{- define "labels" -}}\napp: {{ include "name" . | quote }}\nfixed: "yes"\n{{- end -}}\n',
    'templates/c.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  labels:\n    {{- include "labels" . | nindent 4 }}\n' +
      'data:\n  last: {{ template "name" . }}\n',
  };
  expect(explainField('metadata.labels.app', files)).toEqual([
    'metadata.labels.app: rel-app  app/templates/_helpers.tpl:5 in app/templates/_helpers.tpl:9 in app/templates/c.yaml:6',
    '.Release.Name: rel  of the chart or the release',
    '.Chart.Name: app  of the chart or the release',
    '.Values.name  not set',
    'if .Values.fullName  not set',
  ]);
  expect(explainField('metadata.labels.fixed', files)).toEqual([
    'metadata.labels.fixed: "yes"  app/templates/_helpers.tpl:10 in app/templates/c.yaml:6',
  ]);
  expect(explainField('metadata.labels.app', files, file('fullName: abcd-efgh\n'))).toEqual([
    'metadata.labels.app: abcd  app/templates/_helpers.tpl:3 in app/templates/_helpers.tpl:9 in app/templates/c.yaml:6',
    '.Values.fullName: abcd-efgh  my.yaml:1',
  ]);
  expect(explainField('data.last', files, file('name: other\n'))).toEqual([
    'data.last: rel-other  app/templates/_helpers.tpl:5 in app/templates/c.yaml:8',
    '.Release.Name: rel  of the chart or the release',
    '.Values.name: other  my.yaml:1',
    'if .Values.fullName  not set',
  ]);
});

test('each field of a block that is printed whole has its own value', () => {
  const files = {
    ...CHART,
    'values.yaml': 'resources:\n  limits:\n    cpu: 1\n    memory: 1Gi\nargs: [a, b]\nlines: |\n  x: 1\n  y: 2\n',
    'templates/c.yaml': `${CONFIG}data:
  resources: {{- toYaml .Values.resources | nindent 4 }}
  args: {{ toJson .Values.args }}
  kept: {{- toYaml (omit .Values.resources.limits "cpu") | nindent 4 }}
  both: {{- toYaml (merge (dict "own" .Values.lines) .Values.resources.limits) | nindent 4 }}
`,
  };
  const given = file('resources:\n  limits:\n    memory: 2Gi\n');
  expect(explainField('data.resources.limits.memory', files, given)).toEqual([
    'data.resources.limits.memory: 2Gi  app/templates/c.yaml:6',
    '.Values.resources.limits.memory: 2Gi  my.yaml:3',
  ]);
  expect(explainField('data.resources.limits.cpu', files, given)[1]).toBe(
    '.Values.resources.limits.cpu: 1  app/values.yaml:3',
  );
  expect(explainField('data.args[1]', files, given)).toEqual([
    'data.args[1]: b  app/templates/c.yaml:7',
    '.Values.args[1]: b  app/values.yaml:5',
  ]);
  expect(explainField('data.kept.memory', files, given)[1]).toBe('.Values.resources.limits.memory: 2Gi  my.yaml:3');
  expect(explainField('data.both.memory', files, given)[1]).toBe('.Values.resources.limits.memory: 2Gi  my.yaml:3');
  expect(explainField('data.both.own', files, given)[1]).toBe('.Values.lines: | …  app/values.yaml:6');
});

test('loops and blocks know which item they stand at', () => {
  const files = {
    ...CHART,
    'values.yaml':
      'ports:\n  - name: http\n    port: 80\n  - name: admin\n    port: 81\nenv:\n  A: one\n  B: two\nenabled: true\nprobe:\n  path: /ok\n',
    'templates/c.yaml': `${CONFIG}data:
  ports:
  {{- range $i, $port := .Values.ports }}
    - name: {{ $port.name }}
      at: {{ .port }}
      index: {{ $i }}
  {{- end }}
  {{- range $key, $value := .Values.env }}
  {{ $key }}: {{ $value }}
  {{- end }}
  {{- if .Values.enabled }}
  {{- with .Values.probe }}
  probe: {{ .path }}
  {{- end }}
  {{- end }}
  {{- $chosen := "none" }}
  {{- if .Values.enabled }}{{ $chosen = .Values.env.A }}{{ end }}
  chosen: {{ $chosen }}
  after: fixed
`,
  };
  expect(explainField('data.ports[name=admin].at', files)).toEqual([
    'data.ports[name=admin].at: 81  app/templates/c.yaml:9',
    '.Values.ports[1].port: 81  app/values.yaml:5',
    'if .Values.ports: […]  app/values.yaml:1',
  ]);
  expect(explainField('data.B', files)).toEqual([
    'data.B: two  app/templates/c.yaml:13',
    '.Values.env.B: two  app/values.yaml:8',
    'if .Values.env: {…}  app/values.yaml:6',
  ]);
  expect(explainField('data.probe', files)).toEqual([
    'data.probe: /ok  app/templates/c.yaml:17',
    '.Values.probe.path: /ok  app/values.yaml:11',
    'if .Values.enabled: true  app/values.yaml:9',
    'if .Values.probe: {…}  app/values.yaml:10',
  ]);
  expect(explainField('data.chosen', files)).toEqual([
    'data.chosen: one  app/templates/c.yaml:22',
    '.Values.env.A: one  app/values.yaml:7',
    'if .Values.enabled: true  app/values.yaml:9',
  ]);
  expect(explainField('data.after', files)).toEqual(['data.after: fixed  app/templates/c.yaml:23']);
});

test('texts that values hold are told by what runs them, with their own value and those that they name', () => {
  const files = {
    ...CHART,
    'values.yaml':
      'host: example.org\nurl: "https://{{ .Values.host }}/x"\nextra:\n  a: "{{ .Values.host }}"\n  b: plain\n',
    'templates/c.yaml': `${CONFIG}data:
  url: {{ tpl .Values.url . }}
  {{- tpl (toYaml .Values.extra) . | nindent 2 }}
`,
  };
  expect(explainField('data.url', files)).toEqual([
    'data.url: https://example.org/x  app/templates/c.yaml:6',
    '.Values.url: https://{{ .Values.host }}/x  app/values.yaml:2',
    '.Values.host: example.org  app/values.yaml:1',
  ]);
  expect(explainField('data.a', files)).toEqual([
    'data.a: example.org  app/templates/c.yaml:7',
    '.Values.extra.a: "{{ .Values.host }}"  app/values.yaml:4',
    '.Values.host: example.org  app/values.yaml:1',
  ]);
  expect(explainField('data.b', files)).toEqual([
    'data.b: plain  app/templates/c.yaml:7',
    '.Values.extra.b: plain  app/values.yaml:5',
  ]);
});

test('what is read back as data, and what is only known by its checksum, is still told of', () => {
  const files = {
    ...CHART,
    'values.yaml': 'a: 1\nb: two\n',
    'templates/_helpers.tpl': '{{- define "data" }}\nx: {{ .Values.a }}\nin:\n  z: {{ .Values.b }}\n{{- end }}\n',
    'templates/c.yaml': `${CONFIG}data:
  {{- $data := include "data" . | fromYaml }}
  z: {{ $data.in.z | upper }}
  all: {{- toYaml $data | nindent 4 }}
  sum: {{ include "data" . | sha256sum }}
`,
  };
  expect(explainField('data.z', files)).toEqual([
    'data.z: TWO  app/templates/_helpers.tpl:4 in app/templates/c.yaml:7',
    '.Values.b: two  app/values.yaml:2',
  ]);
  expect(explainField('data.all.x', files)).toEqual([
    'data.all.x: 1  app/templates/_helpers.tpl:2 in app/templates/c.yaml:8',
    '.Values.a: 1  app/values.yaml:1',
  ]);
  expect(explainField('data.sum', files).slice(1)).toEqual([
    '.Values.a: 1  app/values.yaml:1',
    '.Values.b: two  app/values.yaml:2',
  ]);
});

test('what chance gives is the same in both renders, hooks are told of, and notes are not', () => {
  const files = {
    ...CHART,
    'values.yaml': 'job: migrate\nnote: hidden\n',
    'templates/NOTES.txt': '{{ .Values.note }}',
    'templates/job.yaml':
      'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Values.job }}-{{ randAlphaNum 5 | lower }}\n' +
      '  annotations: {helm.sh/hook: pre-install}\n',
  };
  const text = explain(files);
  expect(text).toMatch(/^Job\/migrate-\w{5}, by app\/templates\/job\.yaml$/m);
  expect(text).toContain('.Values.job: migrate  app/values.yaml:1');
  expect(text).toContain('  metadata.annotations["helm.sh/hook"]: pre-install  app/templates/job.yaml:5');
  expect(text).not.toContain('.Values.note');
});

test('of a map of which a part is taken, equal values are told by their own keys', () => {
  const files = {
    ...CHART,
    'values.yaml': 'context: {enabled: true, group: 1001, user: 1001}\n',
    'templates/c.yaml': `${CONFIG}data: {{- omit .Values.context "enabled" | toYaml | nindent 2 }}\n`,
  };
  expect(explainField('data.user', files)[1]).toBe('.Values.context.user: 1001  app/values.yaml:1');
});
