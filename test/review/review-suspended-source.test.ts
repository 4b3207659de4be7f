import { expect, test } from '@jest/globals';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const sync = 'clusters/prod/flux-system/gotk-sync.yaml';
const own = cluster('prod')[sync] ?? '';
const ownSource = (spec: string): SmallFiles => ({ [sync]: own.replace('ref: {', `${spec}, ref: {`) });

/** A second source of this repository. */
const source = (spec = '') => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { url: "https://github.com/acme/fleet", ref: { branch: main }${spec} }
`;
const ofShop = (name: string, path: string, spec?: readonly string[]) =>
  flux(name, path, spec).replace('name: flux-system }', 'name: shop }');

const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const apps: SmallFiles = { 'clusters/prod/apps.yaml': flux('apps', 'apps'), 'apps/web.yaml': web };
const shop: SmallFiles = {
  'clusters/prod/shop.yaml': ofShop('shop', 'shop'),
  'clusters/prod/source.yaml': source(', suspend: true'),
  'shop/cart.yaml': deployment('cart'),
};
const newCart: SmallFiles = { 'shop/cart.yaml': deployment('cart').replace('1.2.3', '1.2.4') };

/** What becomes of each object, what is reached by reference, and what stands still. */
function said(before: SmallFiles, after: SmallFiles): readonly string[] {
  const { clusters, findings } = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
  const { gained = [], lost = [], changed = [], affected = [] } = clusters.prod ?? {};
  return [
    ...[...gained, ...lost, ...changed].map(({ kind, name, effect }) => `${kind}/${name}: ${effect}`),
    ...affected.map(({ kind, name, reason }) => `${kind}/${name} ${reason}`),
    ...findings.filter(({ rule }) => rule === 'stands-still').map(({ message, fix }) => `${message} (${fix})`),
  ];
}

const STILL =
  'prod stands still: GitRepository `flux-system/flux-system` is suspended, since before this merge; what is built from it takes nothing of this merge until it is resumed, and then everything that was merged since (Once it is known what was merged since, remove spec.suspend in Git, and run `flux resume source git flux-system -n flux-system`.)';
const SHOP_STILL =
  'a part of prod stands still: GitRepository `flux-system/shop` is suspended, since before this merge; what is built from it takes nothing of this merge until it is resumed, and then everything that was merged since (Once it is known what was merged since, remove spec.suspend in Git.)';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'a cluster whose own source is suspended takes nothing of a merge',
    { ...apps, ...ownSource('suspend: true') },
    { ...apps, ...ownSource('suspend: true'), 'apps/web.yaml': newWeb },
    ['Deployment/web: suspended', STILL],
  ],
  [
    'nor what comes or goes',
    { ...apps, ...ownSource('suspend: true') },
    { ...ownSource('suspend: true'), 'clusters/prod/new.yaml': flux('new', 'new'), 'new/a.yaml': deployment('new') },
    [
      'Deployment/new: suspended',
      'Kustomization/new: suspended',
      'Deployment/web: suspended',
      'Kustomization/apps: suspended',
      STILL,
    ],
  ],
  [
    'nor the merge that would resume it',
    { ...apps, ...ownSource('suspend: true') },
    { ...apps, 'apps/web.yaml': newWeb },
    [
      'Deployment/web: suspended',
      'GitRepository/flux-system: suspended',
      'prod stands still: GitRepository `flux-system/flux-system` is suspended in the cluster, and so does not fetch this merge, which would resume it; resumed by hand, it brings everything that was merged since (Once it is known what was merged since, run `flux resume source git flux-system -n flux-system`.)',
    ],
  ],
  [
    'the merge that suspends it has been fetched',
    { ...apps },
    { ...apps, ...ownSource('suspend: true'), 'apps/web.yaml': newWeb },
    ['Deployment/web: rolled', 'GitRepository/flux-system: updated'],
  ],
  [
    'where nothing changes, nothing is said',
    { ...apps, ...ownSource('suspend: true') },
    { ...apps, ...ownSource('suspend: true'), 'README.md': '' },
    [],
  ],
  [
    'another source keeps only what is built from it',
    { ...apps, ...shop },
    { ...apps, ...shop, ...newCart, 'apps/web.yaml': newWeb },
    ['Deployment/cart: suspended', 'Deployment/web: rolled', SHOP_STILL],
  ],
  [
    'and is resumed by a merge, with all that was merged since',
    { ...apps, ...shop },
    { ...apps, ...shop, ...newCart, 'clusters/prod/source.yaml': source() },
    [
      'Deployment/cart: rolled',
      'GitRepository/shop: resumed',
      'Kustomization/shop follows Git again: everything merged while `GitRepository/flux-system/shop` was suspended is applied now, not only this',
    ],
  ],
  [
    'unless what applies it is suspended itself',
    { ...apps, ...shop, ...ownSource('suspend: true') },
    { ...apps, ...shop, ...newCart, ...ownSource('suspend: true'), 'clusters/prod/source.yaml': source() },
    [
      'Deployment/cart: suspended',
      'GitRepository/shop: suspended',
      STILL,
      'a part of prod stands still: GitRepository `flux-system/shop` is suspended in the cluster, and so does not fetch this merge, which would resume it; resumed by hand, it brings everything that was merged since (Once it is known what was merged since, run `flux resume source git shop -n flux-system`.)',
    ],
  ],
  [
    'what depends on a root that it keeps goes on: the root stays ready',
    { ...apps, ...shop, 'clusters/prod/apps.yaml': flux('apps', 'apps', ['dependsOn: [{ name: shop }]']) },
    {
      ...{ ...apps, ...shop, 'clusters/prod/apps.yaml': flux('apps', 'apps', ['dependsOn: [{ name: shop }]']) },
      ...{ ...newCart, 'apps/web.yaml': newWeb },
    },
    ['Deployment/cart: suspended', 'Deployment/web: rolled', SHOP_STILL],
  ],
  [
    'a source that is new and suspended gives nothing',
    { ...apps },
    { ...apps, ...shop },
    [
      'Deployment/cart: suspended',
      'GitRepository/shop: created',
      'Kustomization/shop: created',
      'a part of prod stands still: GitRepository `flux-system/shop` is suspended, from the start; what is built from it takes nothing of this merge until it is resumed, and then everything that was merged since (Once it is known what was merged since, remove spec.suspend in Git.)',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect([...said(before, after)].sort()).toEqual([...expected].sort());
});
