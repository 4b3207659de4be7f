import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import * as reviews from './reviews.ts';

const problem = {
  code: 'unreadable',
  root: 'flux-system/apps',
  message: 'cannot read "apps/nowhere"',
  path: 'clusters/prod/apps/kustomization.yaml',
  line: 2,
} as const;
const quiet = { dev: clusterOf('dev') };

/** The lines of each report that say that nothing changes. */
function said(review: Review): readonly (string | undefined)[] {
  const [page, comment, text] = [
    toHtml(review),
    toMarkdown(review, { marker: '<!-- blast-radius test -->' }),
    toText(review),
  ];
  return [
    page.match(/<p class="nothing">(.*)<\/p>/)?.[1],
    comment.match(/nothing changes.*/i)?.[0],
    text.match(/nothing changes.*/i)?.[0],
  ];
}

const without = [undefined, undefined, undefined];

test.each<[string, Review, ReturnType<typeof said>]>([
  [
    'every cluster is known and the same',
    reviewOf({ clusters: { ...quiet, prod: clusterOf('prod') } }),
    ['Nothing changes in any cluster.', 'nothing changes in 2 clusters', 'nothing changes in 2 clusters'],
  ],
  [
    'what was read is the same, and not all was read',
    reviewOf({ clusters: quiet, unjudged: reviews.nothingJudged.unjudged }),
    ['Nothing changes in what was read.', undefined, undefined],
  ],
  ['no cluster was found', reviewOf({}), without],
  ['no cluster was found, and something was not judged', reviews.nothingJudged, without],
  [
    'one is newly broken',
    reviewOf({
      clusters: {
        ...quiet,
        prod: clusterOf('prod', {
          status: 'unresolved',
          unresolved: [{ ...problem, side: 'after', standing: false }],
        }),
      },
    }),
    without,
  ],
  [
    'one is still broken as a whole',
    reviewOf({
      clusters: {
        ...quiet,
        prod: clusterOf('prod', { status: 'failed', unresolved: [{ ...problem, side: 'both', standing: true }] }),
      },
    }),
    without,
  ],
  [
    'one is partly known',
    reviewOf({
      clusters: {
        ...quiet,
        prod: clusterOf('prod', {
          status: 'unresolved',
          unresolved: [{ ...problem, side: 'both', standing: true, changed: ['apps/web.yaml'] }],
        }),
      },
    }),
    without,
  ],
  [
    'one renders again',
    reviewOf({
      clusters: {
        ...quiet,
        prod: clusterOf('prod', { unresolved: [{ ...problem, side: 'before', standing: false }] }),
      },
    }),
    without,
  ],
  [
    'one is not reached by this merge',
    reviewOf({ clusters: { ...quiet, prod: clusterOf('prod', { status: 'unreached' }) } }),
    without,
  ],
])('where %s', (_, review, expected) => {
  expect(said(review)).toEqual(expected);
});
