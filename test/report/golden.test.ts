import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { exampleLink, golden } from './golden.ts';
import * as reviews from './reviews.ts';

const cases: readonly (readonly [string, Review])[] = [
  ['gained-in-prod', reviews.gainedInProd],
  ['gained-in-dev-and-prod', reviews.gainedInDevAndProd],
  ['unchanged', reviews.unchanged],
  ['typo-in-prod', reviews.typoInProd],
  ['namespace-moved', reviews.namespaceMoved],
  ['image-in-base', reviews.imageInBase],
  ['conflict', reviews.conflict],
  ['many-objects', reviews.manyObjects],
  ['hostile-names', reviews.hostileNames],
  ['weaker-configuration', reviews.weakerConfiguration],
  ['not-judged', reviews.notJudged],
  ['nothing-judged', reviews.nothingJudged],
  ['first-review', reviews.firstReview],
];

test.each(cases)('the comment of %s reads as its golden file', (name, review) => {
  const comment = toMarkdown(review, { link: exampleLink, marker: '<!-- blast-radius test -->' });
  expect(comment).toBe(golden(`${name}.md`, comment));
});

test.each(cases.filter(([name]) => name !== 'many-objects'))(
  'the text of %s reads as its golden file',
  (name, review) => {
    const text = toText(review);
    expect(text).toBe(golden(`${name}.txt`, text));
  },
);
