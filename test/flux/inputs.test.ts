import { expect, test } from '@jest/globals';
import { reviewCases } from './review-case.ts';

test.each(reviewCases('inputs'))('what is not rendered here: $name', ({ said, expected }) => {
  expect(said).toEqual(expected);
});
