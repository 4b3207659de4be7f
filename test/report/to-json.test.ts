import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { toJson } from '../../src/report/json/to-json.ts';
import { ReviewSchema } from '../../src/review/contract/review.ts';
import * as reviews from './reviews.ts';

test.each(Object.entries(reviews))('the JSON of %s is the review, whole', (_name, review) => {
  const json: unknown = JSON.parse(toJson(review));
  expect(json).toEqual(JSON.parse(JSON.stringify(review)));
  expect(v.is(ReviewSchema, json)).toBe(true);
});

test('the keys stand in one order, however the review was made', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, turned(each)]),
    );
  };
  const other = v.parse(ReviewSchema, turned(reviews.gainedInDevAndProd));
  expect(toJson(other)).toBe(toJson(reviews.gainedInDevAndProd));
  expect(Object.keys(JSON.parse(toJson(other)))).toEqual([
    ...['schema', 'base', 'head', 'before', 'after', 'merge', 'verdict', 'order', 'clusters', 'findings', 'weakens'],
    'files',
  ]);
});
