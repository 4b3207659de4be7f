import { expect, test } from '@jest/globals';
import { clusterSections } from '../../src/report/model/clusters/cluster-sections.ts';
import { sectionPhrase } from '../../src/report/model/clusters/section-phrase.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import { gainedInProd, imageInBase } from './reviews.ts';

const changed = imageInBase.clusters.prod?.changed ?? [];
const gained = gainedInProd.clusters.prod?.gained ?? [];
const [first, second, third] = gained.map((each) => [each]);

/** Every section as its summary says it. */
function told(clusters: Review['clusters']): readonly string[] {
  return clusterSections(reviewOf({ clusters })).map((section) => {
    return `${section.states.map(({ name }) => name).join(', ')} ${sectionPhrase(section)}`;
  });
}

test('what is the same in several clusters is told once, then what one of them has more', () => {
  const clusters = {
    dev: clusterOf('dev', { changed }),
    test: clusterOf('test', { changed }),
    prod: clusterOf('prod', { changed, gained }),
  };
  expect(told(clusters)).toEqual(['dev, test, prod change 1 object (the same in each)', 'prod also gains 3 objects']);
});

test('what is touched by reference only goes with the clusters in which it is', () => {
  const affected = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', reason: 'reads it' }];
  const clusters = { dev: clusterOf('dev', { changed }), prod: clusterOf('prod', { changed, affected }) };
  expect(told(clusters)).toEqual(['dev, prod change 1 object (the same in each)', 'prod also indirectly affected']);
});

test('what overlaps in too many ways stands together, cluster by cluster', () => {
  const clusters = {
    a: clusterOf('a', { gained: [...(first ?? []), ...(second ?? []), ...(third ?? [])], changed }),
    b: clusterOf('b', { gained: [...(first ?? []), ...(second ?? [])], changed }),
    c: clusterOf('c', { gained: [...(second ?? []), ...(third ?? [])], changed }),
    d: clusterOf('d', { gained: [...(first ?? []), ...(third ?? [])] }),
  };
  expect(told(clusters)).toEqual([
    'd gains 2 objects',
    'c gains 2 objects, changes 1',
    'b gains 2 objects, changes 1',
    'a gains 3 objects, changes 1',
  ]);
});
