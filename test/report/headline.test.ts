import { expect, test } from '@jest/globals';
import { exitCode } from '../../src/report/model/exit-code.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { Changed, Lost } from '../../src/review/contract/object-change.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import * as reviews from './reviews.ts';

const standing = {
  code: 'remote-base',
  message: 'a remote base',
  side: 'both',
  standing: true,
} as const;

const sites = (count: number, isChanged: (site: number) => boolean): Review =>
  reviewOf({
    clusters: Object.fromEntries(
      Array.from({ length: count }, (_, site) => [
        `site-${site}`,
        clusterOf(`site-${site}`, isChanged(site) ? { gained: reviews.gainedInProd.clusters.prod?.gained ?? [] } : {}),
      ]),
    ),
  });

const cases: readonly (readonly [string, Review, string, 0 | 1 | 2])[] = [
  ['an error', reviews.gainedInProd, 'foo-app: prod gains 3 objects, 1 error · dev and test unchanged', 1],
  ['nothing', reviews.unchanged, 'nothing changes in 3 clusters', 0],
  ['unknown', reviews.typoInProd, 'prod cannot be rendered · foo-app: dev gains 3 objects · test unchanged', 2],
  ['moved', reviews.namespaceMoved, 'namespaces/common: prod gains 1 object · dev gains 1 · test unchanged', 0],
  ['changed', reviews.imageInBase, 'podinfo: prod changes 1 object · test changes 1 · dev changes 1', 0],
  [
    'a conflict',
    reviews.conflict,
    'merge conflict · namespaces/common removed, podinfo: prod loses 1 object, changes 2 · dev and test unchanged',
    2,
  ],
  [
    'a weaker configuration',
    reviews.weakerConfiguration,
    'weakens the configuration · nothing changes in 3 clusters',
    0,
  ],
  [
    'a repaired configuration',
    reviewOf({
      clusters: { prod: clusterOf('prod') },
      findings: [{ rule: 'configuration-repaired', severity: 'notice', message: 'was invalid' }],
      weakens: [{ what: 'this one would replace it' }],
    }),
    'repairs the configuration · prod unchanged',
    0,
  ],
  ['no cluster', reviewOf({}), 'no cluster found', 2],
  [
    'not judged',
    reviews.notJudged,
    'not judged: 5 changed manifests · podinfo: prod changes 1 object · test changes 1 · dev changes 1',
    2,
  ],
  [
    'not judged, and all that was read is unchanged',
    reviewOf({ clusters: reviews.unchanged.clusters, unjudged: reviews.nothingJudged.unjudged }),
    'not judged: 1 changed manifest',
    2,
  ],
  ['not judged, as there is no cluster', reviews.nothingJudged, 'not judged: 1 changed manifest · no cluster found', 2],
  ['one cluster', reviewOf({ clusters: { prod: clusterOf('prod') } }), 'prod unchanged', 0],
  ['unreached', reviewOf({ clusters: { prod: clusterOf('prod', { status: 'unreached' }) } }), 'prod not reached', 0],
  [
    'standing',
    reviewOf({ clusters: { prod: clusterOf('prod', { status: 'unresolved', unresolved: [standing] }) } }),
    'prod unchanged',
    0,
  ],
  [
    'standing as a whole',
    reviewOf({ clusters: { prod: clusterOf('prod', { status: 'failed', unresolved: [standing] }) } }),
    'prod still cannot be rendered',
    0,
  ],
  [
    'standing with other inputs',
    reviewOf({
      clusters: {
        prod: clusterOf('prod', { status: 'unresolved', unresolved: [{ ...standing, changed: ['apps/web.yaml'] }] }),
      },
    }),
    'prod partly known',
    0,
  ],
  [
    'standing with other inputs, and what is known',
    reviewOf({
      clusters: {
        prod: clusterOf('prod', {
          gained: reviews.gainedInProd.clusters.prod?.gained ?? [],
          unresolved: [{ ...standing, changed: ['apps/web.yaml'] }],
        }),
      },
    }),
    'foo-app: prod gains 3 objects, partly known',
    0,
  ],
  [
    'what was not known is gone',
    reviewOf({
      clusters: {
        prod: clusterOf('prod', { unresolved: [{ ...standing, side: 'before', standing: false, gone: true }] }),
      },
    }),
    'prod partly known',
    0,
  ],
  [
    'new',
    reviewOf({
      clusters: {
        prod: clusterOf('prod', {
          status: 'unresolved',
          unresolved: [{ ...standing, side: 'after', standing: false }],
        }),
      },
    }),
    'prod cannot be rendered',
    2,
  ],
  [
    'repaired',
    reviewOf({
      clusters: { prod: clusterOf('prod', { unresolved: [{ ...standing, side: 'before', standing: false }] }) },
    }),
    'prod renders again (unknown before)',
    0,
  ],
  [
    'many alike',
    sites(20, (site) => site < 12),
    'foo-app: site-11 and 11 more clusters gain 3 objects each · 8 clusters unchanged',
    0,
  ],
];

