import { expect, test } from '@jest/globals';
import type { ClusterConfig } from '../../../src/config/config.ts';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { findClusters } from '../../../src/fleet/find/find-clusters.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { clustersIn, configMap, flux, instance, instanceChart, type Layout, list, source, sync } from './flux-yaml.ts';

const layouts: readonly (readonly [string, Layout, Readonly<Record<string, string>>])[] = [
  [
    'a sync object of flux bootstrap is a cluster at the path it names, wherever it lies',
    {
      'fleet/eu/prod/flux-system/gotk-sync.yaml': sync('./fleet/eu/prod'),
      'fleet/us/prod/flux-system/gotk-sync.yaml': sync('./fleet/us/prod'),
      'fleet/eu/dev/flux-system/gotk-sync.yaml': sync('./fleet/eu/dev'),
    },
    { dev: 'fleet/eu/dev', 'eu/prod': 'fleet/eu/prod', 'us/prod': 'fleet/us/prod' },
  ],
  [
    'a sync object of another name counts where it lies under its path and beside its source',
    {
      'kubernetes/main/flux/config/cluster.yaml': `${source('home', 'flux-system')}---\n${flux('cluster', './kubernetes/main/flux', 'home')}`,
    },
    { main: 'kubernetes/main/flux' },
  ],
  [
    'a FluxInstance says what its cluster syncs, in any file',
    {
      'clusters/lab/flux-operator.yaml': instance('clusters/lab'),
      'operators/prod.yaml': instance('tenants/prod'),
      'tenants/prod/a.yaml': configMap,
    },
    { lab: 'clusters/lab', prod: 'tenants/prod' },
  ],
  [
    'and so do the values of the chart that makes one',
    {
      'kubernetes/apps/flux-system/flux-instance/app/helmrelease.yaml': instanceChart('kubernetes/flux/cluster'),
      'kubernetes/flux/cluster/ks.yaml': flux('cluster-apps', './kubernetes/apps', 'flux-system'),
    },
    { kubernetes: 'kubernetes/flux/cluster' },
  ],
  [
    'a sync object that clusters share, each with a patch of its path, is none of its own',
    {
      'flux-system/gotk-components.yaml': configMap,
      'flux-system/gotk-sync.yaml': sync('./clusters/dev'),
      'clusters/dev/kustomization.yaml': 'resources: [../../flux-system]\n',
      'clusters/stage/kustomization.yaml': 'resources: [../../flux-system]\n',
      'clusters/prod/kustomization.yaml': 'resources: [../../flux-system]\n',
    },
    { dev: 'clusters/dev', stage: 'clusters/stage', prod: 'clusters/prod' },
  ],
  [
    'nor among what they share, where its path is one that each replaces',
    {
      'clusters/base/flux-system/gotk-components.yaml': configMap,
      'clusters/base/flux-system/gotk-sync.yaml': sync('./clusters/replaced'),
      'clusters/eu/kustomization.yaml': 'resources: [../base/flux-system]\n',
      'clusters/us/kustomization.yaml': 'resources: [../base/flux-system]\n',
    },
    { eu: 'clusters/eu', us: 'clusters/us' },
  ],
  [
    'a repository that is one cluster lies where its sync object does',
    { 'flux-system/gotk-sync.yaml': sync('./'), 'apps/a.yaml': configMap },
    { root: '' },
  ],
  [
    'a sync object that names another path leaves its cluster where it lies',
    {
      'clusters/test/flux-system/gotk-sync.yaml': sync('./clusters/dev'),
      'clusters/dev/flux-system/gotk-sync.yaml': sync('./clusters/dev'),
    },
    { dev: 'clusters/dev', test: 'clusters/test' },
  ],
  [
    'two clusters may sync one path',
    {
      'clusters/eu/flux-system/gotk-sync.yaml': sync('./clusters/common'),
      'clusters/us/flux-system/gotk-sync.yaml': sync('./clusters/common'),
      'clusters/common/a.yaml': configMap,
    },
    { eu: 'clusters/eu', us: 'clusters/us' },
  ],
  [
    'Flux’s own files tell a cluster whose sync object cannot be read',
    {
      'hub/flux-system/gotk-sync.yaml': '# made at bootstrap\n',
      'hub/flux-system/gotk-components.yaml': '# made at bootstrap\n',
    },
    { hub: 'hub' },
  ],
  [
    'every directory of clusters/ is a cluster, but those for what clusters share',
    {
      'clusters/prod/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/staging/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/base/a.yaml': configMap,
      'clusters/README.md': '',
    },
    { staging: 'clusters/staging', prod: 'clusters/prod' },
  ],
  [
    'beside a nested cluster, others are nested too',
    {
      'clusters/default/one/flux-system/gotk-sync.yaml': sync('./clusters/default/one'),
      'clusters/default/two/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/three/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/nothing/a.yaml': configMap,
    },
    { one: 'clusters/default/one', three: 'clusters/three', two: 'clusters/default/two' },
  ],
  [
    'a directory of stages is a region, one of apps is a cluster',
    {
      'clusters/eu/prod/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/eu/dev/apps.yaml': flux('apps-of-dev', './apps', 'flux-system'),
      'clusters/live/apps/apps.yaml': flux('apps', './apps', 'flux-system'),
      'clusters/live/infra/infra.yaml': flux('infra', './infra', 'flux-system'),
    },
    { dev: 'clusters/eu/dev', live: 'clusters/live', prod: 'clusters/eu/prod' },
  ],
  [
    'what another cluster builds is a part of it',
    {
      'hub/flux-system/gotk-sync.yaml': sync('./hub'),
      'hub/spoke.yaml': flux('apps', './clusters/spoke/apps', 'flux-system'),
      'clusters/spoke/apps/kustomization.yaml': list,
    },
    { hub: 'hub' },
  ],
  [
    'a source of an app beside its FluxKustomization is no sync',
    {
      'clusters/prod/podinfo.yaml': `${source('podinfo', 'flux-system')}---\n${flux('podinfo', './')}`,
      'apps/shop/sync.yaml': `${source('shop')}---\n${flux('shop', './', 'shop', 'shop')}`,
    },
    { prod: 'clusters/prod' },
  ],
  [
    'without Flux, overlays are the clusters',
    {
      'overlays/prod/kustomization.yaml': list,
      'overlays/eu-west/kustomization.yaml': list,
      'base/kustomization.yaml': list,
    },
    { 'eu-west': 'overlays/eu-west', prod: 'overlays/prod' },
  ],
  [
    'and so is every directory of clusters/, as a guess',
    {
      'clusters/eu/prod/a.yaml': configMap,
      'clusters/eu/dev/a.yaml': configMap,
      'clusters/live/apps/kustomization.yaml': list,
      'clusters/base/a.yaml': configMap,
    },
    { dev: 'clusters/eu/dev', live: 'clusters/live', prod: 'clusters/eu/prod' },
  ],
  ['without anything else, the kustomization at the top is', { 'kustomization.yaml': list }, { root: '' }],
  ['a repository without any has no cluster', { 'README.md': '' }, {}],
];

