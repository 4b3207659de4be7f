import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec: {containers: [{name: foo, image: "foo:1.0.0"}]}
`;

const fleet = fleetOf({
  'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
  'clusters/dev/web.yaml': fluxKustomization('web', 'apps/web'),
  'clusters/dev/tools.yaml': fluxKustomization('tools', 'tools/web'),
  'clusters/prod/other.yaml': configMap('other'),
  'apps/foo/kustomization.yaml': list('app.yaml', 'cm.yaml'),
  'apps/foo/app.yaml': deployment,
  'apps/foo/cm.yaml': configMap('foo'),
  'apps/web/kustomization.yaml': list('cm.yaml'),
  'apps/web/cm.yaml': configMap('web'),
  'tools/web/kustomization.yaml': list('cm.yaml'),
  'tools/web/cm.yaml': configMap('tools'),
});

test.each([
  'foo',
  'Foo',
  'FOO',
  'apps/foo',
  './apps/foo/',
  'deployment/foo',
  'Deployment/default/foo',
  'kustomization/foo',
  'apps/foo/app.yaml',
  'apps/foo/cm.yaml',
])('%s means the unit', (asked) => {
  const promotion = promote(fleet, { asked, clusters: ['prod'] });
  expect(planned(promotion).subject).toBe('foo');
  expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo') });
});

test('what is ambiguous is listed with where it runs', () => {
  expect(promote(fleet, { asked: 'web', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'web is ambiguous: it could be apps/web, tools/web',
    remedy: 'Name one of them: apps/web runs in dev; tools/web runs in dev.',
  });
});

test('a FluxKustomization that another one brings too is what it says', () => {
  expect(planned(promote(fleet, { asked: 'kustomization/tools', clusters: ['prod'] })).subject).toBe('tools/web');
});

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bar, namespace: bar}
spec: {interval: 10m, chart: {spec: {chart: bar, version: 1.0.0, sourceRef: {kind: HelmRepository, name: bar}}}}
`;

