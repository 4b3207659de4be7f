import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

const child = (path: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: foo}
spec: {interval: 10m, path: ./${path}, prune: true, targetNamespace: default, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}
`;

/** Sets in every child what the child's own file does not say. */
const patching = (name: string) =>
  fluxKustomization(
    'apps',
    `apps/${name}`,
    '  patches: [{patch: "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: x}, spec: {patches: [{target: {kind: HelmRelease}, patch: \\"[]\\"}]}}", target: {kind: Kustomization}}]\n',
  );

const namespaced = (...entries: readonly string[]) =>
  list(...entries).replace('resources:', 'namespace: default\nresources:');

/** `apps/<cluster>/<namespace>` lists FluxKustomizations; prod's lists another one. */
const listed: FileTexts = {
  'clusters/dev/apps.yaml': patching('dev'),
  'clusters/prod/apps.yaml': patching('prod'),
  'apps/dev/ns/kustomization.yaml': namespaced('bar.yaml', 'foo.yaml'),
  'apps/dev/ns/foo.yaml': child('apps/base/foo'),
  'apps/dev/ns/bar.yaml': child('apps/base/bar').replace('name: foo', 'name: bar'),
  'apps/prod/ns/kustomization.yaml': namespaced('bar.yaml'),
  'apps/prod/ns/bar.yaml': child('apps/base/bar').replace('name: foo', 'name: bar'),
  'apps/base/foo/kustomization.yaml': list('cm.yaml'),
  'apps/base/foo/cm.yaml': configMap('foo'),
  'apps/base/bar/kustomization.yaml': list('cm.yaml'),
  'apps/base/bar/cm.yaml': configMap('bar'),
};

test.each([
  ['a list of their own', { 'apps/dev/kustomization.yaml': list('ns'), 'apps/prod/kustomization.yaml': list('ns') }],
  ['no list, so that Flux takes them all', {}],
])('below clusters with %s, the entry goes into the list of the namespace', (_, lists) => {
  const fleet = fleetOf({ ...listed, ...lists });
  const promotion = promote(fleet, foo);
  expect(written(promotion)).toEqual({
    'apps/prod/ns/foo.yaml': child('apps/base/foo'),
    'apps/prod/ns/kustomization.yaml': namespaced('bar.yaml', 'foo.yaml'),
  });
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo', 'prod: Kustomization/foo']);
  expect(written(demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true }))).toEqual({
    'apps/prod/ns/foo.yaml': undefined,
    'apps/prod/ns/kustomization.yaml': namespaced('bar.yaml'),
  });
});

test('a list of a namespace that the target lacks is made, with the settings of the source', () => {
  const { 'apps/prod/ns/kustomization.yaml': _list, 'apps/prod/ns/bar.yaml': _bar, ...rest } = listed;
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns}\n';
  const common = list('ns.yaml').replace('v1beta1', 'v1alpha1').replace('Kustomization', 'Component');
  const fleet = fleetOf({
    ...rest,
    'apps/dev/ns/kustomization.yaml': `${namespaced('bar.yaml', 'foo.yaml')}components:\n  - ../../../components/common\n`,
    'components/common/kustomization.yaml': common,
    'components/common/ns.yaml': namespace,
    'apps/prod/kustomization.yaml': list('other.yaml'),
    'apps/prod/other.yaml': configMap('other'),
  });
  const promotion = promote(fleet, foo);
  expect(written(promotion)).toEqual({
    'apps/prod/kustomization.yaml': list('other.yaml', 'ns'),
    'apps/prod/ns/foo.yaml': child('apps/base/foo'),
    'apps/prod/ns/kustomization.yaml': `${namespaced('foo.yaml')}components:\n  - ../../../components/common\n`,
  });
  expect(planned(promotion).notes).toContain(
    "apps/prod/ns is new, and like the source's it also brings `Namespace/default`, check that this is right.",
  );
  const back = demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true });
  expect(written(back)).toEqual({
    'apps/prod/kustomization.yaml': list('other.yaml'),
    'apps/prod/ns/foo.yaml': undefined,
    'apps/prod/ns/kustomization.yaml': undefined,
  });
});

const release = (host: string, level = 'info') => `apiVersion: v1
kind: ConfigMap
metadata: {name: foo, namespace: default}
data:
  colour: red
  host: ${host}
  level: ${level}
