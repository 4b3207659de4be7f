import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { type Snapshot, snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { explainMarkdown } from '../../src/report/cluster/explain-markdown.ts';
import { explainText } from '../../src/report/cluster/explain-text.ts';
import { sourceKey } from '../../src/tree/sources/source-ref.ts';
import { packed } from '../flux/charts/tells.ts';
import { chartFleet, chartYaml } from '../review/charts/chart-fleet.ts';
import type { SmallFiles } from '../review/small-fleet.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { treeWithSources } from '../tree/tree-with-sources.ts';

const chart: SmallFiles = {
  'Chart.yaml': `${chartYaml()}appVersion: v7\n`,
  'values.yaml': 'size: 3\nlimit: none\ntag: none\nword: none\nport: 0\n# Of each host.\nsmall: true\n',
  'templates/_names.tpl': '{{ define "own" }}\n{{ .Values.size }}\n{{- end }}\n',
  'templates/cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ include "own" . | trim }}"
  {{- if .Values.small }}
  limit: {{ .Values.limit | quote }}
  {{- end }}
  tag: {{ .Values.tag }}-{{ .Chart.AppVersion }}
  word: {{ .Values.word | quote }}
  port: {{ .Values.port | quote }}
  owner: {{ .Release.Name }}
  none: {{ .Values.missing | default "x" }}
`,
  'crds/carts.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.acme.example }
spec:
  group: acme.example
`,
};
const release = [
  'valuesFrom:',
  '  - { kind: ConfigMap, name: sizes }',
  '  - { kind: ConfigMap, name: made-sizes }',
  '  - { kind: Secret, name: words }',
  'values:',
  '  tag: v1',
];
const given: SmallFiles = {
  'apps/kustomization.yaml': `resources: [shop.yaml, sizes.yaml]
configMapGenerator: [{ name: made-sizes, namespace: shop, files: [values.yaml=port.yaml], options: { disableNameSuffixHash: true } }]
patches: [{ target: { kind: HelmRelease }, path: tag.yaml }]
`,
  'apps/tag.yaml': '- op: replace\n  path: /spec/values/tag\n  value: v2\n',
  'apps/port.yaml': '# Where it listens.\nport: 8080\n',
  'apps/sizes.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: sizes, namespace: shop }
data:
  values.yaml: |
    # For all.
    limit: 5
---
apiVersion: v1
kind: Secret
metadata: { name: words, namespace: shop }
stringData:
  values.yaml: |
    word: hunter2
`,
};

function explained(files: SmallFiles, asked: string, field?: string): readonly string[] {
  return told(snapshotOf(memoryTree(files), defaultConfig), asked, field);
}

function told(snapshot: Snapshot, asked: string, field?: string): readonly string[] {
  const found = answer(
    { kind: 'explain', asked, cluster: undefined, field },
    { snapshot, commit: '', key: new Uint8Array(32) },
  );
  if (found.kind === 'refused') return [found.reason, found.remedy ?? ''];
  const detail = field === undefined ? 'values' : 'conditions';
  const text = found.objects.map(({ cluster, explanation }) => explainText(cluster, explanation, detail)).join('\n');
  expect(JSON.stringify(found)).not.toContain('hunter2');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/(\S) {2,}/, '$1 · '));
}

test('what a chart makes is explained by its HelmRelease, the lines of its templates and the lines of its values', () => {
  expect(explained(chartFleet(chart, release, given), 'ConfigMap/made')).toEqual([
    'ConfigMap shop/made in prod',
    '  clusters/prod/apps.yaml:5',
    '    → apps/kustomization.yaml:1',
    '      → apps/shop.yaml:1',
    '        → charts/shop/templates/cm.yaml',
    '',
    '  apiVersion: v1 · charts/shop/templates/cm.yaml:1',
    '  kind: ConfigMap · charts/shop/templates/cm.yaml:2',
    '  metadata.name: made · charts/shop/templates/cm.yaml:3',
    '  metadata.labels["helm.toolkit.fluxcd.io/name"]: shop · set by origin labels',
    '  metadata.labels["helm.toolkit.fluxcd.io/namespace"]: shop · set by origin labels',
    '  metadata.namespace: shop · set by the namespace of the release',
    '  data.size: "3" · charts/shop/templates/_names.tpl:2',
    '      .Values.size · charts/shop/values.yaml:1',
    '  data.limit: "5" · charts/shop/templates/cm.yaml:7',
    '      .Values.limit · apps/sizes.yaml:7 (ConfigMap/sizes, key values.yaml)',
    '  data.tag: v2-v7 · charts/shop/templates/cm.yaml:9',
    '      .Values.tag · apps/tag.yaml:3 (spec.values)',
    '      .Chart.AppVersion · charts/shop/Chart.yaml',
    '  data.word: *** · charts/shop/templates/cm.yaml:10',
    '      .Values.word · apps/sizes.yaml:14 (Secret/words, key values.yaml)',
    '  data.port: "8080" · charts/shop/templates/cm.yaml:11',
    '      .Values.port · apps/kustomization.yaml:2 (ConfigMap/made-sizes, key values.yaml)',
    '  data.owner: shop · charts/shop/templates/cm.yaml:12',
    '      .Release.Name · the release',
    '  data.none: x · charts/shop/templates/cm.yaml:13',
    '      .Values.missing · not set',
  ]);
});

const rows = (files: SmallFiles, field: string, asked = 'ConfigMap/made') => rowsIn(explained(files, asked, field));
const rowsIn = (lines: readonly string[]) => (lines.includes('') ? lines.slice(lines.indexOf('') + 1) : lines);

test('one field is explained with what includes its line, and what decided that it is there', () => {
  const fleet = chartFleet(chart, release, given);
  expect(rows(fleet, 'data.size')).toEqual([
    '  data.size: "3" · charts/shop/templates/_names.tpl:2 in charts/shop/templates/cm.yaml:5',
    '      .Values.size · charts/shop/values.yaml:1',
  ]);
  expect(rows(fleet, 'data.limit')).toEqual([
    '  data.limit: "5" · charts/shop/templates/cm.yaml:7',
    '      .Values.limit · apps/sizes.yaml:7 (ConfigMap/sizes, key values.yaml)',
    '      if .Values.small · charts/shop/values.yaml:7',
  ]);
  expect(rows(fleet, 'data.limt')).toEqual(['ConfigMap/made has no field data.limt', 'Did you mean data.limit?']);
});

const withSpec = (...spec: readonly string[]) => ({
  ...chartFleet(chart),
  'apps/shop.yaml': [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: shop, namespace: shop }',
    'spec:',
    '  interval: 1h',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n'),
});

test('a value of one of several files of values is explained by the last that sets it', () => {
  const source = 'sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }';
  const files = `valuesFiles: [charts/shop/values.yaml, values/prod.yaml]`;
  const fleet = {
    ...withSpec(`chart: { spec: { chart: charts/shop, ${source}, ${files} } }`),
    'values/prod.yaml': '---\nsize: 9\n',
  };
  expect([...rows(fleet, 'data.size'), ...rows(fleet, 'data.limit')]).toEqual([
    '  data.size: "9" · charts/shop/templates/_names.tpl:2 in charts/shop/templates/cm.yaml:5',
    '      .Values.size · values/prod.yaml:2',
    '  data.limit: none · charts/shop/templates/cm.yaml:7',
    '      .Values.limit · charts/shop/values.yaml:2',
    '      if .Values.small · charts/shop/values.yaml:7',
  ]);
});

test('of fields that have the same path, as mounts of one volume, each has its own line', () => {
  const mounts = `apiVersion: v1
kind: Pod
metadata: { name: made }
spec:
  containers:
    - name: made
      image: acme/made:1
      volumeMounts:
        - { name: data, mountPath: "/{{ .Values.tag }}" }
        - { name: data, mountPath: "/{{ .Values.word }}" }
`;
  expect(rows(chartFleet({ ...chart, 'templates/pod.yaml': mounts }), MOUNT, 'Pod/made')).toEqual([
    `  ${MOUNT}: /none · charts/shop/templates/pod.yaml:9`,
    '      .Values.tag · charts/shop/values.yaml:3',
    `  ${MOUNT}: /none · charts/shop/templates/pod.yaml:10`,
    '      .Values.word · charts/shop/values.yaml:4',
  ]);
});

const MOUNT = 'spec.containers[name=made].volumeMounts[name=data].mountPath';

test('a definition of a chart stands in its file, and what is set behind the templates has no line', () => {
  const renderer =
    'kustomize: { patches: [{ target: { kind: ConfigMap }, patch: "- { op: add, path: /data/more, value: x }" }] }';
  const fleet = chartFleet(chart, [`postRenderers: [{ ${renderer} }]`]);
  expect([
    ...rows(fleet, 'spec.group', 'CustomResourceDefinition/carts.acme.example'),
    ...rows(fleet, 'data.more'),
    ...rows(fleet, 'data.tag'),
  ]).toEqual([
    '  spec.group: acme.example · charts/shop/crds/carts.yaml:5',
    '  data.more: x · set by post-renderers',
    '  data.tag: none-v7 · charts/shop/templates/cm.yaml:9',
    '      .Values.tag · charts/shop/values.yaml:3',
    '      .Chart.AppVersion · charts/shop/Chart.yaml',
  ]);
});

test('a chart that may stop in the cluster, and chance, are explained as they were rendered here', () => {
  const fleet = chartFleet({
    ...chart,
    'templates/cm.yaml': `{{ $had := lookup "v1" "Secret" .Release.Namespace "x" }}
{{ if not $had }}{{ fail "set a password" }}{{ end }}
apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ .Values.size }}"
  word: {{ randAlphaNum 8 | quote }}
