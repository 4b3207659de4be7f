import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import type { Layout } from '../review-of.ts';
import { cluster, flux } from '../small-fleet.ts';
import { app, config, gitKey, reviewedWith, type Table } from './elsewhere-fleet.ts';

const LIB = 'https://github.com/acme/lib';

/** A GitRepository that follows a tag of the library. */
const lib = (tag: string, more = '') =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: lib, namespace: flux-system }\nspec: { url: "${LIB}", ref: { tag: ${tag} }${more} }\n`;

const fleet = (included: string, tag = 'v1', more: Layout = {}): Layout => ({
  ...cluster('prod'),
  'clusters/prod/app.yaml': app('{ tag: v1 }', './deploy', [`include: [${included}]`]),
  'clusters/prod/lib.yaml': lib(tag),
  ...more,
});

const web = { 'deploy/kustomization.yaml': 'resources: [web.yaml, ../lib]\n', 'deploy/web.yaml': config('web', 'a') };
const base = (value: string) => ({
  'kustomization.yaml': 'resources: [base.yaml]\n',
  'base.yaml': config('base', value),
});
const libKey = (tag: string) => gitKey(tag, 'tag', LIB);
const table: Table = { [gitKey('v1')]: web, [libKey('v1')]: base('one'), [libKey('v2')]: base('two') };

function prodOf(before: Layout, after: Layout, given: Table = table): ClusterReview {
  const { prod } = reviewedWith(before, after, given).clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return prod;
}

const namesOf = ({ gained }: ClusterReview) =>
  gained.flatMap(({ kind, name }) => (kind === 'ConfigMap' ? [name] : [])).sort();

test('what a source includes is read in its place, and a change of it shows what changes there', () => {
  const included = '{ repository: { name: lib } }';
  const result = reviewedWith(fleet(included), fleet(included, 'v2'), table);
  expect(result.clusters.prod).toMatchObject({
    unresolved: [],
    gained: [],
    lost: [],
    changed: [
      {
        name: 'base',
        fields: [{ before: 'one', after: 'two' }],
        chain: [
          { path: 'clusters/prod/app.yaml', line: 13 },
          { path: 'clusters/prod/app.yaml', line: 6 },
          { path: 'github.com/acme/app@v1 deploy/kustomization.yaml', line: 1 },
          { path: 'github.com/acme/lib@v2 base.yaml', line: 5 },
        ],
      },
      { kind: 'GitRepository', name: 'lib' },
    ],
  });
  expect(result.elsewhere?.map(({ reference }) => reference)).toEqual([
    'github.com/acme/app@v1',
    'github.com/acme/lib@v1',
    'github.com/acme/lib@v2',
  ]);
  expect(JSON.stringify(result)).not.toContain('\\u0000');
});

test.each([
  ['a part of it', '{ repository: { name: lib }, fromPath: ./parts/base, toPath: lib }'],
  [
    'what leads out of both, which ends at their roots',
    '{ repository: { name: lib }, fromPath: ../../parts/base, toPath: /../x/../lib }',
  ],
  [
    'a part below directories that are made for it',
    '{ repository: { name: lib }, fromPath: parts, toPath: deep/parts }',
  ],
  [
    'two parts, of which the one stands in the other',
    '{ repository: { name: lib }, fromPath: outer, toPath: lib }, { repository: { name: lib }, fromPath: parts/base, toPath: lib/inner }',
  ],
  [
    'a file in the place of another one',
    '{ repository: { name: lib }, fromPath: parts/base/base.yaml, toPath: deploy/web.yaml }',
  ],
])('a source includes %s', (_, included) => {
  const parts = {
    'parts/base/kustomization.yaml': 'resources: [base.yaml]\n',
    'parts/base/base.yaml': config('base', 'one'),
    'outer/kustomization.yaml': 'resources: [inner]\n',
  };
  const isDeep = included.includes('deep');
  const isFile = included.includes('web.yaml');
  const resources = isFile ? 'web.yaml' : isDeep ? 'web.yaml, ../deep/parts/base' : 'web.yaml, ../lib';
  const own = { ...web, 'deploy/kustomization.yaml': `resources: [${resources}]\n` };
  const prod = prodOf(cluster('prod'), fleet(included), { [gitKey('v1')]: own, [libKey('v1')]: parts });
  expect({ unresolved: prod.unresolved, names: namesOf(prod) }).toEqual({
    unresolved: [],
    names: isFile ? ['base'] : ['base', 'web'],
  });
});

test.each([
  [
    'a directory stands where it goes',
    '{ repository: { name: lib }, toPath: deploy }',
    "failed to copy 'lib' include from . to deploy: rename deploy: file exists",
  ],
  [
    'it goes to the root',
    '{ repository: { name: lib }, toPath: / }',
    "failed to copy 'lib' include from . to .: rename .: file exists",
  ],
  [
    'a file stands on its way',
    '{ repository: { name: lib }, toPath: deploy/web.yaml/lib }',
    "failed to copy 'lib' include from . to deploy/web.yaml/lib: failed to create destination directory: deploy/web.yaml: not a directory",
  ],
  [
    'the part is not there',
    '{ repository: { name: lib }, fromPath: none }',
    "failed to copy 'lib' include from none to lib: cannot stat none: no such file or directory",
  ],
  [
    'an earlier one stands where it goes',
    '{ repository: { name: lib } }, { repository: { name: lib } }',
    "failed to copy 'lib' include from . to lib: rename lib: file exists",
  ],
])('where %s Flux makes no artifact: the source stands still', (_, included, reason) => {
  const { unresolved } = prodOf(fleet('{ repository: { name: lib } }'), fleet(included));
  expect(unresolved).toContainEqual(
    expect.objectContaining({
      code: 'no-artifact',
      message: `GitRepository flux-system/app gives Flux no artifact for this revision, so everything built from it stays as it was: ${reason}`,
      path: 'clusters/prod/app.yaml',
      line: 7,
    }),
  );
});

test('the whole is filtered once more: by the ignore files of what is included too', () => {
  const included = '{ repository: { name: lib } }';
  const ignoring = { ...base('one'), '.sourceignore': '# nothing\n/more.yaml\n', 'more.yaml': config('more', 'a') };
  const whole = {
    'deploy/web.yaml': config('web', 'a'),
    'lib/.keep': '',
  };
  const { 'lib/.keep': _, ...own } = { ...whole, '.github/own.yaml': config('own', 'a') };
  const files = {
    ...cluster('prod'),
    'clusters/prod/app.yaml': app('{ tag: v1 }', './', [`include: [${included}]`]),
    'clusters/prod/lib.yaml': lib('v1'),
  };
  const names = (other: Table[string]) =>
    namesOf(prodOf(cluster('prod'), files, { [gitKey('v1')]: own, [libKey('v1')]: other }));
  expect(names({ ...base('one'), '.github/ci.yaml': config('ci', 'a') })).toEqual(['base', 'web']);
  expect(names(ignoring)).toEqual(['base', 'own', 'web']);
});

/** The sync of the cluster, whose source includes another one. */
const synced = (included: string): Layout => {
  const [file = '', text = ''] = Object.entries(cluster('prod'))[0] ?? [];
  return { [file]: text.replace('ref: { branch: main } }', `ref: { branch: main }, include: [${included}] }`) };
};

test('the source of this repository includes another one, which the cluster itself reads, and what it brings in', () => {
  const before = {
    ...synced('{ repository: { name: lib }, toPath: vendor/lib }'),
    'clusters/prod/lib.yaml': lib('v1'),
    'clusters/prod/kustomization.yaml':
      'resources: [flux-system/gotk-sync.yaml, lib.yaml, apps.yaml, ../../vendor/lib]\n',
    'clusters/prod/apps.yaml': `${flux('apps', 'apps')}---\n${flux('own', 'vendor/lib/own')}`,
    'apps/kustomization.yaml': 'namePrefix: app-\nresources: [../vendor/lib]\n',
  };
  const library = (value: string) => ({ ...base(value), 'own/own.yaml': config('own', value) });
  const given = { [libKey('v1')]: library('one'), [libKey('v2')]: library('two') };
  const prod = prodOf(before, { ...before, 'clusters/prod/lib.yaml': lib('v2') }, given);
  expect(prod).toMatchObject({ unresolved: [], external: [], gained: [], lost: [] });
  expect(prod.changed.map(({ name, chain }) => [name, chain.at(-1)?.path])).toEqual([
    ['own', 'github.com/acme/lib@v2 own/own.yaml'],
    ['app-base', 'github.com/acme/lib@v2 base.yaml'],
    ['base', 'clusters/prod/lib.yaml'],
    ['lib', 'clusters/prod/lib.yaml'],
  ]);
});

test('a source that another root brings in is included too: what reads it waits for that', () => {
  const files = {
    ...synced('{ repository: { name: lib } }'),
    'clusters/prod/roots.yaml': `${flux('apps', 'lib')}---\n${flux('sources', 'sources')}`,
    'sources/lib.yaml': lib('v1'),
  };
  const prod = prodOf(cluster('prod'), files);
  expect({ unresolved: prod.unresolved, names: namesOf(prod) }).toEqual({ unresolved: [], names: ['base'] });
  const { 'sources/lib.yaml': _, ...without } = { ...files, 'sources/other.yaml': config('other', 'a') };
  expect(prodOf(cluster('prod'), without).unresolved).toMatchObject([
    {
      message:
        'the path "lib" comes from another source or a submodule that is not available: GitRepository `flux-system/lib` is not among the known objects',
      fix: 'Add GitRepository/flux-system/lib to the repository to have it followed.',
    },
  ]);
});

test('another source includes this repository, and one that includes others: a file here changes what is built there', () => {
  const including = lib('v1', ', include: [{ repository: { name: flux-system }, fromPath: shared, toPath: shared }]');
  const own = (value: string) =>
    fleet('{ repository: { name: lib } }', 'v1', {
      'clusters/prod/lib.yaml': including,
      'shared/kustomization.yaml': 'resources: [shared.yaml]\n',
      'shared/shared.yaml': config('shared', value),
    });
  const given = {
    [gitKey('v1')]: { 'deploy/kustomization.yaml': 'resources: [../lib/shared]\n' },
    [libKey('v1')]: base('one'),
  };
  const { verdict, files, clusters } = reviewedWith(own('a'), own('b'), given);
  expect({ verdict, files, changed: clusters.prod?.changed.map(({ name }) => name) }).toEqual({
    verdict: 'success',
    files: [{ path: 'shared/shared.yaml', status: 'modified', clusters: ['prod'] }],
    changed: ['shared'],
  });
});

test('sources that include one another wait for each other', () => {
  const including = lib('v1', ', include: [{ repository: { name: app } }]');
  const { unresolved } = prodOf(
    cluster('prod'),
    fleet('{ repository: { name: lib } }', 'v1', { 'clusters/prod/lib.yaml': including }),
  );
  expect(unresolved).toContainEqual(
    expect.objectContaining({
      code: 'no-artifact',
      message: expect.stringContaining(
        'GitRepository flux-system/app includes itself, and so waits for its own artifact',
      ),
      fix: 'Remove one of the two includes.',
    }),
  );
});

test('a chart is read with what is included in it', () => {
  const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec: { interval: 1h, chart: { spec: { chart: ./chart, sourceRef: { kind: GitRepository, name: app } } } }
`;
  const files = fleet('{ repository: { name: lib }, toPath: chart/templates }', 'v1', {
    'clusters/prod/web.yaml': release,
  });
  const given = {
    [gitKey('v1')]: { 'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' },
    [libKey('v1')]: { 'base.yaml': config('base', 'a') },
  };
  expect(
    namesOf(
      prodOf(
        cluster('prod'),
        {
          ...files,
          'clusters/prod/app.yaml': files['clusters/prod/app.yaml']?.toString().split('---')[0] ?? '',
        },
        given,
      ),
    ),
  ).toEqual(['base']);
});

test('a source that is not had leaves only its place unknown, with the reason and what to do about it', () => {
  const gone: Table = { ...table, [libKey('v2')]: { reason: 'github.com answers 500', remedy: 'Try again later.' } };
  const included = '{ repository: { name: lib } }';
  const prod = prodOf(fleet(included), fleet(included, 'v2'), gone);
  expect(prod).toMatchObject({ lost: [], gained: [], changed: [{ kind: 'GitRepository', name: 'lib' }] });
  expect(prod.unresolved).toMatchObject([
    {
      code: 'remote-base',
      message:
        '"../lib" comes from another source or a submodule that is not available: GitRepository `flux-system/lib` is not fetched: github.com answers 500',
      fix: 'Try again later.',
      path: 'github.com/acme/app@v1 deploy/kustomization.yaml',
    },
  ]);
});
