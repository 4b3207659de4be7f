import { expect, test } from '@jest/globals';
import { reviewCases } from './review-case.ts';

test.each(reviewCases('encrypted'))('what a change of encrypted content does: $name', ({ said, expected }) => {
  expect(said).toEqual(expected);
});