const service = (name: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: default}
spec: {ports: [{port: 80}]}
`;

/** Apps with what people name them by: a namespace, a chart's workload, a service, a patch, files of a generator. */
const wide = fleetOf({
  'clusters/dev/bar.yaml': fluxKustomization('bar', 'apps/bar/dev'),
  'clusters/dev/shop.yaml': fluxKustomization('shop', 'apps/shop'),
  'clusters/dev/one.yaml': fluxKustomization('one', 'groups/one'),
  'clusters/dev/two.yaml': fluxKustomization('two', 'groups/two'),
  'clusters/prod/other.yaml': configMap('other'),
  'apps/bar/base/kustomization.yaml': list('namespace.yaml', 'release.yaml', 'source.yaml'),
  'apps/bar/base/source.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: bar, namespace: bar}\nspec: {url: https://example.org/charts}\n',
  'apps/bar/base/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: bar}\n',
  'apps/bar/base/release.yaml': release,
  'apps/bar/dev/kustomization.yaml': `${list('../base')}patches: [{path: patch.yaml, target: {kind: HelmRelease}}]\nconfigMapGenerator: [{name: bar-env, namespace: bar, envs: [bar.env]}]\n`,
  'apps/bar/dev/patch.yaml': '- {op: add, path: /spec/suspend, value: false}\n',
  'apps/bar/dev/bar.env': 'A=b\n',
  'apps/shop/kustomization.yaml': list('app.yaml', 'service.yaml', 'settings.yaml'),
  'apps/shop/app.yaml': deployment.replaceAll('foo', 'shop-server'),
  'apps/shop/service.yaml': service('shop-server'),
  'apps/shop/settings.yaml': configMap('shop-settings'),
  'groups/one/kustomization.yaml': list('cm.yaml'),
  'groups/one/cm.yaml': configMap('one'),
  'groups/two/kustomization.yaml': list('cm.yaml'),
  'groups/two/cm.yaml': configMap('two'),
});

test.each([
  ['the namespace that an app brings', 'namespace/bar', 'bar'],
  ["a chart's workload", 'deployment/bar', 'bar'],
  ["a chart's workload in its namespace", 'StatefulSet/bar/bar', 'bar'],
  ['a patch of it', 'apps/bar/dev/patch.yaml', 'bar'],
  ['a file that it generates from', 'apps/bar/dev/bar.env', 'bar'],
  ['its kustomization', 'apps/bar/base/kustomization.yaml', 'bar'],
  ['an overlay of it', 'apps/bar/dev', 'bar'],
  ['a path from the top', '/apps/bar/base/', 'bar'],
  ['a name that several of its objects have', 'shop-server', 'shop'],
  ['its service', 'service/shop-server', 'shop'],
  ['its settings', 'ConfigMap/default/shop-settings', 'shop'],
  ['the file of its FluxKustomization', 'clusters/dev/shop.yaml', 'shop'],
])('%s means the unit: %s', (_, asked, name) => {
  const promotion = promote(wide, { asked, clusters: ['prod'], overlay: name === 'bar' });
  expect(planned(promotion).subject).toBe(name);
  expect(written(promotion)[`clusters/prod/${name}.yaml`]).toBeDefined();
});

test.each([
  ['groups', 'one, two'],
  ['groups/', 'one, two'],
  ['clusters/dev', 'bar, one, shop, two'],
])('a directory of several units, as %s, is answered with them', (asked, names) => {
  expect(promote(wide, { asked, clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: `${asked.replace(/\/$/, '')} holds several units: ${names}`,
    remedy: `Name one of them: ${names
      .split(', ')
      .map((each) => `${each} runs in dev`)
      .join('; ')}.`,
  });
});

test('what is named nothing is answered with the nearest name, or with what lists the names', () => {
  expect(promote(wide, { asked: 'shp', clusters: ['prod'] })).toMatchObject({ remedy: 'Did you mean shop?' });
  expect(promote(wide, { asked: 'deployment/nothing-like-it', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'nothing is named deployment/nothing-like-it',
    remedy: '`where` lists what runs where.',
  });
});

test('a part of a set is promoted by its directory, without the rest of the set', () => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/kustomization.yaml': list('../../sets/media'),
    'apps/prod/kustomization.yaml': list('other.yaml'),
    'apps/prod/other.yaml': configMap('other'),
    'sets/media/kustomization.yaml': list('namespace.yaml', '../../units/films', '../../units/music'),
    'sets/media/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: media}\n',
    'units/films/kustomization.yaml': list('cm.yaml'),
    'units/films/cm.yaml': configMap('films'),
    'units/music/kustomization.yaml': list('cm.yaml'),
    'units/music/cm.yaml': configMap('music'),
  });
  const promotion = promote(fleet, { asked: 'units/films', clusters: ['prod'] });
  expect(written(promotion)).toEqual({ 'apps/prod/kustomization.yaml': list('other.yaml', '../../units/films') });
});

test('other units that the same directory brings are named as people know them', () => {
  const app = (name: string) => ({
    [`apps/dev/ai/${name}/ks.yaml`]: fluxKustomization(name, `apps/dev/ai/${name}/app`),
    [`apps/dev/ai/${name}/app/kustomization.yaml`]: list('cm.yaml', 'more.yaml'),
    [`apps/dev/ai/${name}/app/cm.yaml`]: configMap(name),
    [`apps/dev/ai/${name}/app/more.yaml`]: configMap(`${name}-more`),
  });
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/prod/other/cm.yaml': configMap('other'),
    'apps/dev/ai/kustomization.yaml': list('namespace.yaml', './chat/ks.yaml', './draw/ks.yaml'),
    'apps/dev/ai/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ai}\n',
    ...{ ...app('chat'), ...app('draw') },
  });
  expect(promote(fleet, { asked: 'ai', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'ai holds several units: chat, draw',
    remedy: 'Name one of them: chat runs in dev; draw runs in dev.',
  });
});

test.each([
  ['foo', '', 'no cluster was given', 'Name one or more clusters, or all.'],
  ['foo', '/', 'there is no cluster /', 'The clusters are dev, prod.'],
  ['foo', './', 'there is no cluster ./', 'The clusters are dev, prod.'],
  ['', 'prod', 'no unit was given', '`where` lists what runs where.'],
  ['/', 'prod', 'no unit was given', '`where` lists what runs where.'],
])(
  '%p for %p, as of a variable that is not set, is neither everything nor everywhere',
  (asked, cluster, reason, remedy) => {
    const refused = { kind: 'refused', reason, remedy };
    expect(promote(fleet, { asked, clusters: [cluster] })).toEqual(refused);
    expect(demote(fleet, { asked, clusters: [cluster] })).toEqual(refused);
  },
);