test.each(layouts)('%s', (_, layout, clusters) => {
  expect(clustersIn(layout)).toEqual(clusters);
});

test('clusters stand in promotion order, whatever the order of their paths', () => {
  const names = ['prod', 'dev', 'uat', 'qa', 'int', 'sandbox', 'eu-staging', 'canary', 'dr', 'sit', 'snd'];
  const layout = Object.fromEntries(names.map((name) => [`clusters/${name}/a.yaml`, configMap]));
  const found = findClusters([plainFiles(memoryTree(layout), { symlinks: 'absent' })], defaultConfig);
  expect(found.map(({ name }) => name)).toEqual([
    'dev',
    'sandbox',
    'snd',
    'int',
    'sit',
    'qa',
    'eu-staging',
    'uat',
    'canary',
    'dr',
    'prod',
  ]);
});

test('a cluster that is added, one that is removed and one that is renamed are all seen', () => {
  const before = {
    'clusters/a/flux-system/gotk-sync.yaml': sync('./clusters/a'),
    'clusters/old/flux-system/gotk-sync.yaml': sync('./clusters/old'),
  };
  const after = {
    'clusters/b/flux-system/gotk-sync.yaml': sync('./clusters/b'),
    'clusters/new/flux-system/gotk-sync.yaml': sync('./clusters/new'),
  };
  const trees = [before, after].map((layout) => plainFiles(memoryTree(layout), { symlinks: 'absent' }));
  expect(findClusters(trees, defaultConfig).map(({ path }) => path)).toEqual([
    'clusters/a',
    'clusters/b',
    'clusters/new',
    'clusters/old',
  ]);
});

