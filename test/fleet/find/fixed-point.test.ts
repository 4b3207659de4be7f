import { expect, test } from '@jest/globals';
import { clustersIn, configMap, discoveryOf, flux, instance, type Layout, list, source, sync } from './flux-yaml.ts';

const children = flux('apps', './apps', 'flux-system');
const apps = { 'apps/a.yaml': configMap };

const layouts: readonly (readonly [string, Layout, Readonly<Record<string, string>>])[] = [
  [
    'a directory that builds a FluxKustomization which names it is a cluster, unless another reaches it',
    {
      'sites/eu/start/self.yaml': flux('self', './sites/eu', 'flux-system'),
      'sites/eu/apps.yaml': flux('apps', './apps', 'flux-system'),
      'apps/self.yaml': flux('apps-too', './apps', 'flux-system'),
    },
    { eu: 'sites/eu' },
  ],
  [
    'beside a known cluster, one whose path differs in a name is one too, as deep as it may be',
    {
      'clusters/dev/01/flux-system/gotk-sync.yaml': sync('./clusters/dev/01'),
      'clusters/dev/02/apps.yaml': children,
      'clusters/prod/01/apps.yaml': children,
      'clusters/prod/02/apps.yaml': children,
      ...apps,
    },
    {
      'dev/01': 'clusters/dev/01',
      'dev/02': 'clusters/dev/02',
      'prod/01': 'clusters/prod/01',
      'prod/02': 'clusters/prod/02',
    },
  ],
  [
    'also where the name is not the last',
    {
      'kubernetes/eu/flux/cluster.yaml': `${source('home', 'flux-system')}---\n${flux('cluster', './kubernetes/eu/flux', 'home')}`,
      'kubernetes/us/flux/apps.yaml': flux('apps', './apps', 'home'),
      ...apps,
    },
    { eu: 'kubernetes/eu/flux', us: 'kubernetes/us/flux' },
  ],
  [
    'but not what holds nothing of its own, or is only a part',
    {
      'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
      'clusters/one/parts.yaml': flux('parts', './clusters/parts', 'flux-system'),
      'clusters/parts/apps.yaml': children,
      'clusters/notes/a.yaml': configMap,
      'clusters/two.bak/apps.yaml': children,
      'clusters/_old/apps.yaml': children,
      'clusters/{{ name }}/apps.yaml': children,
      'clusters/terraform/apps.yaml': children,
      ...apps,
    },
    { one: 'clusters/one' },
  ],
  [
    'a directory whose parts cannot be of one cluster holds several',
    {
      'clusters/eu/one/apps.yaml': children,
      'clusters/eu/two/apps.yaml': children,
      'clusters/us/apps/apps.yaml': children,
      'clusters/us/infra/infra.yaml': flux('infra', './infra', 'flux-system'),
      ...apps,
    },
    { one: 'clusters/eu/one', two: 'clusters/eu/two', us: 'clusters/us' },
  ],
  [
    'a sibling is looked for once all that others reach is known',
    {
      'clusters/one/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/hub/spoke.yaml': flux('one', './clusters/one', 'flux-system'),
      ...apps,
    },
    { hub: 'clusters/hub' },
  ],
  [
    'where nothing says what is synced, it is what everything else is reached from',
    {
      'kubernetes/start/apps.yaml': flux('all', './kubernetes/apps', 'flux-system'),
      'kubernetes/apps/kustomization.yaml': 'resources: [shop/ks.yaml]\n',
      'kubernetes/apps/shop/ks.yaml': flux('shop', './kubernetes/apps/shop/app', 'flux-system'),
      'kubernetes/apps/shop/app/a.yaml': configMap,
    },
    { start: 'kubernetes/start' },
  ],
  [
    'a repository with FluxKustomizations has no overlays for clusters',
    {
      'tenants/shop/sync.yaml': `${source('shop')}---\n${flux('shop', './', 'shop', 'shop')}`,
      'overlays/prod/kustomization.yaml': list,
    },
    {},
  ],
  [
    'names say what tells clusters apart',
    {
      'flux/eu/bootstrap/apps/flux-system/gotk-sync.yaml': sync('./flux/eu/bootstrap/apps'),
      'flux/us/bootstrap/apps/flux-system/gotk-sync.yaml': sync('./flux/us/bootstrap/apps'),
      'fleet/eu/flux-system/gotk-sync.yaml': sync('./fleet/eu'),
      'clusters/apps/flux-system/gotk-sync.yaml': sync('./clusters/apps'),
    },
    {
      apps: 'clusters/apps',
      'fleet/eu': 'fleet/eu',
      'flux/eu': 'flux/eu/bootstrap/apps',
      us: 'flux/us/bootstrap/apps',
    },
  ],
  [
    'no two have one name',
    {
      'a.yaml': `${instance('kubernetes')}---\n${instance('kubernetes/flux')}---\n${instance('kubernetes/flux/cluster')}`,
      'kubernetes/flux/cluster/a.yaml': configMap,
    },
    {
      kubernetes: 'kubernetes',
      'kubernetes/flux': 'kubernetes/flux',
      'kubernetes/flux/cluster': 'kubernetes/flux/cluster',
    },
  ],
];

