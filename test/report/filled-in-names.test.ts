import { describe, expect, test } from '@jest/globals';
import { cluster, flux, reviewProd, type SmallFiles } from '../review/small-fleet.ts';
import { everyOutput, told } from './every-output.ts';

/** Words, so that nothing tells that they are secret but where they come from. */
const [ONE, OTHER] = ['kanarieeins', 'kanariezwei'];

/** A root whose variables come from a Secret. */
function filledBy(value: string, files: SmallFiles): SmallFiles {
  return {
    ...cluster('prod'),
    'clusters/prod/a.yaml': flux('a', 'a', [
      'prune: true',
      'postBuild: { substituteFrom: [{ kind: Secret, name: v }] }',
    ]),
    'clusters/prod/v.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: v, namespace: flux-system }\nstringData: { X: "${value}" }\n`,
    ...files,
  };
}

const config = (name: string, rest = '', meta = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default${meta} }\n${rest}`;

const pod = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: w, namespace: default }\nspec: { containers: [{ name: w, image: "w:1", ${container} }] }\n`;

const release = (chart: string, spec: string) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: app, namespace: default }',
    'spec:',
    '  interval: 10m',
    `  chart: { spec: { chart: "${chart}", sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system } } }`,
    `  ${spec}`,
    '',
  ].join('\n');

const chart = (schema: SmallFiles = {}) => ({
  'charts/app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
  'charts/app/values.yaml': 'image: x\n',
  'charts/app/templates/c.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "{{ .Release.Name }}-cfg" }\ndata: { image: "{{ .Values.image }}" }\n',
  ...schema,
});

const below = { 'b/c.yaml': config('x', 'data: { a: b }\n') };
const gitRepository = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: g, namespace: flux-system }\nspec: { url: "https://x:\${X}@github.com/a/b", ref: { branch: "\${X}" } }\n`;
const from = (source: string, root: string) =>
  root.replace('kind: GitRepository, name: flux-system', `kind: GitRepository, name: ${source}`);

describe.each(
  Object.entries<SmallFiles>({
    'a key of a ConfigMap': { 'a/c.yaml': config('q', `data: { "\${X}": b }\n`) },
    'a key that holds more': { 'a/c.yaml': config('q', `data: { "\${X}.conf": b, "x.\${X:0:11}": c }\n`) },
    'an annotation and a label': {
      'a/c.yaml': config('q', 'data: { a: b }\n', `, annotations: { "\${X}/a": b }, labels: { "\${X}": c }`),
    },
    'a mapping in the values of a chart': {
      'a/h.yaml': release('charts/app', `values: { "\${X}": { a: "\${X}" } }`),
      ...chart(),
    },
    'values that the schema of a chart refuses': {
      'a/h.yaml': release('charts/app', `values: { "\${X}": { a: b } }`),
      ...chart({ 'charts/app/values.schema.json': '{ "additionalProperties": false, "properties": { "image": {} } }' }),
    },
    'a variable of a pod': {
      'a/p.yaml': pod(`env: [{ name: "\${X}", value: a }], volumeMounts: [{ name: v, mountPath: "/\${X}" }]`),
    },
    'what a release depends on': { 'a/h.yaml': release('charts/app', `dependsOn: [{ name: "\${X}" }]`), ...chart() },
    'the namespace of a release': { 'a/h.yaml': release('charts/app', `targetNamespace: "\${X}"`), ...chart() },
    'the path of a chart': { 'a/h.yaml': release(`charts/\${X}`, 'values: {}'), ...chart() },
    'the path of a root, which is not there': { 'a/k.yaml': flux('sub', `\${X}`) },
    'the name of a root': { 'a/k.yaml': flux(`sub-\${X}`, 'b'), ...below },
    'the namespace of a root': { 'a/k.yaml': flux('sub', 'b', ['prune: true', `targetNamespace: "\${X}"`]), ...below },
    'labels of a root': {
      'a/k.yaml': flux('sub', 'b', ['prune: true', `commonMetadata: { labels: { "\${X}": "\${X}" } }`]),
      ...below,
    },
    'a patch of a root': {
      'a/k.yaml': flux('sub', 'b', [
        'prune: true',
        `patches: [{ target: { kind: ConfigMap }, patch: "- { op: add, path: /data/\${X}, value: q }" }]`,
      ]),
      ...below,
    },
    'a variable of a root': {
      'a/k.yaml': flux('sub', 'b', ['prune: true', `postBuild: { substitute: { Y: "\${X}" } }`]),
      'b/c.yaml': config('x', `data: { "\${Y}": z }\n`),
    },
    'the source of a root': { 'a/k.yaml': from(`"\${X}"`, flux('sub', 'b')) },
    'what a source follows': { 'a/g.yaml': gitRepository, 'a/k.yaml': from('g', flux('sub', 'b')) },
    'a kind': {
      'a/x.yaml': `apiVersion: "\${X}/v1"\nkind: "K\${X}"\nmetadata: { name: q, namespace: default }\nspec: { a: b }\n`,
    },
  }),
)('what is filled in from a Secret, as %s,', (_what, files) => {
  const [before, after] = [filledBy(ONE, files), filledBy(OTHER, files)];

  test('no output tells when it changes', () => {
    expect(told(everyOutput(before, after), 'kanarie')).toEqual([]);
  });

  test('no output tells when it is new', () => {
    expect(told(everyOutput(cluster('prod'), after), 'kanarie')).toEqual([]);
  });

  test('is compared all the same', () => {
    expect(reviewProd(before, after).digest).not.toBe(reviewProd(before, before).digest);
  });
});

test('two keys stay two', () => {
  const files = { 'a/c.yaml': config('q', `data: { "\${X}": a, "\${X}-b": c, shown: d }\n`) };
  const { changed } = reviewProd(filledBy(ONE, files), filledBy(OTHER, files));
  const fields = changed.find(({ kind }) => kind === 'ConfigMap')?.fields.map(({ path }) => path);
  expect(fields).toEqual(['data["***"]', 'data["***-b"]', 'data["*** (2)"]', 'data["***-b (2)"]']);
});

test('a word that anything may be called is hidden where it is filled in, and told elsewhere', () => {
  const files = {
    'a/c.yaml': config('q', `data: { "\${X}": a }\n`),
    'a/d.yaml': config('production-settings', 'data: { a: b }\n'),
  };
  const { gained } = reviewProd(cluster('prod'), filledBy('production', files));
  expect(gained.map(({ name }) => name)).toContain('production-settings');
});
