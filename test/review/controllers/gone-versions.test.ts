import { describe, expect, test } from '@jest/globals';
import { root, saidOf } from '../refused/said-of.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, type SmallFiles } from '../small-fleet.ts';

const instance = (version: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec: { distribution: { version: "${version}", registry: ghcr.io/fluxcd } }
`;
const config = (value: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: default }
data: { a: ${value} }
`;
const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2beta2
kind: HelmRelease
metadata: { name: shop, namespace: default }
spec: { interval: 5m, chart: { spec: { chart: shop, version: 1.0.0, sourceRef: { kind: HelmRepository, name: charts } } } }
`;
const DEFINITION = (served: boolean) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: helmreleases.helm.toolkit.fluxcd.io }
spec:
  group: helm.toolkit.fluxcd.io
  names: { kind: HelmRelease, plural: helmreleases }
  scope: Namespaced
  versions:
    - { name: v2, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
    - { name: v2beta2, served: ${served}, storage: false, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
`;

const STOPS =
  '; not yet: `flux-system/apps` stops: HelmRelease `default/shop` is rejected because the cluster does not serve helm.toolkit.fluxcd.io/v2beta2';

test.each([
  ['of a release that does not serve it', { 'clusters/prod/flux.yaml': instance('2.8.x') }, STOPS],
  ['of a release that still does', { 'clusters/prod/flux.yaml': instance('2.7.x') }, ''],
  ['of a release that is not known', { 'clusters/prod/flux.yaml': instance('2.x') }, ''],
  ['whose CRD does not serve it', { 'clusters/prod/crd.yaml': DEFINITION(false) }, STOPS],
  [
    'whose CRD serves it, whatever the release',
    { 'clusters/prod/flux.yaml': instance('2.8.x'), 'clusters/prod/crd.yaml': DEFINITION(true) },
    '',
  ],
])('an object in an old version stops its root in a cluster %s', (_, flux, stops) => {
  const files = { ...flux, 'clusters/prod/apps.yaml': root('apps'), 'apps/release.yaml': RELEASE };
  const { effects } = saidOf({ ...files, 'apps/c.yaml': config('b') }, { ...files, 'apps/c.yaml': config('c') });
  expect(effects).toEqual([`ConfigMap/c updated${stops}`]);
});

test('a bump of the controllers stops the roots that hold objects in an old version', () => {
  const files = { 'clusters/prod/apps.yaml': root('apps'), 'apps/release.yaml': RELEASE };
  const { effects, errors } = saidOf(
    { ...files, 'clusters/prod/flux.yaml': instance('2.7.x') },
    { ...files, 'clusters/prod/flux.yaml': instance('2.8.x') },
  );
  expect(effects).toContain(
    'Kustomization/apps stopped: stops, with everything it applies: HelmRelease `default/shop` is rejected because the cluster does not serve helm.toolkit.fluxcd.io/v2beta2',
  );
  expect(errors).toEqual([
    'gone-flux-version: HelmRelease `default/shop`: Flux 2.8 and later do not serve helm.toolkit.fluxcd.io/v2beta2; this change takes Flux from 2.7 to 2.8 (clusters/prod/flux.yaml:1) (apps/release.yaml:1)',
  ]);
});

describe('where a merge hides or takes away what tells the release', () => {
  const goneIn = (before: SmallFiles, after: SmallFiles) => {
    const { findings } = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
    return findings.flatMap(({ rule, severity, message }) =>
      rule === 'gone-flux-version' ? [`${severity} ${message}`] : [],
    );
  };
  const files = {
    'clusters/prod/apps.yaml': root('apps'),
    'clusters/prod/system.yaml': root('system'),
    'apps/release.yaml': RELEASE,
    'apps/c.yaml': config('a'),
    'system/kustomization.yaml': 'resources: [flux.yaml, c.yaml]\n',
    'system/flux.yaml': instance('2.7.x'),
    'system/c.yaml': config('b').replace('name: c', 'name: d'),
  };
  const { 'system/flux.yaml': _, ...without } = files;
  const TOLD = 'HelmRelease `default/shop`: Flux 2.8 and later do not serve helm.toolkit.fluxcd.io/v2beta2';

  test.each<[string, SmallFiles]>([
    ['a root that breaks', { ...files, 'system/kustomization.yaml': 'resources: [flux.yaml, gone.yaml]\n' }],
    ['a manifest that goes', { ...without, 'system/kustomization.yaml': 'resources: [c.yaml]\n' }],
    ['a release that is not known any more', { ...files, 'system/flux.yaml': instance('2.x') }],
  ])('%s says nothing new of an object that stays', (_name, after) => {
    expect(goneIn(files, after)).toEqual([]);
  });

  test('an object that comes may be of a version that is gone', () => {
    const { 'apps/release.yaml': _release, ...start } = {
      ...without,
      'system/kustomization.yaml': 'resources: [c.yaml]\n',
    };
    expect(goneIn(start, { ...start, 'apps/release.yaml': RELEASE })).toEqual([`warning ${TOLD}`]);
  });

  test('so may one that gets another version', () => {
    const of = (release: string) => ({ ...files, 'system/flux.yaml': instance('2.x'), 'apps/release.yaml': release });
    expect(goneIn(of(RELEASE.replace('v2beta2', 'v2')), of(RELEASE))).toEqual([`warning ${TOLD}`]);
  });
});
