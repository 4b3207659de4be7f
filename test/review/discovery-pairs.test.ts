import { expect, test } from '@jest/globals';
import { configMap, flux, instance, type Layout, list, source, sync } from '../fleet/find/flux-yaml.ts';
import { reviewOf } from './review-of.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const children = flux('apps', './apps', 'flux-system');
const apps: Layout = { 'apps/a.yaml': configMap };
const patched = (place: string, path: string): Layout => ({
  [`${place}/kustomization.yaml`]: `resources: [../../shared]\npatches:\n  - target: { kind: Kustomization }\n    patch: |-\n      - { op: replace, path: /spec/path, value: ./${path} }\n`,
});
const undefinedSource = (name: string, site: string): Layout => ({
  [`clusters/${site}/apps.yaml`]: flux('apps', './apps', name),
  [`clusters/${site}/more.yaml`]: flux('more', './more', name),
  'more/b.yaml': configMap,
  ...apps,
});
const overlay = (path: string): Layout => ({
  [`${path}/kustomization.yaml`]: 'resources: [../../base]\n',
  'base/kustomization.yaml': 'resources: [a.yaml]\n',
  'base/a.yaml': configMap,
});

/** A rule of discovery, a layout, the file of it that a merge changes, and the clusters that are told to change. */
type Pair = readonly [rule: string, layout: string, files: Layout, path: string, clusters: readonly string[]];

