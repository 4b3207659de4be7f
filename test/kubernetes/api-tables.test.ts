import { expect, test } from '@jest/globals';
import { NEWEST_KUBERNETES } from '../../src/kubernetes/api/api-types.generated.ts';
import { minorOf } from '../../src/kubernetes/api/kubernetes-version.ts';
import { removedApiVersions } from '../../src/kubernetes/api/removed-api-versions.ts';
import { apiKinds, apiSchema } from '../../src/kubernetes/schemas/api-schemas.ts';

test('a removed API version names one that is served instead, in a release that is known', () => {
  const newest = minorOf(NEWEST_KUBERNETES) ?? 0;
  const kinds = new Set(apiKinds());
  const removed = new Set(removedApiVersions().map(([id]) => id));
  for (const [id, { release, replacement }] of removedApiVersions()) {
    const instead = `${replacement} ${id.split(' ')[1]}`;
    expect({ id, isKnown: release <= newest }).toEqual({ id, isKnown: true });
    if (replacement !== undefined)
      expect({ instead, isServed: kinds.has(instead) && !removed.has(instead) }).toEqual({ instead, isServed: true });
  }
});

test('every kind of the table can be read, down to its last field', () => {
  for (const id of apiKinds()) {
    const schema = apiSchema(id);
    expect({ id, has: ['apiVersion', 'kind', 'metadata'].every((field) => schema?.fields?.has(field)) }).toEqual({
      id,
      has: true,
    });
  }
});

test.each([
  ['1.34', 34],
  ['v1.34.2', 34],
  ['1.34.1+k3s1', 34],
  ['1.9', 9],
  ['2.0', undefined],
  ['1.x', undefined],
])('%s is release %s', (text, minor) => {
  expect(minorOf(text)).toBe(minor);
});
