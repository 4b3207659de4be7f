import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { renderClusters } from '../../../src/fleet/render/render-clusters.ts';
import { kustomizeOf } from '../../../src/flux/controllers/kustomize-release.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { treeView } from '../../../src/tree/files/tree-view.ts';
import { memoFiles } from '../../../src/tree/files/workspace.ts';
import { reviewOf } from '../../review/review-of.ts';
import { cluster, flux, type SmallFiles } from '../../review/small-fleet.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

/** What kustomize v5.8.1 and later write, v5.7.1 and earlier do not: they select by name alone. */
const APPS: SmallFiles = {
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/kustomization.yaml': [
    'resources: [settings.yaml]',
    'replacements:',
    '  - source: { kind: ConfigMap, name: settings, fieldPath: metadata.name }',
    '    targets:',
    '      - select: { name: set.* }',
    '        fieldPaths: [metadata.annotations.by-pattern]',
    '        options: { create: true }',
    '',
  ].join('\n'),
  'apps/settings.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\ndata: { a: b }\n',
};

test.each([
  ['1.10.1', '5.8.1'],
  ['1.9.4', '5.8.1'],
  ['1.8.0', '5.8.1'],
  ['1.7.3', '5.7.1'],
  ['1.6.1', '5.6.0'],
  ['1.5.0', '5.6.0'],
  ['1.4.0', '5.5.0'],
  ['0.35.1', '5.5.0'],
  ['1.99.0', '5.8.1'],
])('kustomize-controller %s builds as kustomize %s', (controller, kustomize) => {
  const [major = 0, minor = 0, patch = 0] = controller.split('.').map(Number);
  expect(kustomizeOf({ major, minor, patch })).toBe(kustomize);
});

test.each<[string, SmallFiles, 'old' | 'new']>([
  ['nothing: the newest controller', {}, 'new'],
  ['its own Deployment', deployment('v1.7.3'), 'old'],
  ['its own Deployment, with a digest', deployment(`v1.7.3@sha256:${'a'.repeat(64)}`), 'old'],
  ['a newer Deployment', deployment('v1.9.0'), 'new'],
  ['a Deployment with a digest alone: the newest', deployment(`@sha256:${'a'.repeat(64)}`), 'new'],
  [
    'its own Deployment, whose image its kustomization changes',
    {
      ...deployment('v1.9.0'),
      'clusters/prod/kustomization.yaml':
        'resources: [flux-system/gotk-sync.yaml, flux-system/gotk-components.yaml, apps.yaml]\nimages: [{ name: ghcr.io/fluxcd/kustomize-controller, newTag: v1.7.2 }]\n',
    },
    'old',
  ],
  [
    'a Deployment in another root',
    {
      'clusters/prod/flux.yaml': flux('flux', 'flux'),
      'flux/components.yaml': deploymentText('v1.7.3'),
    },
    'old',
  ],
  ['a FluxInstance', instance('2.7.x'), 'old'],
  ['a FluxInstance with a range that ends', instance('>=2.5.0 <2.8.0'), 'old'],
  ['a FluxInstance with a range without an end', instance('2.x'), 'new'],
  [
    'values of the chart of flux-operator',
    {
      'clusters/prod/flux.yaml': [
        'apiVersion: helm.toolkit.fluxcd.io/v2',
        'kind: HelmRelease',
        'metadata: { name: flux, namespace: flux-system }',
        'spec:',
        '  chartRef: { kind: OCIRepository, name: flux-instance }',
        '  values: { instance: { distribution: { version: 2.6.4 } } }',
        '',
      ].join('\n'),
    },
    'old',
  ],
  [
    'values of the chart of Flux',
    {
      'clusters/prod/flux.yaml': [
        'apiVersion: helm.toolkit.fluxcd.io/v2',
        'kind: HelmRelease',
        'metadata: { name: flux, namespace: flux-system }',
        'spec:',
        '  chart: { spec: { chart: flux2, sourceRef: { kind: HelmRepository, name: fluxcd-community } } }',
        '  values: { kustomizeController: { tag: v1.7.3 } }',
        '',
      ].join('\n'),
    },
    'old',
  ],
])('a cluster is built by the kustomize that is told by %s', (_, files, kustomize) => {
  const said = annotationsOf('prod', { ...cluster('prod'), ...APPS, ...files });
  expect(said).toEqual(kustomize === 'new' ? ['settings'] : []);
});

