import { expect, test } from '@jest/globals';
import { clustersIn, configMap, flux, instance, type Layout, source, sync } from './flux-yaml.ts';

const variable = (name: string) => `$\{${name}}`;
const children = flux('apps', './apps', 'flux-system');
const syncValues = (path: string) => `instance:\n  sync:\n    kind: GitRepository\n    path: ${path}\n`;
const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const release = (values: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flux-instance, namespace: flux-system }\nspec:\n${values}`;

const layouts: readonly (readonly [string, Layout, Readonly<Record<string, string>>])[] = [
  [
    'a values file that a ConfigMap is generated of tells a cluster',
    {
      'kubernetes/apps/flux/release.yaml': release('  valuesFrom: [{ kind: ConfigMap, name: flux-values }]\n'),
      'kubernetes/apps/flux/helm/values.yaml': syncValues('kubernetes/flux/cluster'),
      'kubernetes/flux/cluster/apps.yaml': children,
    },
    { kubernetes: 'kubernetes/flux/cluster' },
  ],
  [
    'and so does one in a folder of what is run once',
    { 'bootstrap/flux/values.yaml': syncValues('sites/eu'), 'sites/eu/apps.yaml': children },
    { eu: 'sites/eu' },
  ],
  [
    'and a helmfile, however deep in it',
    {
      'bootstrap/helmfile.yaml': `releases:\n  - name: flux-instance\n    values:\n      -\n${indented(syncValues('./sites/eu'), 8)}`,
      'sites/eu/apps.yaml': children,
    },
    { eu: 'sites/eu' },
  ],
  [
    'and a ConfigMap that holds values as text',
    {
      'bootstrap/values.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values }\ndata:\n  values.yaml: |\n${indented(syncValues('sites/eu'), 4)}`,
      'sites/eu/apps.yaml': children,
    },
    { eu: 'sites/eu' },
  ],
  [
    'and a HelmRelease within another object',
    {
      'bootstrap/set.yaml': `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: { name: flux }\nspec:\n  resources:\n    -\n${indented(release(`  values:\n${indented(syncValues('sites/eu'), 4)}`), 6)}`,
      'sites/eu/apps.yaml': children,
    },
    { eu: 'sites/eu' },
  ],
  [
    'a sync in a base whose path is filled in elsewhere is none',
    {
      'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
      'management/base/gotk-sync.yaml': sync('replace-me'),
      'management/base/kustomization.yaml': 'resources: [gotk-sync.yaml]\n',
    },
    { one: 'clusters/one' },
  ],
  [
    'values that sync nothing tell none',
    {
      'apps/vault/values.yaml': 'instance:\n  name: vault\nsync:\n  path: clusters/one\n',
      'clusters/one/apps.yaml': children,
      'clusters/two/apps.yaml': children,
    },
    { one: 'clusters/one', two: 'clusters/two' },
  ],
  [
    'statements are read as KYAML, as JSON and after a comment',
    {
      'a.yaml': `---\n{\n  apiVersion: "fluxcd.controlplane.io/v1",\n  kind: "FluxInstance",\n  metadata: { name: "flux", namespace: "flux-system" },\n  spec: { sync: { kind: "GitRepository", path: "sites/one" } },\n}\n`,
      'b.yaml': JSON.stringify({
        apiVersion: 'fluxcd.controlplane.io/v1',
        kind: 'FluxInstance',
        metadata: { name: 'flux' },
        spec: { sync: { path: 'sites/two' } },
      }),
      'sites/three/flux-system/gotk-sync.yaml': `# made by hand\n---\n${sync('./sites/three')}`,
      'sites/one/a.yaml': configMap,
      'sites/two/a.yaml': configMap,
    },
    { one: 'sites/one', three: 'sites/three', two: 'sites/two' },
  ],
  [
    'a variable in a path is what the repository gives it, never the directory of the statement',
    {
      'apps/flux/instance.yaml': instance(`"${variable('SYNC_PATH')}"`),
      'sites/eu/settings.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { SYNC_PATH: ./sites/eu }\n',
      'sites/us/settings.env': 'export SYNC_PATH="sites/us"\n',
      'sites/us/apps.yaml': children,
    },
    { eu: 'sites/eu', us: 'sites/us' },
  ],
  [
    'or any directory that fits',
    {
      'apps/flux/instance.yaml': instance(`sites/${variable('SITE')}/start`),
      'sites/eu/start/apps.yaml': children,
      'sites/us/start/apps.yaml': children,
      'sites/shared/a.yaml': configMap,
    },
    { eu: 'sites/eu/start', us: 'sites/us/start' },
  ],
  [
    'or its default',
    {
      'sites/eu/flux-system/gotk-sync.yaml': sync(`"./sites/${variable('SITE:=eu')}"`),
      'sites/eu/apps.yaml': children,
      'sites/us/a.yaml': configMap,
    },
    { eu: 'sites/eu' },
  ],
  [
    'a path that nothing is known of tells none',
    { 'apps/flux/instance.yaml': instance(`"${variable('SYNC_PATH')}"`), 'sites/eu/apps.yaml': children },
    { eu: 'sites/eu' },
  ],
  [
    'an empty sync file marks a cluster, components alone do not',
    {
      'hub/flux-system/gotk-sync.yaml': '# made at bootstrap\n',
      'hub/flux-system/gotk-components.yaml': '# made at bootstrap\n',
      'clusters/base/flux-system/gotk-components.yaml': configMap,
      'other/flux-system/gotk-components.yaml': configMap,
    },
    { hub: 'hub' },
  ],
  [
    'templates, archives and copies are none',
    {
      'sites/eu/flux-system/gotk-sync.yaml': sync('./sites/eu'),
      'templates/gotk-sync.yaml': sync(`./sites/${variable('NAME')}`),
      'skeleton/{{ name }}/flux-system/gotk-sync.yaml': sync('./sites/{{ name }}'),
      'archive/us/flux-system/gotk-sync.yaml': sync('./archive/us'),
      'sites/us.bak/flux-system/gotk-sync.yaml': sync('./sites/us.bak'),
      '.lab/flux-system/gotk-sync.yaml': sync('./.lab'),
    },
    { eu: 'sites/eu' },
  ],
  [
    'clusters that share a sync object are those that its path is patched to',
    {
      'shared/flux-system/gotk-sync.yaml': sync('./replaced'),
      'shared/flux-system/kustomization.yaml': 'resources: [gotk-sync.yaml]\n',
      ...Object.fromEntries(
        ['eu', 'us'].map((name) => [
          `start/${name}/kustomization.yaml`,
          `resources: [../../shared/flux-system]\npatches:\n  - target: { kind: Kustomization }\n    patch: |-\n      - { op: replace, path: /spec/path, value: ./sites/${name} }\n`,
        ]),
      ),
      'sites/eu/apps.yaml': children,
      'sites/us/apps.yaml': children,
    },
    { eu: 'sites/eu', us: 'sites/us' },
  ],
  [
    'objects in a list are objects',
    {
      'sites/eu/flux-system/sync.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${indented(flux('flux-system', './sites/eu'), 2).trimStart()}`,
      'sites/eu/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: KustomizationList\nitems:\n- ${indented(flux('us', './sites/us', 'flux-system'), 2).trimStart()}`,
      'sites/us/a.yaml': configMap,
    },
    { eu: 'sites/eu' },
  ],
  [
    'what is pushed as an artifact starts at a directory of the repository',
    {
      'flux/values.yaml':
        'instance:\n  sync: { kind: OCIRepository, url: "oci://example.org/fleet", path: ./clusters/eu }\n',
      'deploy/clusters/eu/apps.yaml': flux('apps', './apps/eu', 'flux-system'),
    },
    { eu: 'deploy/clusters/eu' },
  ],
  [
    'an app of another repository beside its source is none, where a statement tells the cluster that holds it',
    {
      'kubernetes/apps/flux/instance.yaml': instance('kubernetes/flux'),
      'kubernetes/flux/apps.yaml': flux('apps', './kubernetes/apps', 'flux-system'),
      'kubernetes/apps/shop/sync.yaml': `${source('shop')}---\n${flux('shop', './kubernetes', 'shop', 'shop')}`,
    },
    { kubernetes: 'kubernetes/flux' },
  ],
];

test.each(layouts)('%s', (_, layout, clusters) => {
  expect(clustersIn(layout)).toEqual(clusters);
});
