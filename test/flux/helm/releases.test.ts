import { expect, test } from '@jest/globals';
import { reviewCases } from '../review-case.ts';

test.each(reviewCases('releases'))('what reaches a release: $name', ({ said, expected }) => {
  expect(said).toEqual(expected);
});