test.each(cases)('%s: headline and exit code', (_name, review, expected, code) => {
  expect(headline(review)).toBe(expected);
  expect(exitCode(review)).toBe(code);
});

const object = (name: string, unit: string | undefined = name, kind = 'ConfigMap'): Lost => ({
  ...{ apiVersion: 'v1', kind, namespace: 'web', name, root: 'apps', effect: 'pruned', chain: [] },
  ...(unit === '' ? {} : { unit }),
});
const changed = (name: string, before = '', after = '', step: 'patch' | 'minor' | 'major' = 'minor'): Changed => {
  const version = before === '' ? {} : { version: { of: `chart ${name}`, before, after, step } };
  return { ...object(name), effect: 'updated', fields: [{ path: 'spec.x', segments: ['spec', 'x'], ...version }] };
};

test.each([
  [
    'what comes and what goes',
    { lost: [object('old')], gained: [object('new')] },
    'old removed, new added: prod loses 1 object, gains 1',
  ],
  [
    'one version of many releases',
    { changed: ['a', 'b', 'c', 'd'].map((unit) => ({ ...changed('app', '5.0.1', '5.1.0'), unit })) },
    '4 releases: app 5.0.1 → 5.1.0 (minor): prod changes 4 objects · routine',
  ],
  [
    'of more than three only what leaps',
    { changed: [...['a', 'b', 'c'].map((name) => changed(name)), changed('d', '1.0.0', '2.0.0', 'major')] },
    'd 1.0.0 → 2.0.0 (major) and 3 more: prod changes 4 objects',
  ],
  [
    'more than three without any',
    { changed: ['a', 'b', 'c', 'd'].map((name) => changed(name)) },
    'prod changes 4 objects',
  ],
  [
    'what comes or goes as a whole, whatever else changes',
    {
      changed: ['a', 'b', 'c', 'd'].map((name) => changed(name)),
      lost: [object('deduparr', 'apps', 'Kustomization'), object('deduparr', 'deduparr', 'HelmRelease')],
      gained: [object('cleanrr', 'cleanrr', 'HelmRelease'), object('setting', 'a')],
    },
    'deduparr removed, cleanrr added and 4 more: prod loses 2 objects, gains 2, changes 4',
  ],
  ['objects of no unit by their names', { gained: [object('web', '')] }, 'web: prod gains 1 object'],
])('the headline names %s before it counts', (_, part, expected) => {
  expect(headline(reviewOf({ clusters: { prod: clusterOf('prod', part) } }))).toBe(expected);
});

test.each<[string, Partial<ClusterReview>, Partial<Review>, boolean]>([
  [
    'a patch and a minor version',
    { changed: [changed('a', '1.0.0', '1.0.1', 'patch'), changed('b', '1.0.0', '1.1.0')] },
    {},
    true,
  ],
  [
    'a notice beside it',
    { changed: [changed('a', '1.0.0', '1.1.0')] },
    { findings: [{ rule: 'latest-tag', severity: 'notice', message: 'something' }] },
    false,
  ],
  ['a major version', { changed: [changed('a', '1.0.0', '2.0.0', 'major')] }, {}, false],
  ['another field', { changed: [changed('a', '1.0.0', '1.1.0'), changed('b')] }, {}, false],
  ['something new', { changed: [changed('a', '1.0.0', '1.1.0')], gained: [object('b')] }, {}, false],
  [
    'something that is not known',
    { changed: [changed('a', '1.0.0', '1.1.0')], unresolved: [{ ...standing, changed: ['apps/web.yaml'] }] },
    {},
    false,
  ],
  ['nothing', {}, {}, false],
])('a review of %s is routine or not', (_, part, more, expected) => {
  const review = reviewOf({ clusters: { prod: clusterOf('prod', part) }, ...more });
  expect(headline(review).endsWith(' · routine')).toBe(expected);
});
