import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { publishedSchemas } from '../../scripts/published-schemas.ts';
import * as reviews from '../report/reviews.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each([...publishedSchemas()])('%s is what `npm run schemas` writes', (path, text) => {
  expect(read(path)).toBe(text);
});

test.each(Object.entries(reviews))('the review of %s is valid by the published schema', (_name, review) => {
  const validate = new Ajv().compile(JSON.parse(read('docs/review.schema.json')));
  validate(JSON.parse(JSON.stringify(review)));
  expect(validate.errors ?? []).toEqual([]);
});

test('the published schema of the configuration takes what the guide shows, and nothing unknown', () => {
  const validate = new Ajv().compile(JSON.parse(read('docs/config.schema.json')));
  expect(validate({ clusters: [{ name: 'prod', path: 'clusters/prod', protected: true, kubernetes: '1.34' }] })).toBe(
    true,
  );
  expect(validate({ rules: { 'latest-tag': { severity: 'error', except: ['apps/**'] } }, checks: {} })).toBe(true);
  expect(validate({ clusters: [{ path: 'x', protcted: true }] })).toBe(false);
  expect(validate({ rules: { 'latest-tag': 'eror' } })).toBe(false);
});
