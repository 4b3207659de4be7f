import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import { flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const root: SmallFiles = {
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/kept.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kept, namespace: shop }\n',
};
const release = (...spec: string[]): SmallFiles => ({
  ...root,
  'apps/db.yaml': [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: db, namespace: shop }',
    'spec:',
    '  interval: 1h',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n'),
});
const packaged = (version: string, name = 'postgres') =>
  `chart: { spec: { chart: ${name}, version: "${version}", sourceRef: { kind: HelmRepository, name: charts } } }`;
const local = (path: string, more = '') =>
  `chart: { spec: { chart: ${path}, sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }${more} } }`;
const chart = (path: string, version: string, name = 'db', template = '# A\n'): SmallFiles => ({
  [`${path}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
  [`${path}/templates/a.yaml`]: template,
});
const revision = ', reconcileStrategy: Revision';
const REVISED =
  'revised: every commit upgrades it, whatever is in the commit (reconcileStrategy: Revision): its hooks run, and labels with the version of its chart change';

/** Every object that something happens to, as one line. */
function said({ lost, changed, affected, unresolved }: ClusterReview): readonly string[] {
  return [
    ...lost.map((each) => [`lost ${each.name}: ${each.effect}`, ...(each.consequences ?? [])].join(', ')),
    ...changed.map((each) => [`changed ${each.name}: ${each.effect}`, ...(each.consequences ?? [])].join(', ')),
    ...affected.map((each) => `affected ${each.name}: ${each.effect ?? ''}: ${each.reason}`),
    ...unresolved.map((each) => `unresolved: ${each.message}`),
  ];
}

const cases: readonly (readonly [string, SmallFiles, SmallFiles, readonly string[]])[] = [
  [
    'another target namespace is another release, also by the name that follows from it',
    release('targetNamespace: one'),
    release('targetNamespace: two'),
    [
      'changed db: reinstalled, Helm uninstalls release `one/one-db`, with what that stored in the cluster, and installs `two/two-db`',
    ],
  ],
  [
    'a target namespace of its own changes the name alone',
    release(),
    release('targetNamespace: shop'),
    [
      'changed db: reinstalled, Helm uninstalls release `shop/db`, with what that stored in the cluster, and installs `shop/shop-db`',
    ],
  ],
  [
    'the same name and namespace, written out, is the same release',
    release(),
    release('targetNamespace: shop', 'releaseName: db', 'storageNamespace: shop'),
    ['changed db: updated'],
  ],
  [
    'another namespace for what Helm keeps of it',
    release(),
    release('storageNamespace: flux-system'),
    [
      'changed db: reinstalled, Helm uninstalls its release, with what that stored in the cluster, and installs it again: its storage moves from namespace `shop` to `flux-system`',
    ],
  ],
  [
    'another chart is another release',
    release(packaged('1.0.0')),
    release(packaged('1.0.0', 'mysql')),
    [
      'changed db: reinstalled, Helm uninstalls its release of chart `postgres`, with what that stored in the cluster, and installs chart `mysql`',
    ],
  ],
  [
    'another chart in place is not',
    release(packaged('1.0.0')),
    release(packaged('1.0.0', 'mysql'), 'upgrade: { chartNameChangeStrategy: InPlaceUpdate }'),
    ['changed db: updated'],
  ],
  [
    'another directory with a chart of the same name is the same release',
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0'), ...chart('charts/b', '1.0.0') },
    { ...release(local('charts/b')), ...chart('charts/a', '1.0.0'), ...chart('charts/b', '1.0.0') },
    [
      'changed db: updated',
      'affected db: upgraded: its chart `charts/b` is edited, and the change of its HelmRelease rolls it out',
    ],
  ],
  [
    'a directory whose Chart.yaml has another name is not',
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0') },
    { ...release(local('charts/b')), ...chart('charts/a', '1.0.0'), ...chart('charts/b', '1.0.0', 'other') },
    [
      'changed db: reinstalled, Helm uninstalls its release of chart `db`, with what that stored in the cluster, and installs chart `other`',
      'affected db: upgraded: its chart `charts/b` is edited, and the change of its HelmRelease rolls it out',
    ],
  ],
  [
    'a release in another cluster leaves the old one behind',
    release(),
    release('kubeConfig: { secretRef: { name: spoke } }', 'targetNamespace: other'),
    [
      'changed db: updated, Helm installs its release in the cluster of `spoke`; in this cluster it keeps running, and nothing manages it',
    ],
  ],
  [
    'a release that comes back from another cluster',
    release('kubeConfig: { configMapRef: { name: spoke } }'),
    release(),
    [
      'changed db: updated, Helm installs its release in this cluster; in the cluster of `spoke` it keeps running, and nothing manages it',
    ],
  ],
  [
    'a suspended release waits, whatever changes',
    release('suspend: true', 'targetNamespace: one'),
    release('suspend: true', 'targetNamespace: two', 'values: { a: 5 }'),
    ['changed db: updated, nothing happens to its release: it is suspended'],
  ],
  [
    'a release that is suspended with a change waits with it',
    release('values: { a: 4 }'),
    release('suspend: true', 'values: { a: 5 }'),
    ['changed db: updated, nothing happens to its release from now on: it is suspended'],
  ],
  ['a release that is resumed follows Git again', release('suspend: true'), release(), ['changed db: resumed']],
  [
    'a release that is resumed as another one',
    release('suspend: true'),
    release('releaseName: database'),
    [
      'changed db: reinstalled, Helm uninstalls release `shop/db`, with what that stored in the cluster, and installs `shop/database`',
    ],
  ],
  [
    'a release that goes is uninstalled',
    release(),
    root,
    ['lost db: pruned, Helm uninstalls its release: what its chart installed is deleted'],
  ],
  [
    'a suspended release that goes leaves everything behind',
    release('suspend: true'),
    root,
    ['lost db: pruned, its release stays in the cluster, and nothing manages it: it is suspended'],
  ],
  [
    'a release that Flux leaves alone is not uninstalled',
    { ...release(), 'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: false']) },
    { ...root, 'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: false']) },
    ['lost db: orphaned'],
  ],
  [
    'every commit upgrades a release that follows revisions',
    { ...release(local('charts/a', revision)), ...chart('charts/a', '1.0.0'), 'README.md': 'a' },
    { ...release(local('charts/a', revision)), ...chart('charts/a', '1.0.0'), 'README.md': 'b' },
    [`affected db: ${REVISED}`],
  ],
  [
    'by a HelmChart too',
    {
      ...release('chartRef: { kind: HelmChart, name: db }'),
      ...chart('charts/a', '1.0.0'),
      'apps/chart.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata: { name: db, namespace: shop }\nspec: { chart: charts/a, reconcileStrategy: Revision, sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system } }\n`,
      'clusters/prod/x.yaml': '',
    },
    {
      ...release('chartRef: { kind: HelmChart, name: db }'),
      ...chart('charts/a', '1.0.0'),
      'apps/chart.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata: { name: db, namespace: shop }\nspec: { chart: charts/a, reconcileStrategy: Revision, sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system } }\n`,
    },
    [`affected db: ${REVISED}`],
  ],
  [
    'but not while it is suspended',
    { ...release('suspend: true', local('charts/a', revision)), ...chart('charts/a', '1.0.0'), 'README.md': 'a' },
    { ...release('suspend: true', local('charts/a', revision)), ...chart('charts/a', '1.0.0'), 'README.md': 'b' },
    [],
  ],
  [
    'nor one that follows versions, or a repository of charts',
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0'), 'README.md': 'a' },
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0'), 'README.md': 'b' },
    [],
  ],
  [
    'an edited chart says that it rolls, and nothing twice',
    { ...release(local('charts/a', revision)), ...chart('charts/a', '1.0.0') },
    { ...release(local('charts/a', revision)), ...chart('charts/a', '1.0.0', 'db', '# B\n') },
    ['affected db: upgraded: its chart `charts/a` is edited: it rolls at once (reconcileStrategy: Revision)'],
  ],
  [
    'what its source leaves out of a chart reaches no release',
    {
      ...release(local('charts/a', revision)),
      ...chart('charts/a', '1.0.0'),
      '.sourceignore': 'charts/a/tests\n',
      'charts/a/tests/a.yaml': 'a: 1\n',
    },
    {
      ...release(local('charts/a', revision)),
      ...chart('charts/a', '1.0.0'),
      '.sourceignore': 'charts/a/tests\n',
      'charts/a/tests/a.yaml': 'a: 2\n',
    },
    [`affected db: ${REVISED}`],
  ],
  [
    'a chart that its source leaves out is not there',
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0') },
    { ...release(local('charts/a')), ...chart('charts/a', '1.0.0'), '.sourceignore': '/charts/\n' },
    [
      'unresolved: HelmRelease shop/db: source-controller refuses its chart: invalid chart reference: stat charts/a: no such file or directory',
    ],
  ],
];