test.each(layouts)('%s', (_, layout, clusters) => {
  expect(clustersIn(layout)).toEqual(clusters);
});

test('what Terraform and Bicep let Flux sync are clusters, the paths of one file together', () => {
  const configuration = (...paths: readonly string[]) =>
    `resource "azurerm_kubernetes_flux_configuration" "flux" {\n${paths.map((path) => `  kustomizations {\n    path = "${path}"\n  }\n`).join('')}}\n`;
  const fleet = {
    'terraform/eu.tf': configuration('./infra/setup', 'apps/staging', './gone'),
    'terraform/us.bicep':
      "resource f 'Microsoft.KubernetesConfiguration/fluxConfigurations@2024-11-01' = { path: './sites/us' }\n",
    'terraform/other.tf': 'module "a" { path = "apps/base" }\n',
    'infra/setup/a.yaml': configMap,
    'apps/staging/kustomization.yaml': 'resources: [../base]\n',
    'apps/base/kustomization.yaml': list,
    'sites/us/apps.yaml': children,
    ...apps,
  };
  expect(discoveryOf(fleet).clusters.map(({ name, paths }) => [name, paths])).toEqual([
    ['staging', ['infra/setup', 'apps/staging']],
    ['us', ['sites/us']],
  ]);
  const { 'sites/us/apps.yaml': _, ...without } = fleet;
  const synced = {
    ...without,
    'sites/eu/flux-system/gotk-sync.yaml': sync('./sites/eu'),
    'sites/eu/a.yaml': flux('us', './sites/us', 'flux-system'),
  };
  expect(clustersIn({ ...synced, 'sites/us/a.yaml': configMap })).toEqual({ eu: 'sites/eu', staging: 'infra/setup' });
});

test('a variable in what Terraform and Bicep let Flux sync may be any directory that fits: each is a cluster', () => {
  const use = (name: string) => ['$', '{', name, '}'].join('');
  const overlays = {
    'platform/a.yaml': configMap,
    'apps/base/a.yaml': configMap,
    'apps/blue/kustomization.yaml': 'resources: [../base]\n',
    'apps/prod/kustomization.yaml': 'resources: [../base]\n',
  };
  const pathsOf = (file: string, text: string) =>
    discoveryOf({ [file]: text, ...overlays }).clusters.map(({ name, paths }) => [name, paths]);
  const both = [
    ['blue', ['apps/blue', 'platform']],
    ['prod', ['apps/prod', 'platform']],
  ];
  const azure = `resource "azurerm_kubernetes_flux_configuration" "flux" {\n  kustomizations { path = "./platform" }\n  kustomizations { path = "./apps/${use('var.stage')}" }\n}\n`;
  expect(pathsOf('terraform/aks.tf', azure)).toEqual(both);
  const bicep = `resource f 'Microsoft.KubernetesConfiguration/fluxConfigurations@2024-11-01' = {\n  path: './apps/${use('stage')}'\n  other: { path: 'platform' }\n}\n`;
  expect(pathsOf('main.bicep', bicep)).toEqual(both);
  const release = (values: string) => `resource "helm_release" "flux" {\n  chart = "flux-instance"\n${values}\n}\n`;
  const alone = [
    ['blue', ['apps/blue']],
    ['prod', ['apps/prod']],
  ];
  const set = `  set = [{\n    name  = "instance.sync.path"\n    value = "apps/${use('var.stage')}"\n  }]`;
  expect(pathsOf('terraform/flux.tf', release(set))).toEqual(alone);
  const values = `  values = [yamlencode({ instance = { sync = { path = "apps/${use('var.stage')}" } } })]`;
  expect(pathsOf('terraform/flux.tf', release(values))).toEqual(alone);
});

