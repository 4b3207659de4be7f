import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { openWritten } from '../../src/promotion/plan/fleet.ts';
import { demote } from '../../src/promotion/propose/demote.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { planned } from './fixture-fleet.ts';

const database = (spec: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: app, namespace: default }
spec: ${spec}
`;

const claim = (annotations: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: app, namespace: default, annotations: ${annotations} }
`;

test.each<[string, string, object]>([
  ['a StatefulSet leaves its claims', database('{}'), { effect: 'pruned', hasData: false }],
  [
    'a StatefulSet that only shrinks with its claims leaves them',
    database('{ persistentVolumeClaimRetentionPolicy: { whenScaled: Delete, whenDeleted: Retain } }'),
    { effect: 'pruned', hasData: false },
  ],
  [
    'a StatefulSet takes its claims along where it says so',
    database('{ persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete } }'),
    { effect: 'pruned', hasData: true },
  ],
  ['a claim goes with its data', claim('{}'), { effect: 'pruned', hasData: true }],
  [
    'a claim that Flux is told to leave keeps its data',
    claim('{ kustomize.toolkit.fluxcd.io/prune: disabled }'),
    { effect: 'exempt', hasData: false },
  ],
])('%s', (_, app, lost) => {
  const fleet = openWritten(
    snapshotOf(
      memoryTree({
        'apps/app/kustomization.yaml': 'resources: [app.yaml]\n',
        'apps/app/app.yaml': app,
        'apps/other/kustomization.yaml': 'resources: [other.yaml]\n',
        'apps/other/other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n',
        'clusters/prod/kustomization.yaml': 'resources:\n  - ../../apps/app\n  - ../../apps/other\n',
      }),
      defaultConfig,
    ),
  );
  expect(planned(demote(fleet, { asked: 'app', clusters: ['prod'] })).lost).toMatchObject([{ name: 'app', ...lost }]);
});
