import { expect, test } from '@jest/globals';
import { versionText } from '../../../src/flux/controllers/controller-version.ts';
import { type Controllers, isGateOpen } from '../../../src/flux/controllers/controllers.ts';
import { renderCluster } from '../../../src/flux/render/render-cluster.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

test.each([
  ['a tag', 'ghcr.io/fluxcd/kustomize-controller:v1.8.3', '1.8.3'],
  ['a tag and a digest', `ghcr.io/fluxcd/kustomize-controller:v1.8.0@sha256:${'a'.repeat(64)}`, '1.8.0'],
  ['a registry with a port', 'registry.example:5000/fluxcd/kustomize-controller:v1.7.2', '1.7.2'],
  ['a digest alone', `ghcr.io/fluxcd/kustomize-controller@sha256:${'a'.repeat(64)}`, 'unknown'],
  ['a tag that is no version', 'ghcr.io/fluxcd/kustomize-controller:latest', 'unknown'],
])('tells the version of a controller by %s', (_, image, version) => {
  expect(toldBy(deployment('kustomize-controller', { image }))).toContain(`kustomize-controller ${version}`);
});

test('tells the version by the label that flux install writes, where the image has a digest alone', () => {
  const labels = 'labels: { app.kubernetes.io/version: v2.7.5 }';
  const image = `example.org/mirror/helm-controller@sha256:${'b'.repeat(64)}`;
  expect(toldBy(deployment('helm-controller', { image, labels }))).toEqual(['helm-controller 1.4']);
});

test('reads arguments as the controllers do: the last one wins, gates add up, a value may follow a space', () => {
  const args = [
    '--no-remote-bases',
    '--watch-all-namespaces=true',
    '--watch-all-namespaces=false',
    '--default-service-account',
    'tenant',
    '--feature-gates=StrictPostBuildSubstitutions=false,ExternalArtifact=true',
    '--feature-gates=AdditiveCELDependencyCheck=1',
  ];
  const image = 'ghcr.io/fluxcd/kustomize-controller:v1.10.1';
  expect(toldBy(deployment('kustomize-controller', { image, args }))).toEqual([
    'kustomize-controller 1.10.1 no-remote-bases watches flux-system as tenant gates AdditiveCELDependencyCheck ExternalArtifact',
  ]);
});

test('knows a controller of another name by its image, as of a shard', () => {
  const image = 'ghcr.io/fluxcd/kustomize-controller:v1.9.4';
  const args = ['--watch-label-selector=sharding.fluxcd.io/key=shard1'];
  expect(toldBy(deployment('flux-kustomize-one', { image, args }))).toEqual([
    'kustomize-controller 1.9.4 selects sharding.fluxcd.io/key=shard1 gates StrictPostBuildSubstitutions',
  ]);
});

test('knows what flux-operator makes of a multitenant instance', () => {
  expect(toldBy(instance('2.8.x', 'cluster: { multitenant: true, tenantDefaultServiceAccount: flux-tenant }'))).toEqual(
    [
      'source-controller 1.8',
      'kustomize-controller 1.8 no-cross-namespace-refs no-remote-bases as flux-tenant',
      'helm-controller 1.5 no-cross-namespace-refs as flux-tenant',
      'notification-controller 1.8 no-cross-namespace-refs',
    ],
  );
});

test('knows what flux-operator makes of shards, and that source-watcher opens a gate', () => {
  const more = `components: [kustomize-controller, source-watcher]
  sharding: { shards: [one] }
  kustomize:
    patches:
      - target: { kind: Deployment, name: kustomize-controller }
        patch: |
          - { op: add, path: /spec/template/spec/containers/0/args/-, value: --no-remote-bases }`;
  expect(toldBy(instance('2.9.2', more))).toEqual([
    'kustomize-controller 1.9 no-remote-bases selects !sharding.fluxcd.io/key gates StrictPostBuildSubstitutions ExternalArtifact',
    'kustomize-controller 1.9 no-remote-bases selects sharding.fluxcd.io/key=one gates StrictPostBuildSubstitutions ExternalArtifact',
    'source-watcher 2.2 selects !sharding.fluxcd.io/key',
    'source-watcher 2.2 selects sharding.fluxcd.io/key=one',
  ]);
});