test('a cluster that does not tell of its controller is built as the others of its fleet', () => {
  const staging = {
    ...cluster('staging'),
    'clusters/staging/flux-system/gotk-components.yaml': deploymentText('v1.7.3'),
  };
  const fleet = { ...cluster('prod'), ...staging, ...APPS };
  expect(annotationsOf('prod', fleet)).toEqual([]);
  const dev = { ...cluster('dev'), 'clusters/dev/flux-system/gotk-components.yaml': deploymentText('v1.7.0') };
  expect(annotationsOf('prod', { ...fleet, ...dev })).toEqual([]);
});

test('a cluster that does not tell of its controller is built by the newest where the others disagree', () => {
  const staging = { ...cluster('staging'), 'clusters/staging/flux.yaml': deploymentText('v1.7.3') };
  const dev = { ...cluster('dev'), 'clusters/dev/flux.yaml': deploymentText('v1.6.0') };
  expect(annotationsOf('prod', { ...cluster('prod'), ...staging, ...dev, ...APPS })).toEqual(['settings']);
});

test('a merge that takes the controllers up changes what the same files come to, and says so', () => {
  const before = { ...cluster('prod'), ...APPS, ...deployment('v1.7.3') };
  const { clusters, findings } = reviewOf(before, { ...before, ...deployment('v1.8.0') });
  const changed = clusters.prod?.changed.map(({ kind, name }) => `${kind}/${name}`);
  expect(changed).toEqual(['ConfigMap/settings', 'Deployment/kustomize-controller']);
  expect(findings.filter(({ rule }) => rule === 'another-kustomize').map(({ message }) => message)).toEqual([
    'prod builds with kustomize `5.8.1` instead of `5.7.1`, as kustomize-controller goes from `1.7.3` to `1.8.0`',
  ]);
});

/** Reads the annotation that a newer kustomize writes. */
function annotationsOf(name: string, files: SmallFiles): readonly string[] {
  const tree = memoFiles(plainFiles(memoryTree(files), { symlinks: 'absent' }), treeView(memoryTree(files), []));
  const found = renderClusters(tree, defaultConfig).find(({ cluster }) => cluster.name === name);
  const settings = found?.inventory.objects.filter(({ resource }) => resource.name === 'settings') ?? [];
  expect(settings).toHaveLength(1);
  return settings.flatMap(({ resource }) => resource.annotations().get('by-pattern') ?? []);
}

function deployment(tag: string): SmallFiles {
  return { 'clusters/prod/flux-system/gotk-components.yaml': deploymentText(tag) };
}

function deploymentText(tag: string): string {
  const image = `ghcr.io/fluxcd/kustomize-controller${tag.startsWith('@') ? '' : ':'}${tag}`;
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: kustomize-controller, namespace: flux-system }',
    'spec:',
    '  selector: { matchLabels: { app: kustomize-controller } }',
    '  template:',
    '    metadata: { labels: { app: kustomize-controller } }',
    `    spec: { containers: [{ name: manager, image: "${image}" }] }`,
    '',
  ].join('\n');
}

function instance(version: string): SmallFiles {
  return {
    'clusters/prod/flux.yaml': [
      'apiVersion: fluxcd.controlplane.io/v1',
      'kind: FluxInstance',
      'metadata: { name: flux, namespace: flux-system }',
      `spec: { distribution: { version: "${version}", registry: ghcr.io/fluxcd } }`,
      '',
    ].join('\n'),
  };
}
