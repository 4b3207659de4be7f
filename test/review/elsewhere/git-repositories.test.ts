import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../../src/report/markdown/to-markdown.ts';
import { toText } from '../../../src/report/text/to-text.ts';
import type { ClusterReview } from '../../../src/review/contract/cluster-review.ts';
import { review } from '../../../src/review.ts';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { treeWithSources } from '../../tree/tree-with-sources.ts';
import { AS_GIVEN, type Layout } from '../review-of.ts';
import { cluster, flux } from '../small-fleet.ts';
import { app, config, GIT, gitKey, reviewedWith, type Table } from './elsewhere-fleet.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n';
const fleet = (written: string): Layout => ({
  ...cluster('prod'),
  'clusters/prod/app.yaml': written,
  'clusters/prod/namespace.yaml': namespace,
});
const released = (value: string) => ({
  'deploy/kustomization.yaml': 'resources:\n- web.yaml\n',
  'deploy/web.yaml': config('web', value),
});
const table: Table = { [gitKey('v1')]: released('one'), [gitKey('v2')]: released('two') };

function prodOf(before: Layout, after: Layout, given: Table = table): ClusterReview {
  const { prod } = reviewedWith(before, after, given).clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return prod;
}

test('a change of what a GitRepository follows shows what changes there, with the way across the border', () => {
  const result = reviewedWith(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), table);
  expect(result.clusters.prod).toMatchObject({
    status: 'rendered',
    roots: 2,
    external: [],
    unresolved: [],
    gained: [],
    lost: [],
    moved: [],
    changed: [
      { kind: 'GitRepository' },
      {
        kind: 'ConfigMap',
        name: 'web',
        fields: [{ before: 'one', after: 'two' }],
        chain: [
          { path: 'clusters/prod/app.yaml', line: 12 },
          { path: 'clusters/prod/app.yaml', line: 6, changed: true },
          { path: 'github.com/acme/app@v2 deploy/web.yaml', line: 5, source: { url: 'github.com/acme/app@v2' } },
        ],
      },
    ],
  });
  expect(result.elsewhere).toMatchObject([
    { reference: 'github.com/acme/app@v1', clusters: ['prod'] },
    { reference: 'github.com/acme/app@v2', clusters: ['prod'] },
  ]);
  expect(JSON.stringify(result)).not.toContain('\\u0000');
});

test('what a kustomization there reads above itself is read, as Flux restricts nothing in an artifact', () => {
  const above = (value: string) => ({
    'deploy/kustomization.yaml': 'resources:\n- ../common/web.yaml\n',
    'common/web.yaml': config('web', value),
  });
  const given = { [gitKey('v1')]: above('one'), [gitKey('v2')]: above('two') };
  const { unresolved, changed } = prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), given);
  expect({ unresolved, changed: changed.map(({ kind, name }) => `${kind}/${name}`) }).toEqual({
    unresolved: [],
    changed: ['GitRepository/app', 'ConfigMap/web'],
  });
});

test('it is told as people read it', () => {
  expect(toText(reviewedWith(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), table)).split('\n')).toEqual([
    'app v1 → v2 (major), web: prod changes 2 objects',
    '',
    '· prod: GitRepository flux-system/app goes to a major version: GitRepository app v1 → v2',
    '  fix: Read the upgrade notes, and try it in an earlier stage before production.',
    '  clusters/prod/app.yaml:6  (major-version)',
    '',
    '                              prod',
    '  clusters/prod                ~1',
    '  github.com/acme/app deploy   ~1',
    '',
    'prod changes 2 objects',
    '  clusters/prod',
    '    ~ GitRepository flux-system/app is updated · GitRepository app v1 → v2 (major)  clusters/prod/app.yaml:6 ✎',
    '        spec.ref.tag',
    '          - v1',
    '          + v2',
    '  github.com/acme/app deploy',
    '    clusters/prod/app.yaml:12 → clusters/prod/app.yaml:6 ✎',
    expect.stringMatching(
      /^ {4}~ ConfigMap web\/web is updated {2}github\.com\/acme\/app@v2 \([0-9a-f]{7}\) deploy\/web\.yaml:5$/,
    ),
    '        data.key',
    '          - one',
    '          + two',
    '',
    '2 roots rendered in 1 cluster · 1 validated · 1 without a schema',
    expect.stringMatching(/^fetched: github\.com\/acme\/app@v1 at sha1:[0-9a-f]{12}, github\.com\/acme\/app@v2 at /),
    'No configuration yet: prod was found; blast-radius init writes one',
    '',
  ]);
});

const GONE = { reason: 'github.com answers 403', remedy: 'Use what everybody may read.' };

