import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import type { Layout } from '../review-of.ts';
import { cluster, flux } from '../small-fleet.ts';
import { app, config, gitKey, reviewedWith, type Table } from './elsewhere-fleet.ts';

const LIB = 'https://github.com/acme/lib';

const namespaces = ['web', 'shop'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`);
const fleet = (written: string, more: Layout = {}): Layout => ({
  ...cluster('prod'),
  'clusters/prod/app.yaml': written,
  'clusters/prod/namespaces.yaml': namespaces.join('---\n'),
  ...more,
});

function prodOf(before: Layout, after: Layout, table: Table): ClusterReview {
  const { prod } = reviewedWith(before, after, table).clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return prod;
}

const named = (name: string, source: string, path: string, spec: readonly string[] = []) =>
  flux(name, path, ['prune: true', ...spec]).replace('name: flux-system }\n', `name: ${source} }\n`);
const lib = (tag: string) =>
  [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    'kind: GitRepository',
    'metadata: { name: lib, namespace: flux-system }',
    `spec: { url: "${LIB}", ref: { tag: ${tag} } }`,
    '',
  ].join('\n');

test('what is found there is followed further: into itself, into another repository, and back into this one', () => {
  const table = {
    [gitKey('v1')]: {
      'deploy/inner.yaml': named('inner', 'app', 'inner', ['targetNamespace: shop']),
      'deploy/lib.yaml': lib('v7'),
      'deploy/shared.yaml': named('shared', 'lib', '', ['postBuild: { substitute: { SIZE: "7" } }']),
      'deploy/back.yaml': named('back', 'flux-system', 'here'),
      'inner/config.yaml': config('inner', 'one'),
    },
    [gitKey('v7', 'tag', LIB)]: { 'config.yaml': config('shared', ['${', 'SIZE}'].join('')) },
  };
  const { gained, unresolved, external } = prodOf(
    fleet(''),
    fleet(app('{ tag: v1 }'), { 'here/config.yaml': config('back', 'here') }),
    table,
  );
  expect({ unresolved, external }).toEqual({ unresolved: [], external: [] });
  const maps = gained.filter(({ kind }) => kind === 'ConfigMap');
  expect(maps.map(({ namespace, name, chain }) => ({ of: `${namespace}/${name}`, chain: chain.map(placeIn) }))).toEqual(
    [
      {
        of: 'shop/inner',
        chain: [
          'clusters/prod/app.yaml:12',
          'clusters/prod/app.yaml:6',
          'github.com/acme/app@v1 deploy/inner.yaml:5',
          'clusters/prod/app.yaml:6',
          'github.com/acme/app@v1 inner/config.yaml:1',
        ],
      },
      {
        of: 'web/back',
        chain: [
          'clusters/prod/app.yaml:12',
          'clusters/prod/app.yaml:6',
          'github.com/acme/app@v1 deploy/back.yaml:5',
          'here/config.yaml:1',
        ],
      },
      {
        of: 'web/shared',
        chain: [
          'clusters/prod/app.yaml:12',
          'clusters/prod/app.yaml:6',
          'github.com/acme/app@v1 deploy/shared.yaml:5',
          'github.com/acme/app@v1 deploy/lib.yaml:4',
          'github.com/acme/lib@v7 config.yaml:1',
        ],
      },
    ],
  );
});

function placeIn({ path, line }: { readonly path: string; readonly line?: number | undefined }): string {
  return `${path}:${line}`;
}

test('patches, components, images and a namespace of the FluxKustomization count there too', () => {
  const table = {
    [gitKey('v1')]: {
      'deploy/kustomization.yaml': 'resources: [web.yaml]\n',
      'deploy/web.yaml': config('web', 'one'),
      'part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [part.yaml]\n',
      'part/part.yaml': config('part', 'one'),
    },
  };
  const spec = [
    'targetNamespace: shop',
    'components: [../part]',
    'patches: [{ target: { name: web }, patch: "- { op: replace, path: /data/key, value: patched }" }]',
    'commonMetadata: { labels: { team: web } }',
  ];
  const { gained, unresolved } = prodOf(fleet(''), fleet(app('{ tag: v1 }', './deploy', [], spec)), table);
  expect(unresolved).toEqual([]);
  expect(gained.filter(({ kind }) => kind === 'ConfigMap')).toMatchObject([
    { namespace: 'shop', name: 'part' },
    { namespace: 'shop', name: 'web' },
  ]);
});

const release = (chart: string) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: web, namespace: web }',
    'spec:',
    '  interval: 1h',
    '  chart:',
    '    spec:',
    `      chart: ${chart}`,
    '      sourceRef: { kind: GitRepository, name: app, namespace: flux-system }',
    '',
  ].join('\n');

test('a release whose chart is there is upgraded by what changes in it, and by nothing else', () => {
  const chart = (version: string, image: string, more: Layout = {}) => ({
    'deploy/release.yaml': release('./charts/web'),
    'charts/web/Chart.yaml': `apiVersion: v2\nname: web\nversion: ${version}\n`,
    'charts/web/values.yaml': `image: ${image}\n`,
    ...more,
  });
  const table = {
    [gitKey('v1')]: chart('1.0.0', 'web:1'),
    [gitKey('v2')]: chart('1.1.0', 'web:2'),
    [gitKey('v3')]: chart('1.0.0', 'web:1', { 'README.md': 'Words.\n' }),
  };
  const { affected } = prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), table);
  expect(affected).toMatchObject([{ kind: 'HelmRelease', name: 'web', effect: 'upgraded' }]);
  expect(prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v3 }')), table).affected).toEqual([]);
});

test('what holds it and applies nothing keeps the path that it had, there as well', () => {
  const table = {
    [gitKey('v1')]: {
      'deploy/kustomization.yaml': 'resources: [web.yaml]\n',
      'deploy/web.yaml': config('web', 'one'),
      'next/kustomization.yaml': 'resources: [web.yaml]\n',
      'next/web.yaml': config('web', 'two'),
    },
  };
  const held = (path: string) => ({
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'suspend: true']),
    'clusters/prod/namespaces.yaml': namespaces.join('---\n'),
    'apps/app.yaml': app('{ tag: v1 }', path),
  });
  const { changed } = prodOf(held('./deploy'), held('./next'), table);
  expect(changed).toMatchObject([{ kind: 'Kustomization', effect: 'suspended' }]);
});

test('a circle through another repository comes to an end', () => {
  const table = { [gitKey('v1')]: { 'deploy/again.yaml': named('again', 'app', 'deploy') } };
  expect(prodOf(fleet(''), fleet(app('{ tag: v1 }')), table).unresolved).toMatchObject([
    {
      code: 'cycle',
      message:
        'FluxKustomization flux-system/again is part of a cycle: github.com/acme/app@v1 deploy is already being rendered above it',
      path: 'github.com/acme/app@v1 deploy/again.yaml',
    },
  ]);
});