const configured = (layout: Record<string, string>, ...clusters: readonly Partial<ClusterConfig>[]) => {
  const plain = { name: undefined, paths: [], protected: false, kubernetes: undefined, substitute: {}, sources: [] };
  const config = { ...defaultConfig, clusters: clusters.map((cluster) => ({ ...plain, ...cluster })) };
  const found = findClusters([plainFiles(memoryTree(layout), { symlinks: 'absent' })], config);
  return found.map(({ name, paths }) => [name, ...paths]);
};

test('the configuration overrides what would be found, by paths and globs', () => {
  const layout = {
    'clusters/prod/a.yaml': configMap,
    'sites/eu/flux/a.yaml': configMap,
    'sites/us/flux/a.yaml': configMap,
  };
  expect(configured(layout, { paths: ['sites/*/flux'], name: 'site-{name}' }, { paths: ['clusters/gone'] })).toEqual([
    ['site-eu', 'sites/eu/flux'],
    ['site-us', 'sites/us/flux'],
    ['gone', 'clusters/gone'],
  ]);
});

test('what the stars of a list matched says which paths are of one cluster', () => {
  const layout = {
    'clusters/dev/01/a.yaml': configMap,
    'clusters/prod/01/a.yaml': configMap,
    'infra/dev/01/a.yaml': configMap,
    'infra/edge/01/a.yaml': configMap,
    'infra/all/a.yaml': configMap,
  };
  const paths = ['clusters/*/01', 'infra/*/01', 'infra/all'];
  expect(configured(layout, { paths, name: 'c-{name}' })).toEqual([
    ['c-dev', 'clusters/dev/01', 'infra/dev/01', 'infra/all'],
    ['c-edge', 'infra/edge/01', 'infra/all'],
    ['c-prod', 'clusters/prod/01', 'infra/all'],
  ]);
  expect(configured(layout, { paths: ['clusters/*', 'infra/*'] })).toEqual([
    ['dev', 'clusters/dev', 'infra/dev'],
    ['all', 'infra/all'],
    ['edge', 'infra/edge'],
    ['prod', 'clusters/prod'],
  ]);
  expect(configured(layout, { paths: ['clusters/dev/01', 'gone'] })).toEqual([['01', 'clusters/dev/01', 'gone']]);
});

test('no directory that a glob matches is passed over because another has its name', () => {
  const layout = {
    'regions/eu/prod/a.yaml': configMap,
    'regions/us/prod/a.yaml': configMap,
    'regions/us/dev/a.yaml': configMap,
  };
  expect(configured(layout, { paths: ['regions/*/prod'] })).toEqual([
    ['eu/prod', 'regions/eu/prod'],
    ['us/prod', 'regions/us/prod'],
  ]);
  expect(configured(layout, { paths: ['regions/*/*'], name: '{name}' })).toEqual([
    ['eu', 'regions/eu/prod'],
    ['us', 'regions/us/dev', 'regions/us/prod'],
  ]);
});
