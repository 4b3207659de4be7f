import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { type FileTexts, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const settings = (name: string, namespace = 'default') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

const deployment = (name: string, namespace = 'default') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, image: "app:1.0.0"}]}
`;

const prod = 'clusters/prod/other.yaml';

test.each(['foo', 'FOO', 'Foo', 'APPS/foo', 'apps/foo/CM.yaml', 'kustomization/foo'])(
  '%s means a unit in a directory with a capital letter',
  (asked) => {
    const fleet = fleetOf({
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/Foo'),
      [prod]: settings('other'),
      'apps/Foo/kustomization.yaml': list('cm.yaml'),
      'apps/Foo/cm.yaml': settings('foo'),
    });
    const promotion = promote(fleet, { asked, clusters: ['prod'] });
    expect(planned(promotion).subject).toBe('Foo');
    expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/Foo') });
  },
);

/** Things of one name: workloads of two units, settings of one and of a set. */
const alike = fleetOf({
  'clusters/dev/one.yaml': fluxKustomization('one', 'apps/one'),
  'clusters/dev/two.yaml': fluxKustomization('two', 'apps/media/two'),
  'clusters/dev/set.yaml': fluxKustomization('set', 'sets/common-settings'),
  'clusters/dev/gate.yaml': fluxKustomization('gate', 'apps/one-more'),
  [prod]: settings('other'),
  'apps/one/kustomization.yaml': list('app.yaml'),
  'apps/one/app.yaml': deployment('server', 'one'),
  'apps/media/two/kustomization.yaml': list('app.yaml', 'cm.yaml'),
  'apps/media/two/app.yaml': deployment('server', 'two'),
  'apps/media/two/cm.yaml': settings('settings', 'two'),
  'sets/common-settings/kustomization.yaml': list('server.yaml', 'settings.yaml'),
  'sets/common-settings/server.yaml': settings('server', 'three'),
  'sets/common-settings/settings.yaml': settings('settings', 'three'),
  'apps/one-more/kustomization.yaml': list('cm.yaml'),
  'apps/one-more/cm.yaml': settings('gate'),
});

test.each([
  ['server', ['one', 'two', 'ConfigMap/three/server']],
  ['settings', ['two', 'ConfigMap/three/settings']],
  ['configmap/settings', ['ConfigMap/three/settings', 'ConfigMap/two/settings']],
])('%s, which several things are called, is answered with the units first, and where each runs', (asked, names) => {
  expect(promote(alike, { asked, clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: `${asked} is ambiguous: it could be ${names.join(', ')}`,
    remedy: `Name one of them: ${names.map((name) => `${name} runs in dev`).join('; ')}.`,
  });
});

test('a name of a FluxKustomization and of an object that it brings means what it brings', () => {
  const promotion = promote(alike, { asked: 'gate', clusters: ['prod'] });
  expect(planned(promotion).subject).toBe('one-more');
  expect(written(promotion)).toEqual({ 'clusters/prod/gate.yaml': fluxKustomization('gate', 'apps/one-more') });
});

test('the end of the path of a directory that only holds others means the units in it', () => {
  expect(planned(promote(alike, { asked: 'media', clusters: ['prod'] })).subject).toBe('two');
});

test.each(['apps', 'kustomization/apps', 'apps/dev'])(
  '%s, of which the target runs a part, is answered with the units that it lacks',
  (asked) => {
    const fleet = fleetOf({
      'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
      'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
      'apps/dev/kustomization.yaml': list('../base/foo', '../base/bar'),
      'apps/prod/kustomization.yaml': list('../base/bar'),
      'apps/base/foo/kustomization.yaml': list('cm.yaml'),
      'apps/base/foo/cm.yaml': settings('foo'),
      'apps/base/bar/kustomization.yaml': list('cm.yaml'),
      'apps/base/bar/cm.yaml': settings('bar'),
    });
    expect(promote(fleet, { asked, clusters: ['prod'] })).toEqual({
      kind: 'refused',
      reason: `prod runs ${asked === 'apps/dev' ? 'apps' : asked}, but not all of the units in it: it lacks foo`,
      remedy: 'Name it: foo runs in dev.',
    });
  },
);

/** Apps in the tree of the cluster itself, one with a FluxKustomization. */
const owned: FileTexts = {
  'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'foo/ks.yaml', 'bar'),
  'clusters/dev/foo/ks.yaml': fluxKustomization('foo', 'clusters/dev/foo/app'),
  'clusters/dev/foo/app/kustomization.yaml': list('app.yaml', 'cm.yaml'),
  'clusters/dev/foo/app/app.yaml': deployment('foo'),
  'clusters/dev/foo/app/cm.yaml': settings('foo-settings'),
  'clusters/dev/bar/kustomization.yaml': list('app.yaml', 'cm.yaml'),
  'clusters/dev/bar/app.yaml': deployment('bar'),
  'clusters/dev/bar/cm.yaml': settings('bar-settings'),
  'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'other.yaml'),
  [prod]: settings('other'),
};

const namesOf = (name: string): readonly string[] => [
  name,
  `deployment/${name}`,
  `configmap/${name}-settings`,
  `${name}-settings`,
  `clusters/dev/${name}`,
];

test.each([...namesOf('foo'), 'Foo', 'kustomization/foo', 'clusters/dev/foo/app', 'clusters/dev/foo/ks.yaml'])(
  '%s means the app that a FluxKustomization brings from the tree of its cluster, and brings it whole',
  (asked) => {
    const fleet = fleetOf(owned);
    const promotion = promote(fleet, { asked, clusters: ['prod'] });
    const edits = written(promotion);
    expect(edits).toEqual({
      'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'other.yaml', 'foo/ks.yaml'),
      'clusters/prod/foo/ks.yaml': fluxKustomization('foo', 'clusters/prod/foo/app'),
      'clusters/prod/foo/app/kustomization.yaml': owned['clusters/dev/foo/app/kustomization.yaml'],
      'clusters/prod/foo/app/app.yaml': deployment('foo'),
      'clusters/prod/foo/app/cm.yaml': settings('foo-settings'),
    });
  },
);

test.each(namesOf('bar'))('%s means the app in a directory of its cluster, and it can be taken out again', (asked) => {
  const fleet = fleetOf(owned);
  const promotion = promote(fleet, { asked, clusters: ['prod'] });
  expect(written(promotion)).toEqual({
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'other.yaml', 'bar'),
    'clusters/prod/bar/kustomization.yaml': owned['clusters/dev/bar/kustomization.yaml'],
    'clusters/prod/bar/app.yaml': deployment('bar'),
    'clusters/prod/bar/cm.yaml': settings('bar-settings'),
  });
  const there = edited(fleet, planned(promotion).edits);
  expect(written(demote(there, { asked: 'bar', clusters: ['prod'], clean: true }))).toEqual({
    'clusters/prod/kustomization.yaml': owned['clusters/prod/kustomization.yaml'],
    'clusters/prod/bar/kustomization.yaml': undefined,
    'clusters/prod/bar/app.yaml': undefined,
    'clusters/prod/bar/cm.yaml': undefined,
  });
});

test('workloads of several apps in one directory of a cluster are things by themselves', () => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'clusters/dev/apps'),
    'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'apps.yaml'),
    'clusters/dev/apps/kustomization.yaml': list('foo.yaml', 'bar.yaml'),
    'clusters/dev/apps/foo.yaml': deployment('foo'),
    'clusters/dev/apps/bar.yaml': deployment('bar'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'clusters/prod/apps'),
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'apps.yaml'),
    'clusters/prod/apps/kustomization.yaml': list('other.yaml'),
    'clusters/prod/apps/other.yaml': settings('other'),
  });
  for (const asked of ['foo', 'deployment/foo'])
    expect(written(promote(fleet, { asked, clusters: ['prod'] }))).toEqual({
      'clusters/prod/apps/foo.yaml': deployment('foo'),
      'clusters/prod/apps/kustomization.yaml': list('other.yaml', 'foo.yaml'),
    });
});
