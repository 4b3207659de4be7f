import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import { type OciFollows, sourceKey } from '../../../src/tree/sources/source-ref.ts';
import type { Layout } from '../review-of.ts';
import { cluster } from '../small-fleet.ts';
import { config, reviewedWith, type Table } from './elsewhere-fleet.ts';

const OCI = 'oci://ghcr.io/acme/app';

function ociKey(kind: OciFollows['kind'], value: string, { filter = '', mediaType = '' } = {}): string {
  return sourceKey({ kind: 'oci', url: OCI, follows: { kind, value, filter }, mediaType });
}

const app = (ref: string, source: readonly string[] = [], kind = 'OCIRepository') =>
  [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    `kind: ${kind}`,
    'metadata: { name: app, namespace: flux-system }',
    'spec:',
    `  url: ${OCI}`,
    ...(ref === '' ? [] : [`  ref: ${ref}`]),
    ...source.map((line) => `  ${line}`),
    '---',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    'metadata: { name: app, namespace: flux-system }',
    `spec: { path: ./, prune: true, sourceRef: { kind: ${kind}, name: app } }`,
    '',
  ].join('\n');

const fleet = (written: string): Layout => ({
  ...cluster('prod'),
  'clusters/prod/app.yaml': written,
  'clusters/prod/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
});

function prodOf(before: Layout, after: Layout, table: Table): ClusterReview {
  const { prod } = reviewedWith(before, after, table).clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return prod;
}

const mapsIn = ({ gained }: ClusterReview) => gained.filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name);

test('what an OCIRepository follows is found by its more exact fields, and latest without any', () => {
  const here = { 'a.yaml': config('here', 'a') };
  const refs: readonly (readonly [string, string])[] = [
    ['', ociKey('tag', 'latest')],
    ['{ tag: v1 }', ociKey('tag', 'v1')],
    ['{ tag: v1, semver: ">=1", semverFilter: "-rc" }', ociKey('semver', '>=1', { filter: '-rc' })],
    ['{ tag: v1, semver: ">=1", digest: "sha256:aa" }', ociKey('digest', 'sha256:aa')],
  ];
  for (const [ref, key] of refs) expect(mapsIn(prodOf(fleet(''), fleet(app(ref)), { [key]: here }))).toEqual(['here']);
  const layer = app('{ tag: v1 }', ['layerSelector: { mediaType: text/a }']);
  expect(mapsIn(prodOf(fleet(''), fleet(layer), { [ociKey('tag', 'v1', { mediaType: 'text/a' })]: here }))).toEqual([
    'here',
  ]);
});

test('what is unpacked is read without what its ignore files leave out; what is copied is read whole', () => {
  const table = {
    [ociKey('tag', 'v1')]: {
      'a.yaml': config('a', 'a'),
      'draft.yaml': config('draft', 'a'),
      'skipped.yaml': config('skipped', 'a'),
      '.sourceignore': 'draft.yaml\n',
    },
  };
  const ignore = ['ignore: skipped.yaml'];
  expect(mapsIn(prodOf(fleet(''), fleet(app('{ tag: v1 }', ignore)), table))).toEqual(['a']);
  const copied = app('{ tag: v1 }', [...ignore, 'layerSelector: { operation: copy }']);
  expect(mapsIn(prodOf(fleet(''), fleet(copied), table))).toEqual(['a', 'draft', 'skipped']);
});

test('a change of a tag shows what changes there, and where that is', () => {
  const table = {
    [ociKey('tag', 'v1')]: { 'a.yaml': config('a', 'one') },
    [ociKey('tag', 'v2')]: { 'a.yaml': config('a', 'two') },
  };
  expect(prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), table)).toMatchObject({
    moved: [],
    changed: [
      { kind: 'OCIRepository' },
      {
        kind: 'ConfigMap',
        chain: [
          { path: 'clusters/prod/app.yaml', line: 11 },
          { path: 'clusters/prod/app.yaml', line: 6, changed: true },
          { path: 'ghcr.io/acme/app:v2 a.yaml', line: 5 },
        ],
      },
    ],
  });
});

test('without TLS nothing is fetched, and buckets and artifacts of others are declared alone', () => {
  const insecure = prodOf(fleet(''), fleet(app('{ tag: v1 }', ['insecure: true'])), {});
  expect(insecure.external).toMatchObject([
    {
      unfetched: {
        reason: 'OCIRepository `flux-system/app` is requested without TLS, and nothing is fetched that way',
        line: 7,
      },
    },
  ]);
  for (const kind of ['Bucket', 'ExternalArtifact']) {
    const [external] = prodOf(fleet(''), fleet(app('', [], kind)), {}).external;
    expect(external).toEqual({ root: 'flux-system/app', source: `${kind}/flux-system/app` });
  }
});