const pairs: readonly Pair[] = [
  [
    'a variable in the path of a sync',
    'from a ConfigMap of the repository',
    {
      'start/instance.yaml': instance(`"sites/${use('SITE')}"`),
      'start/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: s }\ndata: { SITE: eu }\n',
      ...{ 'sites/eu/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'a variable in the path of a sync',
    'from nothing, where two directories fit',
    {
      'start/instance.yaml': instance(`"sites/${use('SITE')}/flux"`),
      ...{ 'sites/eu/flux/apps.yaml': children, 'sites/us/flux/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['eu', 'us'],
  ],
  [
    'a variable in the path of a sync',
    'with a default',
    {
      'start/instance.yaml': instance(`"./sites/${use('SITE:=eu')}"`),
      ...{ 'sites/eu/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'a directory that builds a FluxKustomization which names it',
    'of its own name',
    { 'fleet/eu/self.yaml': flux('eu', './fleet/eu', 'flux-system'), 'fleet/eu/apps.yaml': children, ...apps },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'a directory that builds a FluxKustomization which names it',
    'after a patch',
    {
      'shared/sync.yaml': sync('./nowhere'),
      'shared/kustomization.yaml': 'resources: [sync.yaml]\n',
      ...patched('start/eu', 'sites/eu'),
      ...{ ...patched('start/us', 'sites/us'), 'sites/eu/apps.yaml': children, 'sites/us/a.yaml': configMap, ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'a directory that builds a FluxKustomization which names it',
    'of which only an empty sync file is left',
    { 'hub/flux-system/gotk-sync.yaml': '# made at bootstrap\n', 'hub/apps.yaml': children, ...apps },
    'apps/a.yaml',
    ['hub'],
  ],
  [
    'the source of a fleet',
    'named by its sync, which the cluster does not hold',
    {
      'start/values.yaml': 'instance:\n  sync: { kind: GitRepository, name: fleet, path: sites/eu }\n',
      ...{ 'sites/eu/apps.yaml': flux('apps', './apps', 'fleet'), ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'the source of a fleet',
    'in another namespace',
    {
      'sites/eu/flux/sync.yaml': `${source('platform', 'gitops')}---\n${flux('eu', './sites/eu', 'platform', 'gitops')}`,
      ...{ 'sites/eu/apps.yaml': flux('apps', './apps', 'platform', 'gitops'), ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'the source of a fleet',
    'undefined, and named by most',
    { ...undefinedSource('fleet', 'one'), ...undefinedSource('fleet', 'two') },
    'more/b.yaml',
    ['one', 'two'],
  ],
  [
    'names',
    'of regions, where the last part says nothing',
    {
      'flux/eu/bootstrap/flux-system/gotk-sync.yaml': sync('./flux/eu/bootstrap'),
      'flux/us/bootstrap/flux-system/gotk-sync.yaml': sync('./flux/us/bootstrap'),
      ...{ 'flux/eu/bootstrap/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['eu'],
  ],
  [
    'names',
    'of numbers in stages',
    {
      'clusters/sit/01/flux-system/gotk-sync.yaml': sync('./clusters/sit/01'),
      'clusters/uat/01/flux-system/gotk-sync.yaml': sync('./clusters/uat/01'),
      ...{ 'clusters/uat/01/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['uat'],
  ],
  [
    'names',
    'of one directory within another',
    {
      'k8s/flux-system/gotk-sync.yaml': sync('./k8s'),
      'k8s/edge/flux-system/gotk-sync.yaml': sync('./k8s/edge'),
      'k8s/kustomization.yaml': 'resources: [flux-system/gotk-sync.yaml]\n',
      ...{ 'k8s/edge/apps.yaml': children, ...apps },
    },
    'apps/a.yaml',
    ['edge'],
  ],
  [
    'overlays without Flux, as a guess',
    'of stages',
    { ...overlay('overlays/dr'), ...overlay('overlays/prod') },
    'base/a.yaml',
    ['dr', 'prod'],
  ],
  ['overlays without Flux, as a guess', 'one alone', overlay('overlays/eu-west'), 'base/a.yaml', ['eu-west']],
  [
    'overlays without Flux, as a guess',
    'beside one that does not run it',
    { ...overlay('overlays/prod'), 'overlays/lab/kustomization.yaml': list },
    'base/a.yaml',
    ['prod'],
  ],
];

test.each(pairs)('%s: %s', (_, __, before, path, expected) => {
  const review = reviewOf(before, { ...before, [path]: `${before[path]}data: { a: "1" }\n` });
  const changed = Object.entries(review.clusters).flatMap(([name, each]) => (each.changed.length > 0 ? [name] : []));
  expect({ changed: changed.sort(), unjudged: review.unjudged }).toEqual({ changed: expected });
});

test.each<readonly [string, Layout, string]>([
  ['one of a cluster', { ...undefinedBy('apps', 'fleet') }, 'apps/a.yaml'],
  [
    'one by which a part of its own path is built',
    { ...undefinedBy('clusters/one/part', 'fleet') },
    'clusters/one/part/a.yaml',
  ],
  [
    'one of another namespace than the sync',
    {
      'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
      'clusters/one/apps.yaml': flux('apps', './apps', 'flux-system', 'team'),
      ...apps,
    },
    'apps/a.yaml',
  ],
  [
    'one whose name another namespace has, of another repository',
    { ...ofTeam('team'), 'clusters/one/source.yaml': platform('lab') },
    'apps/a.yaml',
  ],
  [
    'one whose kustomization gives it another namespace',
    {
      ...ofTeam('team'),
      'clusters/one/kustomization.yaml': 'resources: [flux-system/gotk-sync.yaml, team.yaml, sources]\n',
      'clusters/one/sources/kustomization.yaml': 'namespace: lab\nresources: [source.yaml]\n',
      'clusters/one/sources/source.yaml': platform('team'),
    },
    'apps/a.yaml',
  ],
])('what a source that nothing defines may hold is not judged: %s', (_, before, path) => {
  const review = reviewOf(before, { ...before, [path]: `${before[path]}data: { a: "1" }\n` });
  expect({ verdict: review.verdict, files: review.unjudged?.flatMap(({ files }) => files) }).toEqual({
    verdict: 'failure',
    files: [path],
  });
});

function undefinedBy(directory: string, name: string): Layout {
  return {
    'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
    'clusters/one/kustomization.yaml': 'resources: [flux-system/gotk-sync.yaml, flux.yaml]\n',
    'clusters/one/flux.yaml': flux('apps', `./${directory}`, name),
    [`${directory}/a.yaml`]: configMap,
  };
}

test('what a source of another repository holds is no part of this one', () => {
  const before = { ...ofTeam('team'), 'clusters/one/source.yaml': platform('team') };
  const review = reviewOf(before, { ...before, 'apps/a.yaml': `${configMap}data: { a: "1" }\n` });
  expect([review.verdict, review.unjudged]).toEqual(['neutral', undefined]);
});

/** A cluster with a FluxKustomization that takes `apps` from the source `platform` of its own namespace. */
function ofTeam(namespace: string): Layout {
  return {
    'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
    'clusters/one/team.yaml': flux('apps', './apps', 'platform', namespace),
    ...apps,
  };
}

function platform(namespace: string): string {
  return source('platform', namespace).replace('example.org/fleet', 'example.org/platform');
}
