import { expect, test } from '@jest/globals';
import { configMap, discoveryOf, flux, instance, type Layout, sync } from './flux-yaml.ts';

/** The paths of the clusters that are found, by their names. */
const pathsIn = (...sides: readonly Layout[]) =>
  Object.fromEntries(discoveryOf(...sides).clusters.map(({ name, paths }) => [name, paths]));

const each = (names: readonly string[], files: (name: string) => Layout): Layout =>
  Object.assign({}, ...names.map(files));

const shared: Layout = { 'apps/a.yaml': configMap };
const dev = ['clusters/dev'];
const prod = ['clusters/prod'];

const joined: readonly (readonly [string, Layout, Readonly<Record<string, readonly string[]>>])[] = [
  [
    'a directory of content beside the clusters, with a directory for each, is another path of each',
    each(['dev', 'prod'], (name) => ({
      [`clusters/${name}/01/flux-system/gotk-sync.yaml`]: sync(`./clusters/${name}/01`),
      [`infra/${name}/01/net.yaml`]: flux('net', './net', 'flux-system'),
    })),
    { dev: ['clusters/dev/01', 'infra/dev/01'], prod: ['clusters/prod/01', 'infra/prod/01'] },
  ],
  [
    'also where its FluxKustomizations name their own directory',
    each(['dev', 'prod'], (name) => ({
      [`kubernetes/clusters/${name}/apps.yaml`]: flux('apps', './apps', 'flux-system'),
      [`kubernetes/platform/${name}/self.yaml`]: flux('platform', `./kubernetes/platform/${name}`, 'flux-system'),
    })),
    {
      dev: ['kubernetes/clusters/dev', 'kubernetes/platform/dev'],
      prod: ['kubernetes/clusters/prod', 'kubernetes/platform/prod'],
    },
  ],
  [
    'and there may be several of them, of which not every cluster has one',
    {
      'flux.yaml': `${instance('fleet/eu')}---\n${instance('fleet/us')}---\n${instance('fleet/ap')}`,
      ...each(['eu', 'us', 'ap'], (name) => ({ [`fleet/${name}/a.yaml`]: configMap })),
      ...each(['eu', 'us'], (name) => ({ [`tenants/${name}/shop.yaml`]: flux('shop', './shop', 'flux-system') })),
      ...each(['eu', 'ap'], (name) => ({ [`monitoring/${name}/logs.yaml`]: flux('logs', './logs', 'flux-system') })),
    },
    {
      ap: ['fleet/ap', 'monitoring/ap'],
      eu: ['fleet/eu', 'monitoring/eu', 'tenants/eu'],
      us: ['fleet/us', 'tenants/us'],
    },
  ],
];

test.each(joined)('%s', (_, layout, clusters) => {
  expect(pathsIn({ ...shared, ...layout })).toEqual(clusters);
});

test.each(joined)('a change that takes them away or brings them sees both paths: %s', (_, layout, clusters) => {
  const before = Object.fromEntries(
    Object.entries(layout).filter(([path]) => !/^(kubernetes\/)?(infra|platform|tenants)\//.test(path)),
  );
  expect(pathsIn({ ...shared, ...before }, { ...shared, ...layout })).toEqual(clusters);
  expect(pathsIn({ ...shared, ...layout }, { ...shared, ...before })).toEqual(clusters);
});

const bootstrapped = each(['dev', 'prod'], (name) => ({
  [`clusters/${name}/flux-system/gotk-sync.yaml`]: sync(`./clusters/${name}`),
  [`clusters/${name}/apps.yaml`]: flux('apps', './apps', 'flux-system'),
}));
const infra = (name: string, text = flux('net', './net', 'flux-system')): Layout => ({
  [`infra/${name}/net.yaml`]: text,
});

const apart: readonly (readonly [string, Layout, Readonly<Record<string, readonly string[]>>])[] = [
  [
    'teams that have the same stages have clusters of their own',
    each(['team-a', 'team-b'], (team) =>
      each(['dev', 'prod'], (name) => ({ [`${team}/${name}/flux-system/gotk-sync.yaml`]: sync(`./${team}/${name}`) })),
    ),
    {
      'team-a/dev': ['team-a/dev'],
      'team-b/dev': ['team-b/dev'],
      'team-a/prod': ['team-a/prod'],
      'team-b/prod': ['team-b/prod'],
    },
  ],
  [
    'a directory from which Flux is installed is a cluster of its own',
    each(['dev', 'prod'], (name) => ({
      ...infra(name),
      [`infra/${name}/flux-system/gotk-sync.yaml`]: sync(`./infra/${name}`),
    })),
    {
      ...{ 'clusters/dev': dev, 'clusters/prod': prod },
      ...{ 'infra/dev': ['infra/dev'], 'infra/prod': ['infra/prod'] },
    },
  ],
  [
    'one cluster cannot hold two FluxKustomizations of one name',
    each(['dev', 'prod'], (name) => infra(name, flux('apps', './net', 'flux-system'))),
    { dev, prod },
  ],
  ['a name that one cluster alone has may mean anything', infra('dev'), { dev, prod }],
  [
    'a directory with a part that is of no cluster holds something else',
    each(['dev', 'prod', 'edge'], (name) => infra(name)),
    { dev, prod },
  ],
  [
    'what a cluster leads to is a part of it',
    each(['dev', 'prod'], (name) => ({
      ...infra(name),
      [`clusters/${name}/infra.yaml`]: flux('infra', `./infra/${name}`, 'flux-system'),
    })),
    { dev, prod },
  ],
  [
    'what speaks of no FluxKustomization is what the clusters may share',
    each(['dev', 'prod'], (name) => infra(name, configMap)),
    { dev, prod },
  ],
];

test.each(apart)('%s', (_, layout, clusters) => {
  const hasOwn = Object.keys(layout).some((path) => path.startsWith('team-'));
  expect(pathsIn({ ...shared, ...(hasOwn ? {} : bootstrapped), ...layout })).toEqual(clusters);
});