test('both sides of a change are one fixed point: a cluster that loses its sync statement is still one', () => {
  const before = { 'sites/eu/flux-system/gotk-sync.yaml': sync('./sites/eu'), 'sites/eu/apps.yaml': children, ...apps };
  const { 'sites/eu/flux-system/gotk-sync.yaml': _, ...after } = before;
  expect(clustersIn(before, after)).toEqual({ eu: 'sites/eu' });
  expect(clustersIn(after, before)).toEqual({ eu: 'sites/eu' });
});

const sourcesIn = (...sides: readonly Layout[]) =>
  Object.fromEntries(discoveryOf(...sides).clusters.map(({ name, sources }) => [name, sources]));

test('the source that most FluxKustomizations name and no file defines stands for the repository', () => {
  const fleet = {
    'clusters/one/apps.yaml': flux('apps', './apps', 'fleet'),
    'clusters/two/apps.yaml': flux('apps', './apps', 'fleet'),
    'clusters/two/shop.yaml': `${source('shop', 'flux-system')}---\n${flux('shop', './deploy', 'shop')}`,
    ...apps,
  };
  const own = ['GitRepository/flux-system/fleet'];
  expect(sourcesIn(fleet)).toEqual({ one: own, two: own });
  const misspelt = { ...fleet, 'clusters/one/apps.yaml': flux('apps', './apps', 'flet') };
  expect(sourcesIn(fleet, misspelt)).toEqual({ one: own, two: own });
});

test('so does the one that a sync statement names, where the cluster itself does not hold it', () => {
  const values = 'instance:\n  sync: { kind: GitRepository, name: fleet, path: sites/eu }\n';
  const fleet = { 'flux/values.yaml': values, 'sites/eu/apps.yaml': flux('apps', './apps', 'fleet'), ...apps };
  expect(sourcesIn(fleet)).toEqual({ eu: ['GitRepository/flux-system/fleet'] });
});

test('and no other: a single FluxKustomization may have misspelt it', () => {
  expect(sourcesIn({ 'clusters/one/apps.yaml': flux('apps', './apps', 'flet'), ...apps })).toEqual({ one: [] });
});

test('discovery says what tells the clusters, what is written, and what is not supported', () => {
  const application = (kind: string) => `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: { name: shop }\n`;
  const found = discoveryOf({
    'clusters/one/apps.yaml': `# apps\n---\n${children}`,
    'clusters/one/patch.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\nspec: { path: ./other }\n',
    'argo/shop.yaml': application('Application'),
    'argo/shops.yaml': application('ApplicationSet'),
    ...apps,
  });
  expect(found.by).toBe('flux');
  expect(found.written).toEqual([
    {
      name: 'apps',
      namespace: 'flux-system',
      path: 'apps',
      source: 'GitRepository/flux-system/flux-system',
      file: 'clusters/one/apps.yaml',
      line: 3,
    },
  ]);
  expect(found.homesOf('clusters/one/apps.yaml')).toEqual(['clusters/one/apps.yaml']);
  expect(found.unsupported).toEqual([
    { tool: 'Argo CD', kind: 'Application', name: 'shop', file: 'argo/shop.yaml' },
    { tool: 'Argo CD', kind: 'ApplicationSet', name: 'shop', file: 'argo/shops.yaml' },
  ]);
  expect(discoveryOf({ 'overlays/sbx/kustomization.yaml': list }).by).toBe('overlays');
});