`;

/** A unit in the cluster's own tree: its FluxKustomization, its directory, and the entry of its namespace. */
const own = (cluster: string, units: Readonly<Record<string, string>>): FileTexts => ({
  [`clusters/${cluster}/apps.yaml`]: fluxKustomization('apps', `apps/${cluster}`),
  [`apps/${cluster}/ns/kustomization.yaml`]: list(...Object.keys(units).map((unit) => `./${unit}/ks.yaml`)),
  ...Object.fromEntries(
    Object.entries(units).flatMap(([unit, text]) => [
      [`apps/${cluster}/ns/${unit}/ks.yaml`, fluxKustomization(unit, `apps/${cluster}/ns/${unit}/app`)],
      [`apps/${cluster}/ns/${unit}/app/kustomization.yaml`, list('./cm.yaml')],
      [`apps/${cluster}/ns/${unit}/app/cm.yaml`, text],
    ]),
  ),
});

test("a unit of the source's own tree comes with all that leads to it, and its values are to be decided on", () => {
  const fleet = fleetOf({
    ...own('dev', { foo: release('foo.dev.example.org'), bar: configMap('bar') }),
    ...own('prod', { bar: configMap('bar') }),
  });
  const promotion = promote(fleet, foo);
  expect(written(promotion)).toEqual({
    'apps/prod/ns/kustomization.yaml': list('./bar/ks.yaml', './foo/ks.yaml'),
    'apps/prod/ns/foo/ks.yaml': fluxKustomization('foo', 'apps/prod/ns/foo/app'),
    'apps/prod/ns/foo/app/kustomization.yaml': list('./cm.yaml'),
    'apps/prod/ns/foo/app/cm.yaml': release('foo.dev.example.org'),
  });
  expect(planned(promotion).notes).toContain(
    'apps/prod/ns/foo/app/cm.yaml was copied from apps/dev/ns/foo/app/cm.yaml, as dev has it: decide on the values in line 6.',
  );
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo', 'prod: Kustomization/foo']);
  expect(written(demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true }))).toEqual({
    'apps/prod/ns/kustomization.yaml': list('./bar/ks.yaml'),
    'apps/prod/ns/foo/ks.yaml': undefined,
    'apps/prod/ns/foo/app/kustomization.yaml': undefined,
    'apps/prod/ns/foo/app/cm.yaml': undefined,
  });
});

test('a value that differs between the clusters that run it today is named', () => {
  const fleet = fleetOf(
    {
      ...own('dev', { foo: release('foo', 'debug'), bar: configMap('bar') }),
      ...own('test', { foo: release('foo', 'info'), bar: configMap('bar') }),
      ...own('prod', { bar: configMap('bar') }),
    },
    ['dev', 'test', 'prod'],
  );
  expect(planned(promote(fleet, foo)).notes).toContain(
    'apps/prod/ns/foo/app/cm.yaml was copied from apps/test/ns/foo/app/cm.yaml, as test has it: decide on the values in lines 6, 7.',
  );
});

test('a Secret of the source is not copied', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: foo, namespace: default}\nstringData: {a: b}\n';
  const fleet = fleetOf({
    ...own('dev', { foo: secret, bar: configMap('bar') }),
    ...own('prod', { bar: configMap('bar') }),
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: 'apps/dev/ns/foo/app/cm.yaml contains secrets and is not copied',
  });
});

test('nothing is added to what the target has of its own', () => {
  const files = {
    ...own('dev', { foo: release('a'), bar: configMap('bar') }),
    ...own('prod', { foo: configMap('foo-of-prod'), bar: configMap('bar') }),
  };
  expect(promote(fleetOf(files), foo)).toMatchObject({ kind: 'nothing' });
});

test.each(['backup', 'zeroscaler'])('what a unit takes from a component comes with it, such as %s', (name) => {
  const component = list('pvc.yaml').replace('v1beta1', 'v1alpha1').replace('Kustomization', 'Component');
  const using = own('dev', { foo: release('a'), bar: configMap('bar') });
  const flux = fluxKustomization('foo', 'apps/dev/ns/foo/app', '  components: [../../../../../components/backup]\n');
  const fleet = fleetOf({
    ...using,
    'apps/dev/ns/foo/ks.yaml': flux,
    'components/backup/kustomization.yaml': component,
    'components/backup/pvc.yaml': configMap(name),
    ...own('prod', { bar: configMap('bar') }),
  });
  const promotion = promote(fleet, foo);
  expect(gains(promotion)).toEqual(
    [`prod: ConfigMap/${name}`, 'prod: ConfigMap/foo', 'prod: Kustomization/foo'].sort(),
  );
  expect(written(promotion)['apps/prod/ns/foo/ks.yaml']).toBe(flux.replace('apps/dev', 'apps/prod'));
  expect(written(promotion)['apps/prod/ns/foo/app/kustomization.yaml']).toBe(list('./cm.yaml'));
});

test('a file that is called after the source keeps its name in a copy, where the copied list names it', () => {
  const files: FileTexts = {
    'clusters/registry/apps.yaml': fluxKustomization('apps', 'apps/registry'),
    'clusters/network/apps.yaml': fluxKustomization('apps', 'apps/network'),
    'apps/registry/kustomization.yaml': list('foo', 'other'),
    'apps/registry/foo/kustomization.yaml': list('parts', 'registry-claim.yaml'),
    'apps/registry/foo/registry-claim.yaml': configMap('claim'),
    'apps/registry/foo/parts/kustomization.yaml': list('../registry-more'),
    'apps/registry/foo/registry-more/kustomization.yaml': list('cm.yaml'),
    'apps/registry/foo/registry-more/cm.yaml': configMap('more'),
    'apps/registry/other/kustomization.yaml': list('cm.yaml'),
    'apps/registry/other/cm.yaml': configMap('other'),
    'apps/network/kustomization.yaml': list('cm.yaml'),
    'apps/network/cm.yaml': configMap('cm'),
  };
  const promotion = promote(fleetOf(files, ['registry', 'network']), {
    asked: 'apps/registry/foo',
    clusters: ['network'],
  });
  expect(written(promotion)).toEqual({
    'apps/network/kustomization.yaml': list('cm.yaml', 'foo'),
    ...Object.fromEntries(
      Object.entries(files).flatMap(([path, text]) =>
        path.startsWith('apps/registry/foo/') ? [[path.replace('apps/registry/', 'apps/network/'), text]] : [],
      ),
    ),
  });
});

test('what a component generates comes with each unit that uses it', () => {
  const component = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
configMapGenerator:
  - name: \${APP}-status
    namespace: default
    literals: [a=b]
    options: {disableNameSuffixHash: true}
`;
  const using = (name: string) =>
    fluxKustomization(
      name,
      `apps/base/${name}/edge`,
      `  components: [../../../../components/status]\n  postBuild: {substitute: {APP: ${name}}}\n`,
    );
  const unit = (name: string) => ({
    [`apps/base/${name}/edge/kustomization.yaml`]: list('cm.yaml'),
    [`apps/base/${name}/edge/cm.yaml`]: configMap(name),
  });
  const files = {
    'clusters/dev/foo.yaml': using('foo'),
    'clusters/dev/bar.yaml': using('bar'),
    'clusters/prod/bar.yaml': using('bar'),
    'components/status/kustomization.yaml': component,
    ...{ ...unit('foo'), ...unit('bar') },
  };
  const promotion = promote(fleetOf(files, ['dev', 'edge', 'prod']), foo);
  expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': using('foo') });
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo', 'prod: ConfigMap/foo-status', 'prod: Kustomization/foo']);
});
