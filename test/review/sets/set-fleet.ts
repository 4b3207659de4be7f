import { cluster, type SmallFiles } from '../small-fleet.ts';

/** What a ResourceSet makes for each tenant: a namespace, and what is in the tenant's directory. */
export const TENANT = [
  'resources:',
  '  - apiVersion: v1',
  '    kind: Namespace',
  '    metadata: { name: << inputs.tenant >> }',
  '  - apiVersion: kustomize.toolkit.fluxcd.io/v1',
  '    kind: Kustomization',
  '    metadata: { name: << inputs.tenant >>, namespace: flux-system }',
  '    spec:',
  '      path: ./tenants/<< inputs.tenant >>',
  '      prune: true',
  '      sourceRef: { kind: GitRepository, name: flux-system }',
];

/** A ResourceSet, one line of its spec after the other. */
export function resourceSet(name: string, spec: readonly string[], annotations = '{}'): string {
  return [
    'apiVersion: fluxcd.controlplane.io/v1',
    'kind: ResourceSet',
    `metadata: { name: ${name}, namespace: flux-system, annotations: ${annotations} }`,
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** A provider of inputs in the namespace of ResourceSets. */
export function provider(name: string, spec: string, labels = '{}'): string {
  return [
    'apiVersion: fluxcd.controlplane.io/v1',
    'kind: ResourceSetInputProvider',
    `metadata: { name: ${name}, namespace: flux-system, labels: ${labels} }`,
    `spec: ${spec}`,
    '',
  ].join('\n');
}

export function configMap(name: string, data: string, namespace = 'blue'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: ${data}\n`;
}

/** A fleet of one cluster, in which a ResourceSet runs tenants of this repository. */
export function tenantFleet(spec: readonly string[], more: SmallFiles = {}, annotations = '{}'): SmallFiles {
  return {
    ...cluster('prod'),
    'clusters/prod/tenants.yaml': resourceSet('tenants', spec, annotations),
    'tenants/blue/app.yaml': configMap('app', '{ size: "1" }'),
    'tenants/green/app.yaml': configMap('app', '{ size: "1" }', 'green'),
    ...more,
  };
}
