import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { configMap, fleetOf, fluxKustomization, list } from './flux-files.ts';
import { APPLICATION_SET, RESOURCE_SET } from './wrong-promotions.ts';

test.each([
  ['ResourceSet', RESOURCE_SET, 6],
  ['ApplicationSet', APPLICATION_SET, 6],
])('what a %s makes is not promoted, and its inputs are pointed to', (kind, text, line) => {
  const fleet = fleetOf({ 'clusters/dev/apps.yaml': text, 'clusters/prod/cm.yaml': configMap('cm') });
  expect(promote(fleet, { asked: 'foo', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: `foo is an input of ${kind}/apps in dev (clusters/dev/apps.yaml:${line}), and what that makes of it stands in no file`,
    remedy: 'Edit the inputs by hand.',
  });
});

test('a name that stands nowhere has none to point to', () => {
  const fleet = fleetOf({ 'clusters/dev/apps.yaml': RESOURCE_SET, 'clusters/prod/cm.yaml': configMap('cm') });
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

const settings = (file: string) => `configMapGenerator:\n  - name: foo-settings\n    namespace: default\n    ${file}\n`;

/** dev makes settings beside the base of foo; prod has a list with another app. */
const withSettings = (files: Readonly<Record<string, string>>) =>
  fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/prod/other/cm.yaml': configMap('other'),
    'apps/dev/foo/kustomization.yaml': list('../../base/foo') + settings('literals: [a=b]'),
    'apps/base/foo/kustomization.yaml': list('cm.yaml'),
    'apps/base/foo/cm.yaml': configMap('foo'),
    ...files,
  });

test.each<[string, Readonly<Record<string, string>>]>([
  ['an overlay in a directory that Flux applies whole', {}],
  ['an overlay beside a file of that directory', { 'apps/dev/sources.yaml': configMap('sources') }],
  ['an overlay that a list names', { 'apps/dev/kustomization.yaml': list('foo') }],
  [
    'files of an overlay',
    {
      'apps/dev/foo/kustomization.yaml': list('../../base/foo') + settings('files: [a.txt]'),
      'apps/dev/foo/a.txt': 'b\n',
    },
  ],
  [
    'an overlay below a kustomization of a cluster that sets something for all',
    { 'apps/dev/kustomization.yaml': `${list('foo')}commonAnnotations: {team: apps}\n` },
  ],
  ["a unit's own FluxKustomization", { 'clusters/dev/apps.yaml': fluxKustomization('foo', 'apps/dev/foo') }],
])('what %s generates is of the unit', (_, files) => {
  const fleet = withSettings(files);
  const objects = fleet.clusters[0]?.inventory.objects ?? [];
  const unitOf = (name: RegExp) => {
    const found = objects.find(({ resource }) => resource.kind === 'ConfigMap' && name.test(resource.name));
    return found === undefined ? 'none' : fleet.units.of(found);
  };
  expect(unitOf(/^foo-settings-/)).toBe('foo');
  expect(unitOf(/^foo$/)).toBe('foo');
});

test('what a cluster generates with other values, as a part of another unit, runs there already', () => {
  const redis = (value: string) => list('../../../shared/redis') + settings(`literals: [a=${value}]`);
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/shop/kustomization.yaml': list('redis'),
    'apps/dev/shop/redis/kustomization.yaml': redis('b'),
    'apps/prod/shop/kustomization.yaml': list('../../shared/shop', 'redis', 'own.yaml'),
    'apps/prod/shop/own.yaml': configMap('own'),
    'apps/prod/shop/redis/kustomization.yaml': redis('c'),
    'apps/shared/shop/kustomization.yaml': list('shop.yaml'),
    'apps/shared/shop/shop.yaml': configMap('shop'),
    'apps/shared/redis/kustomization.yaml': list('redis.yaml'),
    'apps/shared/redis/redis.yaml': configMap('redis'),
  });
  expect(promote(fleet, { asked: 'redis', clusters: ['prod'] })).toEqual({
    kind: 'nothing',
    reason:
      'redis already runs in prod, where ConfigMap/foo-settings comes from apps/prod/shop/redis/kustomization.yaml',
  });
});
