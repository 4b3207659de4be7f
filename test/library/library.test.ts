import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { parseConfig, review, reviewClone, toMarkdown, treeOfFiles } from '../../src/library/library.ts';
import { fleetClone } from '../cli/fleet-clone.ts';

test('two states in memory are compared', () => {
  const of = (replicas: number) =>
    treeOfFiles({
      'clusters/prod/kustomization.yaml': 'resources: [web.yaml]',
      'clusters/prod/web.yaml': `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: ${replicas} } }`,
    });
  const { clusters, order } = review({
    ...{ before: of(1), after: of(3), config: parseConfig('clusters: [{ name: prod, path: clusters/prod }]') },
    ...{ key: randomBytes(32), base: '', head: '', merge: { status: 'as-given', conflicts: [] } },
  });
  expect(order).toEqual(['prod']);
  expect(clusters.prod?.changed.map(({ name, fields }) => [name, fields])).toEqual([
    ['web', [{ path: 'spec.replicas', segments: ['spec', 'replicas'], before: 1, after: 3 }]],
  ]);
});

test('every mistake of a configuration is told by its line', () => {
  expect(() => parseConfig('clusters: 1\nrules: { no-such-rule: error }\n')).toThrow(
    /^the configuration is invalid\n1:1: clusters must be a list/,
  );
});

test('a change of a clone is reviewed as the command line does', async () => {
  const fleet = fleetClone();
  fleet.tell('01-foo-app-to-prod');
  try {
    const found = await reviewClone({ repo: fleet.folder, before: 'main', after: 'feature', merge: true });
    expect(toMarkdown(found)).toContain('### foo-app: prod gains 2 objects, 1 error · dev and test unchanged');
    await expect(reviewClone({ repo: fleet.folder, before: 'no-such', after: 'main' })).rejects.toThrow(/no-such/);
  } finally {
    fleet.remove();
  }
});
