import { expect, test } from '@jest/globals';
import { mergedValues } from '../../../src/flux/helm/merged-values.ts';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import type { ChartRevision } from '../../../src/helm/release/chart-revision.ts';
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { valuesOf } from '../../../src/helm/values/values-of.ts';
import { resourcesOf } from '../../../src/kustomize/model/resources.ts';
import { filesOf } from '../render.ts';
import { CHART, mapping, releaseOf, shown, type TestRelease } from './release.ts';

/** Tells what templates are told. */
function told(release: Partial<TestRelease>, ...expressions: readonly string[]): string {
  const data = expressions.map((expression, i) => `  k${i}: {{ ${expression} | quote }}\n`).join('');
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${data}`;
  const { problems, manifests } = releaseOf({
    files: { 'templates/a.yaml': text, ...release.files },
    ...without(release),
  });
  const found = manifests.flatMap(({ content }) =>
    [...content().matchAll(/^ {2}k\d+: (.*)$/gm)].map(([, value]) => value),
  );
  return [...problems, ...found].join(' ');
}

function without({ files: _, ...rest }: Partial<TestRelease>): Omit<TestRelease, 'files'> {
  return rest;
}

const NAMES = ['.Release.Name', '.Release.Namespace'];

test.each([
  ['metadata: {name: a, namespace: apps}', 'a apps', 'apps'],
  ['metadata: {name: a}', 'a default', 'default'],
  ['metadata: {name: a, namespace: apps}\nspec: {targetNamespace: prod}', 'prod-a prod', 'apps'],
  ['metadata: {name: a, namespace: apps}\nspec: {targetNamespace: prod, releaseName: b}', 'b prod', 'apps'],
  ['metadata: {name: a, namespace: apps}\nspec: {storageNamespace: flux}', 'a apps', 'flux'],
  [
    'metadata: {name: release-name-with-very-long-name-which-is-longer-than-53-characters, namespace: apps}',
    'release-name-with-very-long-name-which-i-788ca0d0d7b0 apps',
    'apps',
  ],
  [
    'metadata: {name: which-is-longer-than-53-characters, namespace: apps}\nspec: {releaseName: another-release-name-with-very-long-name-which-is-longer-than-53-characters}',
    'another-release-name-with-very-long-name-7e72150d5a36 apps',
    'apps',
  ],
])('names the release of %s', (release, names, storageNamespace) => {
  expect(told({ release }, ...NAMES)).toBe(names);
  expect(releaseOf({ files: {}, release }).target.storageNamespace).toBe(storageNamespace);
});

test('a name that Helm refuses is a problem', () => {
  const spec = '{releaseName: Not_A_Name}';
  expect(told({ spec })).toMatch(/^release name check failed: release name "Not_A_Name": invalid release name/);
  expect(told({ spec, action: { kind: 'upgrade' } })).toBe('release name is invalid: Not_A_Name');
});

const ACTION = ['.Release.IsInstall', '.Release.IsUpgrade', '.Release.Revision'];

test('an upgrade tells its revision, and the second where it is not known', () => {
  expect(told({}, ...ACTION)).toBe('"true" "false" "1"');
  expect(told({ action: { kind: 'upgrade', revision: 7 } }, ...ACTION)).toBe('"false" "true" "7"');
  expect(told({ action: { kind: 'upgrade' } }, ...ACTION)).toBe('"false" "true" "2"');
});

test('hooks and schemas are left out where the action says so', () => {
  const files = {
    'values.schema.json': '{"properties": {"a": {"type": "string"}}}',
    'templates/h.yaml': 'kind: Pod\napiVersion: v1\nmetadata: {name: h, annotations: {"helm.sh/hook": test}}\n',
  };
  const spec = '{install: {disableHooks: true, disableSchemaValidation: true}}';
  const values = 'a: 1';
  expect(releaseOf({ files, spec, values }).hooks).toEqual([]);
  const upgrade = { files, spec, action: { kind: 'upgrade' } } as const;
  expect(releaseOf({ ...upgrade, values: 'a: x' }).hooks.map(({ name }) => name)).toEqual(['h']);
  expect(releaseOf({ ...upgrade, values }).problems.join()).toMatch(/^values don't meet the specifications/);
});

test('values of the release before stay where the upgrade preserves them', () => {
  const spec = '{upgrade: {preserveValues: true}}';
  const former = {
    chart: loadFolder(filesOf({ 'Chart.yaml': CHART, 'values.yaml': 'a: old\nb: old\nc: old\n' })),
    values: readValues('b: given'),
  };
  const files = { 'values.yaml': 'a: new\nb: new\nc: new\nd: new\n' };
  const values = 'c: now';
  const four = ['.Values.a', '.Values.b', '.Values.c', '.Values.d'];
  const upgrade = { kind: 'upgrade', former } as const;
  expect(told({ files, values, spec, action: upgrade }, ...four)).toBe('old given now null');
  expect(told({ files, values, action: upgrade }, ...four)).toBe('new new now new');
  expect(told({ files, values, spec, action: { kind: 'upgrade' } }, ...four)).toBe(
    'preserveValues takes values of the release that is installed, which is not known here',
  );
});

test('values of the release before that do not fit the chart they were given for are told of', () => {
  const sub = { 'Chart.yaml': CHART, 'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n' };
  const chart = loadFolder(filesOf(sub));
  const action = { kind: 'upgrade', former: { chart, values: readValues('sub: text') } } as const;
  expect(told({ spec: '{upgrade: {preserveValues: true}}', action })).toBe(
    'failed to rebuild old values: type mismatch on sub: %!t(string=text)',
  );
});

test('a number that was set at a path is whole to templates, and all others are floats', () => {
  const object = mapping(`
metadata: {name: rel, namespace: apps}
spec:
  values: {inline: 1000000}
  valuesFrom:
  - {kind: ConfigMap, name: c}
  - {kind: ConfigMap, name: c, valuesKey: number, targetPath: set.number}
  - {kind: ConfigMap, name: c, valuesKey: number, targetPath: set.literal, literal: true}`);
  const config = mapping(`
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {values.yaml: "file: 2000000\\nyes: on\\n", number: "3000000"}`);
  const [resource] = resourcesOf([config], 'c.yaml');
  const { values } = mergedValues(object, () => resource);
  const paths = [
    '.Values.inline',
    '.Values.file',
    '.Values.set.number',
    '.Values.set.literal',
    'kindOf .Values.set.number',
  ];
  expect(told({ values: valuesOf(values) }, ...paths)).toBe('"1e+06" "2e+06" "3000000" "3000000" int64');
});

test('a chart carries the revision of its artifact in its version', () => {
  const version = (chartRevision: ChartRevision, own = '1.0.0') =>
    told({ chartRevision, files: { 'Chart.yaml': CHART.replace('1.0.0', own) } }, '.Chart.Version');
  const digest = 'sha256:0123456789abcdef0123456789abcdef';
  expect(version({ kind: 'package' }, 'v1.0')).toBe('v1.0');
  expect(version({ kind: 'artifact', revision: `1.0.0@${digest}` })).toBe('1.0.0+0123456789ab');
  expect(version({ kind: 'artifact', revision: `1.0.0_x@${digest}` }, '1.0.0+x')).toBe('1.0.0+0123456789ab');
  expect(version({ kind: 'artifact', revision: `latest@${digest}` })).toBe('1.0.0+0123456789ab');
  expect(version({ kind: 'artifact', revision: 'sha256:0123' })).toBe('invalid artifact revision sha256:0123');
  expect(version({ kind: 'artifact', revision: digest }, 'v1.0')).toBe('1.0.0+0123456789ab');
  expect(version({ kind: 'artifact', revision: `2.0.0@${digest}` })).toBe(
    'artifact revision 2.0.0 does not match chart version 1.0.0',
  );
  expect(version({ kind: 'artifact', revision: '1.0.0' })).toBe(
    'artifact revision 1.0.0 does not match chart version 1.0.0',
  );
  expect(version({ kind: 'artifact', revision: `1.0.0@${digest}@x` })).toBe(
    'artifact revision 1.0.0 does not match chart version 1.0.0',
  );
  expect(version({ kind: 'artifact', revision: undefined })).toBe('1.0.0+unknown');
  expect(version({ kind: 'built' }, 'v1.0')).toBe('v1.0');
  const revision = { text: 'main@sha1:fedcba9876543210fedcba9876543210fedcba98' };
  expect(version({ kind: 'built', revision })).toBe('1.0.0+fedcba987654');
  expect(version({ kind: 'built', generation: { number: 4 } })).toBe('1.0.0+4');
  expect(version({ kind: 'built', revision, generation: { number: undefined } })).toBe('1.0.0+fedcba987654.unknown');
});

test('a controller tells the Helm that it is built with', () => {
  const helm = (minor: number) =>
    told({ controller: helmControllerOf({ major: 1, minor, patch: undefined }) }, '.Capabilities.HelmVersion.Version');
  expect([2, 4, 5, 6].map(helm)).toEqual(['v3.17', 'v3.19', 'v4.2', 'v4.2']);
});

test('with the defaults of Helm 3 hooks do not go through post-renderers', () => {
  const files = {
    'templates/h.yaml': 'kind: Pod\napiVersion: v1\nmetadata: {name: h, annotations: {"helm.sh/hook": test}}\n',
  };
  const spec = '{commonMetadata: {labels: {team: two}}}';
  const release = { files, spec, controller: helmControllerOf(undefined, true) };
  expect(shown(releaseOf(release))).not.toContain('team');
  expect(shown(releaseOf({ ...release, spec: `{postRenderStrategy: combined, ${spec.slice(1)}` }))).toContain('team');
});

test('what outruns its budget is a problem of its release', () => {
  const files = { 'templates/a.yaml': '{{ range until 100000000 }}x{{ end }}' };
  const { problems, manifests } = releaseOf({ files });
  expect(problems).toHaveLength(1);
  expect(manifests).toEqual([]);
});