test('what is fetched on one side alone is neither lost nor gained, and said', () => {
  const half = { ...table, [gitKey('v2')]: GONE };
  const said = {
    kind: 'Kustomization',
    name: 'app',
    effect: 'external',
  };
  const unfetched = {
    reason: 'GitRepository `flux-system/app` is not fetched: github.com answers 403',
    fix: 'Use what everybody may read.',
    path: 'clusters/prod/app.yaml',
    line: 6,
  };
  const there = prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), half);
  expect(there).toMatchObject({
    gained: [],
    lost: [],
    changed: [{ kind: 'GitRepository' }],
    unresolved: [],
    affected: [{ ...said, reason: `follows \`v2\` instead of \`v1\`; ${unfetched.reason}` }],
    external: [{ root: 'flux-system/app', source: 'GitRepository/flux-system/app', path: 'deploy', unfetched }],
  });
  const back = prodOf(fleet(app('{ tag: v2 }')), fleet(app('{ tag: v1 }')), half);
  expect(back).toMatchObject({
    gained: [],
    lost: [],
    changed: [{ kind: 'GitRepository' }],
    external: [],
    affected: [{ ...said, reason: 'follows `v1` instead of `v2`; what it brought before is not known here' }],
  });
});

test('a tag that is not there gives Flux no artifact', () => {
  const gone = {
    ...table,
    [gitKey('v2')]: { ...GONE, isGone: true, reason: 'github.com has no tag "v2" of it' } as const,
  };
  expect(prodOf(fleet(app('{ tag: v1 }')), fleet(app('{ tag: v2 }')), gone)).toMatchObject({
    status: 'unresolved',
    lost: [],
    unresolved: [
      {
        code: 'no-artifact',
        message:
          'GitRepository flux-system/app gives Flux no artifact, so everything built from it stays as it was: github.com has no tag "v2" of it',
        path: 'clusters/prod/app.yaml',
        line: 6,
        fix: 'Use what everybody may read.',
        standing: false,
      },
    ],
  });
});

test('without a ref it follows master; of several fields the more exact one counts', () => {
  const refs: readonly (readonly [string, string])[] = [
    ['{}', gitKey('master', 'branch')],
    ['{ branch: main }', gitKey('main', 'branch')],
    ['{ branch: main, semver: ">=1" }', gitKey('>=1', 'semver')],
    ['{ branch: main, semver: ">=1", tag: v1 }', gitKey('v1')],
    ['{ tag: v1, name: refs/pull/1/head }', gitKey('refs/pull/1/head', 'name')],
    ['{ tag: v1, name: refs/heads/next }', gitKey('next', 'branch')],
    ['{ name: refs/heads/next, commit: 1f9c }', gitKey('1f9c', 'commit')],
  ];
  for (const [ref, key] of refs) {
    expect(prodOf(fleet(''), fleet(app(ref)), { [key]: released('here') }).gained).toMatchObject([
      { kind: 'GitRepository' },
      { kind: 'Kustomization' },
      { kind: 'ConfigMap' },
    ]);
  }
});

test('only what its own source and ignore files leave in is read of it, and no links', () => {
  const given = {
    [gitKey('v1')]: {
      'deploy/a.yaml': config('a', 'a'),
      'deploy/draft.yaml': config('draft', 'a'),
      'deploy/skipped.yaml': config('skipped', 'a'),
      'deploy/link.yaml': { link: 'a.yaml' },
      '.sourceignore': '/deploy/draft.yaml\n',
      'other/b.yaml': config('b', 'b'),
    },
  };
  const here = { ...fleet(app('{ tag: v1 }', './deploy', ['ignore: "skipped.yaml"'])), '.sourceignore': 'a.yaml\n' };
  expect(prodOf(fleet(''), here, given).gained).toMatchObject([{ name: 'app' }, { name: 'app' }, { name: 'a' }]);
  const sparse = fleet(app('{ tag: v1 }', './', ['sparseCheckout: [other]']));
  expect(prodOf(fleet(''), sparse, given).gained).toMatchObject([{ name: 'app' }, { name: 'app' }, { name: 'b' }]);
  const missing = fleet(app('{ tag: v1 }', './', ['sparseCheckout: [gone]']));
  expect(prodOf(fleet(''), missing, given).unresolved).toMatchObject([
    {
      code: 'no-artifact',
      message: expect.stringContaining('sparseCheckout names gone, which is not in github.com/acme/app@v1'),
      line: 7,
    },
  ]);
});

test('a source that asks for its submodules has their files', () => {
  const key = sourceKey({ kind: 'git', url: GIT, follows: { kind: 'tag', value: 'v1' }, submodules: true });
  const given = {
    [key]: {
      'deploy/kustomization.yaml': 'resources: [lib]\n',
      'deploy/lib/kustomization.yaml': 'resources: [web.yaml]\n',
      'deploy/lib/web.yaml': config('web', 'a'),
    },
  };
  const recursing = fleet(app('{ tag: v1 }', './deploy', ['recurseSubmodules: true']));
  const { unresolved, gained } = prodOf(fleet(''), recursing, given);
  expect(unresolved).toEqual([]);
  expect(gained.map(({ name }) => name)).toContain('web');
});

