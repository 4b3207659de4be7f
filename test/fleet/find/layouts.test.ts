import { expect, test } from '@jest/globals';
import { reviewOf } from '../../review/review-of.ts';
import { clustersIn, configMap, flux, instance, instanceChart, type Layout, source, sync } from './flux-yaml.ts';

const variable = (name: string) => `$\{${name}}`;
const list = (...resources: readonly string[]) => `resources: [${resources.join(', ')}]\n`;
const each = (names: readonly string[], files: (name: string) => Layout): Layout =>
  Object.assign({}, ...names.map(files));
const values = (path: string) => `instance:\n  sync: { kind: GitRepository, path: ${path} }\n`;
const apps = (name = 'flux-system') => flux('apps', './apps', name);

/** Repositories as people have them: what they are, their files, their clusters, and a file that one of these reads. */
const layouts: readonly (readonly [string, Layout, Readonly<Record<string, string>>, string])[] = [
  [
    'flux-operator, by the values of a HelmRelease among its own apps',
    {
      'kubernetes/flux/cluster/ks.yaml': flux('cluster-apps', './kubernetes/apps', 'flux-system'),
      'kubernetes/apps/flux-system/kustomization.yaml': list('./flux-instance/ks.yaml'),
      'kubernetes/apps/flux-system/flux-instance/ks.yaml': flux(
        'instance',
        './kubernetes/apps/flux-system/flux-instance/app',
        'flux-system',
      ),
      'kubernetes/apps/flux-system/flux-instance/app/helmrelease.yaml': instanceChart('kubernetes/flux/cluster'),
      'kubernetes/apps/echo/ks.yaml': flux('echo', './kubernetes/apps/echo/app', 'flux-system'),
      'kubernetes/apps/echo/app/a.yaml': configMap,
    },
    { kubernetes: 'kubernetes/flux/cluster' },
    'kubernetes/apps/echo/app/a.yaml',
  ],
  [
    'by a ConfigMap that is generated of a values file',
    {
      'k8s/flux/cluster/apps.yaml': flux('apps', './k8s/apps', 'flux-system'),
      'k8s/apps/kustomization.yaml': `${list('./a.yaml')}configMapGenerator: [{ name: values, files: [values.yaml=helm/values.yaml] }]\n`,
      'k8s/apps/a.yaml': configMap,
      'k8s/apps/helm/values.yaml': values('k8s/flux/cluster'),
    },
    { k8s: 'k8s/flux/cluster' },
    'k8s/apps/a.yaml',
  ],
  [
    'by a helmfile',
    {
      'bootstrap/helmfile.d/apps.yaml': `releases:\n  - name: flux-instance\n    values: [{ instance: { sync: { kind: GitRepository, path: ./cluster/entry } } }]\n`,
      'cluster/entry/apps.yaml': flux('apps', './cluster/apps', 'flux-system'),
      'cluster/apps/a.yaml': configMap,
    },
    { entry: 'cluster/entry' },
    'cluster/apps/a.yaml',
  ],
  [
    'clusters of other things, each with a source of its own name',
    each(['main', 'nas'], (name) => ({
      [`kubernetes/${name}/flux/config/cluster.yaml`]: `${source('home', 'flux-system')}---\n${flux('cluster', `./kubernetes/${name}/flux`, 'home')}`,
      [`kubernetes/${name}/flux/apps.yaml`]: flux('apps', `./kubernetes/${name}/apps`, 'home'),
      [`kubernetes/${name}/apps/a.yaml`]: configMap,
    })),
    { main: 'kubernetes/main/flux', nas: 'kubernetes/nas/flux' },
    'kubernetes/nas/apps/a.yaml',
  ],
  [
    'regions, stages and numbers, of which one alone says what it syncs',
    {
      'clusters/eu/dev/01/flux-system/gotk-sync.yaml': sync('./clusters/eu/dev/01'),
      ...each(['eu/dev/01', 'eu/prod/01', 'eu/prod/02', 'us/prod/01'], (path) => ({
        [`clusters/${path}/apps.yaml`]: apps(),
      })),
      'apps/a.yaml': configMap,
    },
    {
      'dev/01': 'clusters/eu/dev/01',
      'eu/prod/01': 'clusters/eu/prod/01',
      'prod/02': 'clusters/eu/prod/02',
      'us/prod/01': 'clusters/us/prod/01',
    },
    'apps/a.yaml',
  ],
  [
    'and of which none does',
    {
      ...each(['eu/dev', 'eu/prod', 'us/prod'], (path) => ({ [`clusters/${path}/01/apps.yaml`]: apps() })),
      'apps/a.yaml': configMap,
    },
    { dev: 'clusters/eu/dev/01', 'eu/prod': 'clusters/eu/prod/01', 'us/prod': 'clusters/us/prod/01' },
    'apps/a.yaml',
  ],
  [
    'a directory for each cluster, with its own parts beside',
    each(['alpha', 'beta'], (name) => ({
      [`k8s/${name}/cluster/apps.yaml`]: flux('apps', `./k8s/${name}/apps`, 'flux-system'),
      [`k8s/${name}/apps/a.yaml`]: configMap,
    })),
    { alpha: 'k8s/alpha/cluster', beta: 'k8s/beta/cluster' },
    'k8s/beta/apps/a.yaml',
  ],
  [
    'fleets of several teams, of which one has never been bootstrapped from here',
    {
      ...each(['dev', 'prod'], (name) => ({
        [`team-a/gitops/clusters/${name}/flux-system/gotk-sync.yaml`]: sync(`./team-a/gitops/clusters/${name}`),
      })),
      'team-b/deploy/clusters/live/apps.yaml': flux('apps', './team-b/deploy/apps', 'flux-system'),
      'team-b/deploy/apps/a.yaml': configMap,
    },
    { dev: 'team-a/gitops/clusters/dev', live: 'team-b/deploy/clusters/live', prod: 'team-a/gitops/clusters/prod' },
    'team-b/deploy/apps/a.yaml',
  ],
  [
    'tenants, whose own repositories are no part of it',
    {
      ...each(['prod', 'staging'], (name) => ({
        [`clusters/${name}/tenants.yaml`]: flux('tenants', `./tenants/${name}`, 'flux-system'),
        [`tenants/${name}/kustomization.yaml`]: list('../base'),
      })),
      'tenants/base/kustomization.yaml': list('a.yaml', 'sync.yaml'),
      'tenants/base/a.yaml': configMap,
      'tenants/base/sync.yaml': `${source('team')}---\n${flux('team', './', 'team', 'team')}`,
    },
    { staging: 'clusters/staging', prod: 'clusters/prod' },
    'tenants/base/a.yaml',
  ],
  [
    'AKS, by Bicep',
    {
      'infra/main.bicep': `resource flux 'Microsoft.KubernetesConfiguration/fluxConfigurations@2023-05-01' = {\n  properties: { kustomizations: { infra: { path: './platform' }, apps: { path: './apps/dev' } } }\n}\n`,
      'platform/a.yaml': configMap,
      'apps/dev/kustomization.yaml': list('a.yaml'),
      'apps/dev/a.yaml': configMap,
    },
    { dev: 'platform' },
    'apps/dev/a.yaml',
  ],
  [
    'Terraform, with a variable in the path that it bootstraps',
    {
      'terraform/main.tf': `resource "flux_bootstrap_git" "this" {\n  path = "clusters/${variable('var.name')}"\n}\n`,
      ...each(['eu', 'us'], (name) => ({ [`clusters/${name}/apps.yaml`]: apps() })),
      'apps/a.yaml': configMap,
    },
    { eu: 'clusters/eu', us: 'clusters/us' },
    'apps/a.yaml',
  ],
  [
    'Flux in a namespace of another name',
    {
      ...each(['one', 'two'], (name) => ({
        [`clusters/${name}/flux/gotk-sync.yaml`]: `${source('flux')}---\n${flux('flux', `./clusters/${name}`, 'flux', 'flux')}`,
        [`clusters/${name}/apps.yaml`]: flux('apps', './apps', 'flux', 'flux'),
      })),
      'apps/a.yaml': configMap,
    },
    { one: 'clusters/one', two: 'clusters/two' },
    'apps/a.yaml',
  ],
  [
    'three clusters that share what installs Flux, each with a patch of its path',
    {
      'base/flux-system/gotk-sync.yaml': sync('./clusters/replaced'),
      'base/flux-system/kustomization.yaml': list('gotk-sync.yaml'),
      ...each(['ap', 'eu', 'us'], (name) => ({
        [`clusters/${name}/flux-system/kustomization.yaml`]: `${list('../../../base/flux-system')}patches:\n  - target: { kind: Kustomization }\n    patch: '[{ "op": "replace", "path": "/spec/path", "value": "./clusters/${name}" }]'\n`,
        [`clusters/${name}/apps.yaml`]: apps(),
      })),
      'apps/a.yaml': configMap,
    },
    { ap: 'clusters/ap', eu: 'clusters/eu', us: 'clusters/us' },
    'apps/a.yaml',
  ],
  [
    'and the same where the patches cannot be applied',
    {
      'base/flux-system/gotk-sync.yaml': sync('./clusters/replaced'),
      'base/flux-system/kustomization.yaml': list('gotk-sync.yaml'),
      ...each(['eu', 'us'], (name) => ({
        [`clusters/${name}/flux-system/kustomization.yaml`]: `${list('../../../base/flux-system')}patches: [{ path: gone.yaml }]\n`,
        [`clusters/${name}/kustomization.yaml`]: list('apps.yaml'),
        [`clusters/${name}/apps.yaml`]: apps(),
      })),
      'apps/a.yaml': configMap,
    },
    { eu: 'clusters/eu', us: 'clusters/us' },
    'apps/a.yaml',
  ],
  [
    'an artifact that starts at a directory, told by an instance',
    {
      'flux/instance.yaml': instance('clusters/prod').replace('GitRepository', 'OCIRepository').replace('https', 'oci'),
      'deploy/clusters/prod/apps.yaml': apps().replace('GitRepository', 'OCIRepository'),
      'deploy/apps/a.yaml': configMap,
    },
    { prod: 'deploy/clusters/prod' },
    'deploy/apps/a.yaml',
  ],
  [
    'a variable that an .env file gives',
    {
      'cluster.env': 'NAME=one\n',
      'bootstrap/instance.yaml': instance(`"fleet/${variable('NAME')}"`),
      'fleet/one/a.yaml': configMap,
      'fleet/base/b.yaml': configMap,
    },
    { one: 'fleet/one' },
    'fleet/one/a.yaml',
  ],
];

test.each(layouts)('%s', (_, layout, clusters) => {
  expect(clustersIn(layout)).toEqual(clusters);
});

test.each(layouts)('a change is read by the cluster that runs it: %s', (_, layout, clusters, path) => {
  const after = { ...layout, [path]: `${layout[path]}data: { a: "1" }\n` };
  const { files, unjudged } = reviewOf(layout, after);
  expect(unjudged).toBeUndefined();
  expect(files.flatMap((file) => file.clusters).length).toBeGreaterThan(0);
  expect(clustersIn(layout, after)).toEqual(clusters);
});
