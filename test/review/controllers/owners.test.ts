import { expect, test } from '@jest/globals';
import { cluster, root } from '../refused/said-of.ts';
import { reviewOf } from '../review-of.ts';

const CONFIG = (value: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: shared, namespace: default }
data: { a: ${value} }
`;

const TWO = { 'clusters/prod/more.yaml': root('more') };

test.each([
  ['a second root begins to hold it', { 'apps/c.yaml': 'b' }, { 'apps/c.yaml': 'b', 'more/c.yaml': 'c' }, ['b', 'c']],
  [
    'the second changes it',
    { 'apps/c.yaml': 'b', 'more/c.yaml': 'b' },
    { 'apps/c.yaml': 'b', 'more/c.yaml': 'c' },
    ['b', 'c'],
  ],
  [
    'the first changes it',
    { 'apps/c.yaml': 'b', 'more/c.yaml': 'b' },
    { 'apps/c.yaml': 'c', 'more/c.yaml': 'b' },
    ['b', 'c'],
  ],
  ['a second begins to hold the same', { 'apps/c.yaml': 'b' }, { 'apps/c.yaml': 'b', 'more/c.yaml': 'b' }, undefined],
  ['the second gives it up', { 'apps/c.yaml': 'b', 'more/c.yaml': 'b' }, { 'apps/c.yaml': 'b' }, undefined],
  ['the first gives it up', { 'apps/c.yaml': 'b', 'more/c.yaml': 'c' }, { 'more/c.yaml': 'c' }, undefined],
])('an object of two roots has not moved where %s', (_, before, after, values) => {
  const { clusters } = reviewOf(layoutOf(before), layoutOf(after));
  const { changed = [], lost, gained, moved } = clusters.prod ?? {};
  expect({ lost, gained, moved, movedFrom: changed.map((each) => each.movedFrom) }).toEqual({
    lost: [],
    gained: [],
    moved: [],
    movedFrom: values === undefined ? [] : [undefined],
  });
  expect(changed.flatMap(({ fields }) => fields.map((field) => [field.before, field.after]))).toEqual(
    values === undefined ? [] : [values],
  );
});

function layoutOf(files: Readonly<Record<string, string | undefined>>) {
  const objects = Object.entries(files).flatMap(([path, value]) =>
    value === undefined ? [] : [[path, CONFIG(value)] as const],
  );
  const empty = { 'apps/kustomization.yaml': 'resources: []\n', 'more/kustomization.yaml': 'resources: []\n' };
  const lists = Object.fromEntries(
    objects.map(([path]) => [path.replace('c.yaml', 'kustomization.yaml'), 'resources: [c.yaml]\n']),
  );
  return cluster({ ...TWO, ...empty, ...lists, ...Object.fromEntries(objects) });
}
