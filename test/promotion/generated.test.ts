import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { configMap, fleetOf, fluxKustomization, list } from './flux-files.ts';

const resourceSet = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: apps, namespace: flux-system}
spec:
  inputs:
    - tenant: foo
      tag: 1.2.3
    - tenant: bar
  resources: []
`;

const applicationSet = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: apps, namespace: argocd}
spec:
  generators:
    - list: {elements: [{app: foo}, {app: bar}]}
  template: {}
`;

test.each([
  ['ResourceSet', resourceSet, 6],
  ['ApplicationSet', applicationSet, 6],
])('what a %s makes is not promoted, and its inputs are pointed to', (kind, text, line) => {
  const fleet = fleetOf({ 'clusters/dev/apps.yaml': text, 'clusters/prod/cm.yaml': configMap('cm') });
  expect(promote(fleet, { asked: 'foo', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: `foo is an input of ${kind}/apps in dev (clusters/dev/apps.yaml:${line}), and what that makes of it is not known`,
    remedy: 'Edit the inputs by hand.',
  });
});

test('a name that stands nowhere has none to point to', () => {
  const fleet = fleetOf({ 'clusters/dev/apps.yaml': resourceSet, 'clusters/prod/cm.yaml': configMap('cm') });
  expect(promote(fleet, { asked: 'other', clusters: ['prod'] })).toMatchObject({ reason: 'nothing is named other' });
});

const generator =
  'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: foo, namespace: default}\nliterals: [a=b]\n';

test('what a file of generators makes is not promoted as an entry of resources', () => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/kustomization.yaml': `${list('cm.yaml')}generators:\n  - foo.yaml\n`,
    'apps/dev/cm.yaml': configMap('cm'),
    'apps/dev/foo.yaml': generator,
    'apps/prod/kustomization.yaml': list('cm.yaml'),
    'apps/prod/cm.yaml': configMap('cm'),
  });
  const found = fleet.clusters[0]?.inventory.objects.find(({ resource }) => resource.name.startsWith('foo'));
  const asked = `configmap/${found?.resource.name}`;
  expect(promote(fleet, { asked, clusters: ['prod'] })).toMatchObject({ kind: 'refused' });
});
