import { expect, test } from '@jest/globals';
import { reviewCases } from './review-case.ts';

test.each(reviewCases('artifacts'))('artifacts that are put together: $name', ({ said, expected }) => {
  expect(said).toEqual(expected);
});