test('a submodule that is not had is not known, and the place that reads it says why', () => {
  const key = sourceKey({ kind: 'git', url: GIT, follows: { kind: 'tag', value: 'v1' }, submodules: true });
  const content = {
    'deploy/kustomization.yaml': 'resources: [lib, web.yaml]\n',
    'deploy/web.yaml': config('web', 'a'),
    'deploy/lib': { submodule: '0'.repeat(40) },
  };
  const lacking = {
    reason: 'its submodule deploy/lib (github.com/acme/lib) is not fetched: github.com does not answer',
    remedy: 'Try again later.',
  };
  const after = treeWithSources(
    fleet(app('{ tag: v1 }', './deploy', ['recurseSubmodules: true'])),
    { [key]: content },
    lacking,
  );
  const { prod } = review({ ...AS_GIVEN, before: treeWithSources(fleet(''), {}), after }).clusters;
  expect(prod?.unresolved).toMatchObject([
    {
      code: 'remote-base',
      message: `"lib" comes from another source or a submodule that is not available: ${lacking.reason}`,
      fix: 'Try again later.',
      path: 'github.com/acme/app@v1 deploy/kustomization.yaml',
      line: 1,
    },
  ]);
  expect(prod?.gained.map(({ name }) => name)).toContain('web');
});

test('a suspended source is not followed, and one that only the cluster knows neither', () => {
  const suspended = prodOf(fleet(''), fleet(app('{ tag: v1 }', './deploy', ['suspend: true'])));
  expect(suspended.external).toMatchObject([
    {
      unfetched: {
        reason:
          'GitRepository `flux-system/app` is suspended: the cluster has the revision from before that, which is not known here',
        line: 7,
      },
    },
  ]);
  expect(suspended.gained).toMatchObject([{ kind: 'GitRepository' }, { kind: 'Kustomization' }]);
});

test('what a Secret holds goes to no host and is not shown, wherever a source takes it in', () => {
  const secret = (value: string) => ({
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', [
      'prune: true',
      'postBuild: { substituteFrom: [{ kind: Secret, name: token }] }',
    ]),
    'clusters/prod/token.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: token, namespace: flux-system }\nstringData: { TOKEN: ${value} }\n`,
  });
  const use = ['$', '{TOKEN}'].join('');
  for (const written of [app(`{ tag: "${use}" }`), app('{ tag: v1 }').replace('acme/app', use)]) {
    const result = reviewedWith(secret('canary'), { ...secret('canary'), 'apps/app.yaml': written }, {});
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(result.clusters.prod?.external).toMatchObject([
      {
        unfetched: {
          reason: 'GitRepository `flux-system/app` uses a value of a Secret, which is never sent to another host',
          path: 'apps/app.yaml',
        },
      },
    ]);
  }
});

test('a path that is not there is told at the FluxKustomization', () => {
  expect(prodOf(fleet(''), fleet(app('{ tag: v1 }', './gone'))).unresolved).toMatchObject([
    {
      code: 'not-found',
      message: 'the path "github.com/acme/app@v1 gone" does not exist',
      path: 'clusters/prod/app.yaml',
      line: 12,
    },
  ]);
});

test('a signature that a source asks for is said not to be checked', () => {
  const signed = fleet(app('{ tag: v1 }', './deploy', ['verify: { mode: HEAD, secretRef: { name: keys } }']));
  const result = reviewedWith(fleet(''), signed, table);
  expect(result.elsewhere).toMatchObject([{ reference: 'github.com/acme/app@v1', unverified: true }]);
  expect(toText(result)).toContain('signatures are not checked here: those of github.com/acme/app@v1\n');
  expect(reviewedWith(fleet(''), fleet(app('{ tag: v1 }')), table).elsewhere?.[0]).not.toHaveProperty('unverified');
});

test('what is not fetched is told below, with the reason, the remedy and the line', () => {
  const result = reviewedWith(fleet(''), fleet(app('{ tag: v1 }')), { [gitKey('v1')]: GONE });
  expect(toText(result)).toContain(
    'external: GitRepository flux-system/app is not fetched: github.com answers 403; use what everybody may read (clusters/prod/app.yaml:6)\n',
  );
});

test('in a comment the way is short: the name of what is elsewhere once, a file beside another by its name', () => {
  const given = { [gitKey('v1')]: { 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yaml': config('web', 'a') } };
  const comment = toMarkdown(reviewedWith(fleet(''), fleet(app('{ tag: v1 }', './')), given));
  expect(comment).toMatch(
    /`clusters\/prod\/app\.yaml:12` ✎ → `app\.yaml:6` ✎ → `github\.com\/acme\/app@v1 \([0-9a-f]{7}\) kustomization\.yaml:1`/,
  );
  expect(comment).toMatch(/`github\.com\/acme\/app@v1 \([0-9a-f]{7}\) web\.yaml:1`/);
});