`,
  });
  expect([...rows(fleet, 'data.size'), ...rows(fleet, 'data.word')]).toEqual([
    '  data.size: "3" · charts/shop/templates/cm.yaml:7',
    '      .Values.size · charts/shop/values.yaml:1',
    '  data.word: (generated in the cluster) · charts/shop/templates/cm.yaml:8',
  ]);
});

test('a chart that is fetched is explained by the lines in its archive, also of files of values in it', () => {
  const key = sourceKey({ kind: 'chart', url: 'https://charts.example.com', name: 'shop', version: '1.0.0' });
  const spec = 'chart: { spec: { chart: shop, version: 1.0.0, sourceRef: { kind: HelmRepository, name: charts }';
  const fleet = {
    ...withSpec(`${spec}, valuesFiles: [values.yaml, prod.yaml] } }`),
    'apps/charts.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: shop }
spec: { url: https://charts.example.com }
`,
  };
  const files = Object.entries({ ...chart, 'prod.yaml': 'size: 9\n' });
  const archive = packed(Object.fromEntries(files.map(([path, text]) => [`shop/${path}`, text])));
  const snapshot = snapshotOf(treeWithSources(fleet, { [key]: archive }), defaultConfig);
  expect(rowsIn(told(snapshot, 'ConfigMap/made', 'data.size'))).toEqual([
    '  data.size: "9" · shop 1.0.0 templates/_names.tpl:2 in shop 1.0.0 templates/cm.yaml:5',
    '      .Values.size · shop 1.0.0 prod.yaml:1',
  ]);
  expect(markdown(snapshot, 'ConfigMap/made', 'data.size').slice(1)).toEqual([
    '- `data.size` `"9"`: `shop 1.0.0 templates/_names.tpl:2` in `shop 1.0.0 templates/cm.yaml:5`',
    '  - `.Values.size`: `shop 1.0.0 prod.yaml:1`',
  ]);
});

