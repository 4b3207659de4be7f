import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { review } from '../../src/review.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const variable = (name: string) => ['$', '{', name, '}'].join('');

const flux = (postBuild: string) =>
  [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    'metadata: { name: apps, namespace: flux-system }',
    'spec:',
    '  path: ./apps',
    '  prune: true',
    '  sourceRef: { kind: GitRepository, name: flux-system }',
    postBuild,
  ].join('\n');

const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }\ndata: { region: "${value}" }\n`;

const fleet = (value: string) => ({
  'fleet/eu/apps.yaml': flux(
    '  postBuild: { substitute: { ZONE: a }, substituteFrom: [{ kind: ConfigMap, name: cluster-vars }] }',
  ),
  'apps/settings.yaml': configMap(value),
});

test('variables of a ConfigMap that only the cluster has come from the configuration; a protected cluster asks for approval', () => {
  const eu = {
    name: 'eu',
    path: 'fleet/eu',
    protected: true,
    kubernetes: undefined,
    substitute: { REGION: 'eu-1' },
    sources: [],
  };
  const result = review({
    before: memoryTree(fleet(variable('REGION'))),
    after: memoryTree(fleet(variable('REGION') + variable('ZONE'))),
    config: { ...defaultConfig, clusters: [eu] },
    key: new Uint8Array(32),
    base: '',
    head: '',
    merge: { status: 'as-given', conflicts: [] },
  });
  expect(result.clusters.eu?.unresolved).toEqual([]);
  expect(result.clusters.eu?.changed).toMatchObject([
    { kind: 'ConfigMap', name: 'settings', fields: [{ path: 'data.region', before: 'eu-1', after: 'eu-1a' }] },
  ]);
  expect(result.verdict).toBe('action_required');
});
