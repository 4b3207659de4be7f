import { expect, test } from '@jest/globals';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { config, reviewedWith, type Table } from '../elsewhere/elsewhere-fleet.ts';
import type { Layout } from '../review-of.ts';
import { configMap } from './set-fleet.ts';

/** The key of an artifact that another repository of the fleet pushes. */
const ociKey = (name: string, tag: string) =>
  sourceKey({
    kind: 'oci',
    url: `oci://ghcr.io/acme/${name}`,
    follows: { kind: 'tag', value: tag, filter: '' },
    mediaType: '',
  });

/** What is in them: one repository of the platform team, one of the teams of applications. */
const TABLE: Table = {
  [ociKey('infra', 'v1')]: { 'cert-manager/a.yaml': config('issuer', 'one', 'cert-manager') },
  [ociKey('infra', 'v2')]: { 'cert-manager/a.yaml': config('issuer', 'two', 'cert-manager') },
  [ociKey('apps', 'v1')]: { 'staging/a.yaml': config('web', 'staging'), 'prod/a.yaml': config('web', 'prod') },
};

const instance = (name: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: "https://github.com/acme/fleet", ref: refs/heads/main, path: clusters/${name} }
`;
const tenants = (name: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: tenants, namespace: flux-system }
spec:
  path: ./tenants
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: runtime-info }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: runtime-info, namespace: flux-system, labels: { cluster: ${name} } }
data: { CLUSTER: ${name}, INFRA_TAG: v1 }
`;
const made = (source: string, tag: string, path: string) => `    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: OCIRepository
    metadata:
      name: << inputs.name >>
      namespace: << inputs.name >>
    spec:
      url: oci://ghcr.io/acme/${source}
      ref: { tag: ${tag} }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: << inputs.name >>
      namespace: << inputs.name >>
    spec:
      path: ${path}
      prune: true
      sourceRef: { kind: OCIRepository, name: << inputs.name >> }
`;
const set = (name: string, spec: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: ${name}, namespace: flux-system }
spec:
${spec}  resourcesTemplate: |
    apiVersion: v1
    kind: Namespace
    metadata: { name: << inputs.name >> }
`;

/** A fleet that holds nothing but ResourceSets, as their inputs differ by cluster; what they run is in two other repositories. */
const FLEET: Layout = {
  'clusters/staging/flux.yaml': instance('staging'),
  'clusters/staging/tenants.yaml': tenants('staging'),
  'clusters/prod/flux.yaml': instance('prod'),
  'clusters/prod/tenants.yaml': tenants('prod'),
  'tenants/infra.yaml': `${set('infra', `  inputs: [{ name: cert-manager, tag: "\${INFRA_TAG}" }]\n`)}${made('infra', '<< inputs.tag | quote >>', './<< inputs.name >>')}`,
  'tenants/apps.yaml': `${set('apps', '  inputsFrom: [{ selector: { matchLabels: { role: apps } } }]\n  dependsOn: [{ apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSet, name: infra, namespace: flux-system, ready: true }]\n')}${made('apps', 'v1', './<< inputs.env >>')}`,
  'tenants/web.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: { name: web, namespace: flux-system, labels: { role: apps } }
spec: { type: Static, defaultValues: { name: web, env: "\${CLUSTER}" } }
`,
};

const happening = (before: Layout, after: Layout) =>
  Object.entries(reviewedWith(before, after, TABLE).clusters).map(([name, { gained, lost, changed, unresolved }]) => [
    name,
    ...unresolved.map(({ message }) => message),
    ...[...gained, ...lost, ...changed].map((each) => `${each.kind} ${each.name} ${each.effect}`).sort(),
  ]);

test('a fleet of ResourceSets over three repositories is rendered whole, each cluster by its own inputs', () => {
  const { 'tenants/infra.yaml': _, 'tenants/apps.yaml': __, 'tenants/web.yaml': ___, ...empty } = FLEET;
  const all = [
    'ConfigMap issuer created',
    'ConfigMap web created',
    'Kustomization cert-manager created',
    'Kustomization web created',
    'Namespace cert-manager created',
    'Namespace web created',
    'OCIRepository cert-manager created',
    'OCIRepository web created',
    'ResourceSet apps created',
    'ResourceSet infra created',
    'ResourceSetInputProvider web created',
  ];
  const list = configMap('none', '{ a: b }', 'default');
  expect(happening({ ...empty, 'tenants/none.yaml': list }, { ...FLEET, 'tenants/none.yaml': list })).toEqual([
    ['staging', ...all],
    ['prod', ...all],
  ]);
});

test('a tag that one cluster is given changes what its component is, there and nowhere else', () => {
  const after = {
    ...FLEET,
    'clusters/staging/tenants.yaml': tenants('staging').replace('INFRA_TAG: v1', 'INFRA_TAG: v2'),
  };
  expect(happening(FLEET, after)).toEqual([
    [
      'staging',
      'ConfigMap issuer updated',
      'ConfigMap runtime-info updated',
      'OCIRepository cert-manager updated',
      'ResourceSet infra updated',
    ],
    ['prod'],
  ]);
});