test.each(cases)('%s', (_, before, after, expected) => {
  expect(said(reviewProd(before, after))).toEqual(expected);
});

test.each([
  ['6.1.0', '6.x', 'other'],
  ['6.1.0', '~6.1', 'other'],
  ['6.x', '6.1.0', 'other'],
  ['7.1.0', '6.x', 'downgrade'],
  ['6.x', '5.9.9', 'downgrade'],
  ['5.9.9', '6.x', 'major'],
  ['~6.1', '~6.2', 'minor'],
  ['~6.2', '~6.1.0', 'downgrade'],
  ['^6.1.0', '^6.2.0', 'other'],
  ['^0.1.0', '^0.2.0', 'minor'],
  ['0.2.1', '^0.1.0', 'downgrade'],
  ['6', '7', 'major'],
  ['1.2.3', '>=1.0.0 <2.0.0', 'other'],
  ['*', '1.0.0', 'other'],
  ['1.2.3-rc.1', '1.2.x', 'other'],
  ['1.2.3', '1.2.2', 'downgrade'],
])('a chart of %s that becomes %s is a step: %s', (before, after, step) => {
  const { changed } = reviewProd(release(packaged(before)), release(packaged(after)));
  expect(changed.flatMap(({ fields }) => fields.map(({ version }) => version?.step))).toEqual([step]);
});