function markdown(snapshot: Snapshot, asked: string, field?: string): readonly string[] {
  const found = answer(
    { kind: 'explain', asked, cluster: undefined, field },
    { snapshot, commit: '', key: new Uint8Array(32) },
  );
  const objects = found.kind === 'refused' ? [] : found.objects;
  const links = (path: string, line?: number) => `https://git.example/${encodeURI(path)}#${line ?? ''}`;
  return objects
    .map(({ cluster, explanation }) => explainMarkdown(cluster, explanation, 'conditions', links))
    .join('\n')
    .split('\n')
    .filter((line) => line !== '');
}

test('in a comment each line of the repository is a link, and what a hostile chart says is code', () => {
  const template = `apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ index .Values "@acme [x](https://evil.example) <b>" }}"
  word: {{ .Values.word | quote }}
`;
  const values = [
    'valuesFrom: [{ kind: Secret, name: words }]',
    'values:',
    '  "@acme [x](https://evil.example) <b>": "#1"',
  ];
  const snapshot = snapshotOf(
    memoryTree(chartFleet({ ...chart, 'templates/cm.yaml': template }, values, given)),
    defaultConfig,
  );
  const line = (text: string) => `[\`${text}\`](https://git.example/${text.replace(':', '#')})`;
  const way = [
    ...['clusters/prod/apps.yaml:5', 'apps/kustomization.yaml:1', 'apps/shop.yaml:1'].map(line),
    '[`charts/shop/templates/cm.yaml`](https://git.example/charts/shop/templates/cm.yaml#)',
  ];
  expect(markdown(snapshot, 'ConfigMap/made', 'data')).toEqual([
    `\`ConfigMap shop/made\` in \`prod\`: ${way.join(' → ')}`,
    `- \`data.size\` \`"#1"\`: ${line('charts/shop/templates/cm.yaml:5')}`,
    `  - \`.Values["@acme [x](https://evil.example) <b>"]\`: ${line('apps/shop.yaml:9')} (\`spec.values\`)`,
    `- \`data.word\` \`***\`: ${line('charts/shop/templates/cm.yaml:6')}`,
    `  - \`.Values.word\`: ${line('apps/sizes.yaml:14')} (\`Secret/words\`, key \`values.yaml\`)`,
  ]);
});

test('in a comment the lines of an object with many fields are a table below its linked chain', () => {
  const many = Array.from({ length: 31 }, (_, at) => `  k${at}: x\n`).join('');
  const fleet = chartFleet({
    ...chart,
    'templates/cm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\ndata:\n${many}`,
  });
  const [head = '', fence, , ...lines] = markdown(
    snapshotOf(memoryTree(fleet), defaultConfig),
    'ConfigMap/made',
    'data',
  );
  expect(head).toContain('in `prod`: [`clusters/prod/apps.yaml:5`](https://git.example/clusters/prod/apps.yaml#5) →');
  expect([fence, lines[0], lines.at(-1)]).toEqual([
    '```',
    '  data.k0: x   charts/shop/templates/cm.yaml:5',
    '`--field <path>` shows one field, with links to its lines.',
  ]);
});
