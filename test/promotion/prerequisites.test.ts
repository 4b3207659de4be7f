import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const app = (account: string, names: readonly string[] = []) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec:
      serviceAccountName: ${account}
      containers:
        - name: foo
          image: foo:1.0.0
          envFrom: [${names.map((name) => `{configMapRef: {name: ${name}}}`).join(', ')}]
`;

const account = (name: string) =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}, namespace: default}\n`;

const unit = (name: string, text: string): FileTexts => ({
  [`clusters/dev/${name}.yaml`]: fluxKustomization(name, `apps/${name}`),
  [`apps/${name}/kustomization.yaml`]: list('app.yaml'),
  [`apps/${name}/app.yaml`]: text,
});

const other = { 'clusters/prod/other.yaml': configMap('other') };

const asked = { asked: 'foo', clusters: ['prod'], withPrerequisites: true } as const;

test('what can be added comes with it', () => {
  const fleet = fleetOf({ ...unit('foo', app('robot')), ...unit('robot', account('robot')), ...other });
  expect(gains(promote(fleet, asked))).toContain('prod: ServiceAccount/robot');
});

/** The account stands in a directory of the cluster's own, together with what nobody else may get. */
const stuck: FileTexts = {
  'clusters/dev/stuck.yaml': fluxKustomization('stuck', 'apps/stuck'),
  'apps/stuck/kustomization.yaml': list('all.yaml'),
  'apps/stuck/all.yaml': `${account('robot')}---\n${configMap('stuck')}`,
};

test('what cannot be added leaves the promotion as it is without, and is named with the reason', () => {
  const fleet = fleetOf({ ...unit('foo', app('robot')), ...stuck, ...other });
  const plain = planned(promote(fleet, { ...asked, withPrerequisites: false }));
  const { notes, ...rest } = planned(promote(fleet, asked));
  expect({ ...rest, notes: plain.notes }).toEqual(plain);
  expect(notes.slice(plain.notes.length)).toEqual([
    'serviceaccount/robot is not added: Kustomization/stuck, which brings serviceaccount/robot to dev, also brings stuck, and prod has no such FluxKustomization',
  ]);
});

test('what can be added comes although something else cannot', () => {
  const files = { ...unit('foo', app('robot', ['conf'])), ...unit('conf', configMap('conf')), ...stuck, ...other };
  const promotion = planned(promote(fleetOf(files), asked));
  expect(gains(promotion)).toContain('prod: ConfigMap/conf');
  expect(gains(promotion)).not.toContain('prod: ServiceAccount/robot');
  expect(promotion.needs.map(({ object }) => object)).toEqual(['ServiceAccount/robot']);
  expect(promotion.notes.filter((note) => note.includes('is not added'))).toHaveLength(1);
});

test('a promotion that is refused without them is refused for its own reason', () => {
  const files = { ...unit('foo', app('robot')), 'clusters/dev/foo.yaml': '', ...stuck, ...other };
  const fleet = fleetOf({
    ...files,
    'clusters/dev/foo.yaml': fluxKustomization('all', 'sets/all'),
    'sets/all/kustomization.yaml': list('../../apps/foo', '../../apps/bar'),
    'apps/bar/kustomization.yaml': list('cm.yaml'),
    'apps/bar/cm.yaml': configMap('bar'),
  });
  expect(promote(fleet, asked)).toEqual(promote(fleet, { ...asked, withPrerequisites: false }));
});

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: foo, namespace: default}
spec: {interval: 10m, chart: {spec: {chart: ./charts/foo, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}}
`;

const crd = (plural: string, kind: string, group: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.${group}}
spec:
  group: ${group}
  names: {kind: ${kind}, plural: ${plural}}
  scope: Namespaced
  versions: [{name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

const flux = crd('helmreleases', 'HelmRelease', 'helm.toolkit.fluxcd.io');
const widget = (name: string) =>
  `apiVersion: example.org/v2\nkind: Widget\nmetadata: {name: ${name}, namespace: default}\n`;
const widgets = crd('widgets', 'Widget', 'example.org');

test.each<[string, FileTexts, readonly string[]]>([
  [
    "the fleet's own source, and Flux's own kinds, which bootstrap brings",
    {
      ...unit('foo', release),
      'charts/foo/Chart.yaml': 'apiVersion: v2\nname: foo\nversion: 1.0.0\n',
      'clusters/dev/flux-system/kustomization.yaml': list('gotk-components.yaml', 'gotk-sync.yaml'),
      'clusters/dev/flux-system/gotk-components.yaml': flux,
      'clusters/prod/kustomization.yaml': list('other.yaml'),
    },
    [],
  ],
  [
    'a kind that nothing defines there',
    { ...unit('foo', widget('foo')), 'clusters/dev/crd.yaml': widgets },
    ['CustomResourceDefinition/widgets.example.org'],
  ],
  [
    'a kind of which the cluster has objects already',
    { ...unit('foo', widget('foo')), 'clusters/dev/crd.yaml': widgets, 'clusters/prod/widget.yaml': widget('other') },
    [],
  ],
])('%s', (_, files, lacking) => {
  const promotion = planned(promote(fleetOf({ ...files, ...other }), { ...asked, withPrerequisites: false }));
  expect(promotion.needs.map(({ object }) => object)).toEqual(lacking);
});

test('a FluxKustomization that is waited for comes with what it brings', () => {
  const waits = fleetOf({
    'apps/shop/cm.yaml': configMap('shop'),
    'infra/certs/cm.yaml': configMap('certs'),
    'clusters/dev/shop.yaml': fluxKustomization('shop', 'apps/shop', '  dependsOn: [{name: certs}]\n'),
    'clusters/dev/certs.yaml': fluxKustomization('certs', 'infra/certs'),
    'clusters/prod/other.yaml': configMap('other'),
  });
  const promotion = promote(waits, { asked: 'shop', clusters: ['prod'], withPrerequisites: true });
  expect(Object.keys(written(promotion))).toEqual(['clusters/prod/certs.yaml', 'clusters/prod/shop.yaml']);
  const { needs, notes } = planned(promotion);
  expect({ needs, notes }).toEqual({ needs: [], notes: [] });
});
