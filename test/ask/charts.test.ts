import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { chartFleet, chartYaml } from '../review/charts/chart-fleet.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const fleet = chartFleet({
  'Chart.yaml': chartYaml(),
  'templates/cm.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\ndata: { size: "{{ .Values.size }}" }\n',
  'values.yaml': 'size: 3\n',
});

test('what a chart makes is explained by its HelmRelease and its template', () => {
  const snapshot = snapshotOf(memoryTree(fleet), defaultConfig);
  const asked = { snapshot, commit: '', key: new Uint8Array(32) };
  const found = answer({ kind: 'explain', asked: 'ConfigMap/made', cluster: undefined }, asked);
  expect(found).toMatchObject({
    kind: 'explained',
    objects: [
      {
        cluster: 'prod',
        explanation: {
          kind: 'ConfigMap',
          namespace: 'shop',
          name: 'made',
          chain: [
            { path: 'clusters/prod/apps.yaml' },
            { path: 'apps/shop.yaml', line: 1 },
            { path: 'charts/shop/templates/cm.yaml' },
          ],
        },
      },
    ],
  });
});
