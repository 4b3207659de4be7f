import { expect, test } from '@jest/globals';
import { cluster, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const config = (name: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
`;

const apps: SmallFiles = { 'clusters/prod/apps.yaml': flux('apps', 'apps'), 'apps/a.yaml': config('a') };
const sops: SmallFiles = { 'apps/.sops.yaml': 'creation_rules: []\n' };
const ignoring = (pattern: string): SmallFiles => ({ '.sourceignore': `${pattern}\n` });

/** The cluster, whose source says more. */
const sourceWith = (spec: string): SmallFiles => {
  const [[path = '', text = ''] = []] = Object.entries(cluster('prod'));
  return { [path]: text.replace('ref: {', `${spec}, ref: {`) };
};

/** What a merge is said to do to prod. */
const said = (before: SmallFiles, after: SmallFiles): readonly string[] => {
  const { gained, lost, unresolved } = reviewProd(before, after);
  return [
    ...gained.map(({ kind, name }) => `gains ${kind} ${name}`),
    ...lost.map(({ kind, name }) => `loses ${kind} ${name}`),
    ...unresolved.map(({ root, path, message, side }) => `${side}: ${root} ${path} ${message}`),
  ];
};

test('a first pattern brings into the artifact what was left out by default, and fails where it is no manifest', () => {
  const { status, unresolved } = reviewProd({ ...apps, ...sops }, { ...apps, ...sops, ...ignoring('docs/') });
  expect([status, unresolved]).toEqual([
    'unresolved',
    [
      {
        code: 'invalid-object',
        message: 'the object has no kind',
        path: 'apps/.sops.yaml',
        line: 1,
        root: 'flux-system/apps',
        side: 'after',
        standing: false,
        fix: 'Add **/.sops.yaml to .sourceignore: Flux only leaves such files out by default while neither that file nor spec.ignore of the source has a pattern.',
      },
    ],
  ]);
});

const noKind = 'the object has no kind';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'so does a file of SOPS in the cluster’s own directory, where a pattern stands',
    { ...apps, ...ignoring('docs/') },
    { ...apps, ...ignoring('docs/'), 'clusters/prod/.sops.yaml': 'creation_rules: []\n' },
    [`after: flux-system/flux-system clusters/prod/.sops.yaml ${noKind}`],
  ],
  [
    'so does a first pattern of the source',
    { ...apps, ...sops },
    { ...apps, ...sops, ...sourceWith('ignore: docs/') },
    [`after: flux-system/apps apps/.sops.yaml ${noKind}`],
  ],
  [
    'so does a first pattern in a far directory',
    { ...apps, 'apps/.gitlab-ci.yml': 'stages: []\n' },
    { ...apps, 'apps/.gitlab-ci.yml': 'stages: []\n', 'docs/.sourceignore': 'drafts\n' },
    [`after: flux-system/apps apps/.gitlab-ci.yml ${noKind}`],
  ],
  [
    'so do workflows below a root',
    { ...apps, 'apps/.github/workflows/ci.yaml': 'on: push\n' },
    { ...apps, 'apps/.github/workflows/ci.yaml': 'on: push\n', ...ignoring('docs/') },
    [`after: flux-system/apps apps/.github/workflows/ci.yaml ${noKind}`],
  ],
  [
    'the last pattern that goes leaves them out again',
    { ...apps, ...sops, ...ignoring('docs/') },
    { ...apps, ...sops },
    [`before: flux-system/apps apps/.sops.yaml ${noKind}`],
  ],
  [
    'a pattern that is not checked out says nothing',
    { ...apps, ...sops, ...sourceWith('sparseCheckout: [clusters, apps]') },
    { ...apps, ...sops, ...sourceWith('sparseCheckout: [clusters, apps]'), ...ignoring('docs/') },
    [],
  ],
  [
    'a pattern that names them leaves them out',
    { ...apps, ...sops },
    { ...apps, ...sops, ...ignoring('**/.sops.yaml') },
    [],
  ],
  [
    'pictures and archives are there where a pattern stands',
    { ...apps, ...ignoring('docs/'), 'apps/logo.png': 'PNG', 'apps/site.tar.gz': 'TAR', ...kustomization('[a.yaml]') },
    {
      ...{ ...apps, ...ignoring('docs/'), 'apps/logo.png': 'PNG', 'apps/site.tar.gz': 'TAR' },
      ...kustomization('[a.yaml]', 'configMapGenerator: [{ name: site, files: [logo.png, site.tar.gz] }]'),
    },
    ['gains ConfigMap site-5t7d8tbcg6'],
  ],
  [
    'an exclamation mark in brackets is a character',
    { ...apps, 'apps/app-1.yaml': config('one'), 'apps/app-2.yaml': config('two') },
    { ...apps, 'apps/app-1.yaml': config('one'), 'apps/app-2.yaml': config('two'), ...ignoring('app-[!1].yaml') },
    ['loses ConfigMap one'],
  ],
  [
    'a caret is what negates',
    { ...apps, 'apps/app-1.yaml': config('one'), 'apps/app-2.yaml': config('two') },
    { ...apps, 'apps/app-1.yaml': config('one'), 'apps/app-2.yaml': config('two'), ...ignoring('app-[^1].yaml') },
    ['loses ConfigMap two'],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});

const sparse = (list: string) => sourceWith(`sparseCheckout: [${list}]`);
const lacks = (directory: string, side = 'after', root = 'flux-system/flux-system') =>
  `${side}: ${root} clusters/prod/flux-system/gotk-sync.yaml GitRepository flux-system/flux-system gives Flux no artifact for this revision, so everything built from it stays as it was: sparseCheckout names ${directory}, which is not in the repository`;
const legacy: SmallFiles = { 'legacy/README.md': '' };
const more: SmallFiles = { 'apps/b.yaml': config('b') };

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'a directory of sparseCheckout that goes stops the cluster: nothing of the merge is applied',
    { ...apps, ...legacy, ...sparse('clusters, apps, legacy') },
    { ...apps, ...more, ...sparse('clusters, apps, legacy') },
    [lacks('legacy')],
  ],
  [
    'also where it is no longer listed after the merge: the cluster has the longer list',
    { ...apps, ...legacy, ...sparse('clusters, apps, legacy') },
    { ...apps, ...more, ...sparse('clusters, apps') },
    [lacks('legacy')],
  ],
  [
    'one that is listed and was never there stops it too',
    { ...apps, ...sparse('clusters, apps') },
    { ...apps, ...more, ...sparse('clusters, apps, ./infra/') },
    [lacks('./infra/')],
  ],
  [
    'so does the beginning of a name',
    { ...apps, ...sparse('clusters, apps') },
    { ...apps, ...sparse('clusters, app') },
    [lacks('app')],
  ],
  [
    'one that is missing on both sides is the same problem',
    { ...apps, ...sparse('clusters, apps, legacy') },
    { ...apps, ...more, ...sparse('clusters, apps, legacy') },
    [lacks('legacy', 'both')],
  ],
  [
    'one that comes starts the cluster again',
    { ...apps, ...sparse('clusters, apps, legacy') },
    { ...apps, ...more, ...legacy, ...sparse('clusters, apps, legacy') },
    [lacks('legacy', 'before')],
  ],
  [
    'one that goes once it is no longer listed does nothing',
    { ...apps, ...legacy, ...sparse('clusters, apps') },
    { ...apps, ...more, ...sparse('clusters, apps') },
    ['gains ConfigMap b'],
  ],
  [
    'an empty list, and the repository itself, are all of it',
    { ...apps, ...sparse('') },
    { ...apps, ...more, ...sparse('./') },
    ['gains ConfigMap b'],
  ],
  [
    'another source stops only what is built from it',
    { ...apps, ...legacy, ...shop('shop, legacy'), 'shop/a.yaml': config('c') },
    { ...apps, ...more, ...shop('shop, legacy'), 'shop/a.yaml': config('d') },
    [
      'gains ConfigMap b',
      'after: flux-system/shop clusters/prod/shop.yaml GitRepository flux-system/shop gives Flux no artifact for this revision, so everything built from it stays as it was: sparseCheckout names legacy, which is not in the repository',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});

/** A FluxKustomization with a source of its own, which is this repository too. */
function shop(sparseCheckout: string): SmallFiles {
  const source = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shop, namespace: flux-system }
spec: { url: "https://github.com/acme/fleet", ref: { branch: main }, sparseCheckout: [${sparseCheckout}] }
---
`;
  const own = flux('shop', 'shop').replace('name: flux-system }', 'name: shop }');
  return { 'clusters/prod/shop.yaml': `${source}${own}` };
}

function kustomization(resources: string, more = ''): SmallFiles {
  return { 'apps/kustomization.yaml': `resources: ${resources}\n${more}\n` };
}