test('applies the patches of an instance to what it makes, whatever else they change', () => {
  const more = `components: [kustomize-controller, helm-controller]
  kustomize:
    patches:
      - target: { kind: Deployment, name: "(kustomize|helm)-controller" }
        patch: |
          - { op: add, path: /spec/template/spec/containers/0/args/-, value: --no-cross-namespace-refs=true }
          - { op: replace, path: /spec/template/spec/containers/0/resources/limits/memory, value: 2Gi }
      - patch: |
          apiVersion: apps/v1
          kind: Deployment
          metadata: { name: kustomize-controller }
          spec: { template: { spec: { containers: [{ name: manager, image: "mirror.example/kustomize-controller:v1.7.1" }] } } }
        target: { kind: Deployment, name: kustomize-controller }`;
  expect(toldBy(instance('2.x', more))).toEqual([
    'kustomize-controller 1.7.1 no-cross-namespace-refs',
    'helm-controller unknown no-cross-namespace-refs',
  ]);
});

test('reads an instance from the values of its chart', () => {
  const release = `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flux, namespace: flux-system }
spec:
  chartRef: { kind: OCIRepository, name: flux-instance }
  values: { instance: { distribution: { version: "~2.7.0" }, components: [helm-controller], cluster: { multitenant: true } } }`;
  expect(toldBy(release)).toEqual(['helm-controller 1.4 no-cross-namespace-refs as default']);
});

test("reads the patches of a FluxKustomization that takes Flux's own manifests", () => {
  const upstream = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: flux-manifests, namespace: flux-system }
spec: { url: oci://ghcr.io/fluxcd/flux-manifests, ref: { tag: v2.8.5 } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux, namespace: flux-system }
spec:
  interval: 1h
  path: ./
  prune: true
  sourceRef: { kind: OCIRepository, name: flux-manifests }
  patches:
    - target: { kind: Deployment, name: kustomize-controller }
      patch: |
        - { op: add, path: /spec/template/spec/containers/0/args/-, value: --no-remote-bases=true }`;
  expect(toldBy(upstream)).toContain('kustomize-controller 1.8 no-remote-bases');
  expect(toldBy(upstream)).toContain('image-reflector-controller 1.1');
});

test.each([
  ['2.8.5', '1.8'],
  ['v2.8.5', '1.8'],
  ['2.8', '1.8'],
  ['2.8.*', '1.8'],
  ['=2.8.5', '1.8'],
  ['2.x', 'unknown'],
  ['>=2.7.0', 'unknown'],
  ['2.7.x || 2.8.x', '1.8'],
  ['>=2.6.0 <2.8.0', '1.7'],
  ['>= 2.6.0, <= 2.7.9', '1.7'],
  ['2.5 - 2.6', '1.6'],
  ['<2.7.0', '1.6'],
  ['>2.4.0 <2.7', '1.6'],
  ['~2.6.1 || 2.5.x', '1.6'],
  ['^2.5.0', 'unknown'],
  ['*', 'unknown'],
  ['main', 'unknown'],
])('takes "%s" for kustomize-controller %s', (distribution, version) => {
  expect(toldBy(instance(distribution, 'components: [kustomize-controller]')).join()).toMatch(
    new RegExp(`^kustomize-controller ${version.replace('.', '\\.')}( |$)`),
  );
});

function instance(version: string, more: string): string {
  return `
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: "${version}", registry: ghcr.io/fluxcd }
  ${more}`;
}

function deployment(name: string, { image, args = [], labels = '' }: DeploymentText): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: flux-system
  ${labels}
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec: { containers: [{ name: manager, image: "${image}", args: ${JSON.stringify(args)} }] }`;
}

interface DeploymentText {
  readonly image: string;
  readonly args?: readonly string[];
  readonly labels?: string;
}

/** A line for each Deployment of a controller that a cluster with these objects runs. */
function toldBy(objects: string): readonly string[] {
  const files = plainFiles(memoryTree({ 'cluster/objects.yaml': objects }), { symlinks: 'absent' });
  return linesOf(renderCluster(files, { path: 'cluster' }).controllers);
}

function linesOf(controllers: Controllers): readonly string[] {
  return [...controllers.values()].flat().map((running) => {
    const { controller, version, namespace, flags } = running;
    const gates = (['StrictPostBuildSubstitutions', 'AdditiveCELDependencyCheck', 'ExternalArtifact'] as const).filter(
      (gate) => version !== undefined && controller === 'kustomize-controller' && isGateOpen(running, gate),
    );
    return [
      controller,
      version === undefined ? 'unknown' : versionText(version),
      ...(flags.noCrossNamespaceRefs ? ['no-cross-namespace-refs'] : []),
      ...(flags.noRemoteBases ? ['no-remote-bases'] : []),
      ...(flags.watchesAllNamespaces ? [] : ['watches', namespace]),
      ...(flags.watchLabelSelector === '' ? [] : ['selects', flags.watchLabelSelector]),
      ...(flags.defaultServiceAccount === '' ? [] : ['as', flags.defaultServiceAccount]),
      ...(gates.length === 0 ? [] : ['gates', ...gates]),
    ].join(' ');
  });
}
