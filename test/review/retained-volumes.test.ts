import { expect, test } from '@jest/globals';
import { reviewOf } from './review-of.ts';
import { cluster, flux, type SmallFiles } from './small-fleet.ts';

const claim = (spec: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { ${spec} }\n`;
const volume = (spec: string) =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: disk }\nspec: { ${spec} }\n`;
const storageClass = (policy: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast }\nprovisioner: disk.acme.io\n${policy}\n`;
const database = (template: string) =>
  [
    'apiVersion: apps/v1',
    'kind: StatefulSet',
    'metadata: { name: db, namespace: shop }',
    'spec:',
    '  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }',
    `  volumeClaimTemplates: [{ metadata: { name: data }, spec: { ${template} } }]`,
    '',
  ].join('\n');

const root = (spec: readonly string[] = []): SmallFiles => ({
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', ...spec]),
});

/** What goes with the objects that a merge takes away, and who is warned of it. */
function lost(gone: string, stays: string, after = stays) {
  const kept = (text: string) => ({ ...root(), 'apps/kept.yaml': text });
  const review = reviewOf({ ...kept(stays), 'apps/gone.yaml': gone }, kept(after));
  const { prod } = review.clusters;
  return {
    lost: prod?.lost.map(({ kind, dataAtRisk, consequences = [] }) => [kind, dataAtRisk ?? '-', ...consequences]),
    findings: review.findings
      .filter(({ rule }) => /-lost$/.test(rule))
      .map(({ severity, message }) => `${severity}: ${message}`),
  };
}

const CLAIM_GOES = {
  lost: [['PersistentVolumeClaim', 'the data on it, unless its volume is retained']],
  findings: ['error: Flux deletes PersistentVolumeClaim `shop/data`, and the data on it'],
};
const CLAIM_LEAVES_DATA = {
  lost: [['PersistentVolumeClaim', '-', 'the data stays, as its volume is retained']],
  findings: ['warning: Flux deletes PersistentVolumeClaim `shop/data`, whose volume is retained with the data on it'],
};
const SIZE = 'accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }';
const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: shop }\n';
const RETAIN = 'persistentVolumeReclaimPolicy: Retain';
const DELETE = 'persistentVolumeReclaimPolicy: Delete';

test.each<[string, ReturnType<typeof lost>, object]>([
  ['a volume that the cluster makes', lost(claim('storageClassName: fast'), OTHER), CLAIM_GOES],
  ['a class that deletes', lost(claim('storageClassName: fast'), storageClass('reclaimPolicy: Delete')), CLAIM_GOES],
  ['a class that says nothing', lost(claim('storageClassName: fast'), storageClass('')), CLAIM_GOES],
  [
    'another class that retains',
    lost(claim('storageClassName: slow'), storageClass('reclaimPolicy: Retain')),
    CLAIM_GOES,
  ],
  ['no class of its own', lost(claim(''), storageClass('reclaimPolicy: Retain')), CLAIM_GOES],
  [
    'a class that retains',
    lost(claim('storageClassName: fast'), storageClass('reclaimPolicy: Retain')),
    CLAIM_LEAVES_DATA,
  ],
  ['a volume that it names', lost(claim('volumeName: disk'), volume(RETAIN)), CLAIM_LEAVES_DATA],
  [
    'a volume that is reserved for it',
    lost(claim(''), volume(`claimRef: { namespace: shop, name: data }, ${RETAIN}`)),
    CLAIM_LEAVES_DATA,
  ],
  [
    'a volume without a policy',
    lost(claim('volumeName: disk'), volume('claimRef: { namespace: shop, name: data }')),
    CLAIM_LEAVES_DATA,
  ],
  ['a volume that is deleted with it', lost(claim('volumeName: disk'), volume(DELETE)), CLAIM_GOES],
  [
    'a volume that is reserved for another',
    lost(claim(''), volume(`claimRef: { namespace: other, name: data }, ${RETAIN}`)),
    CLAIM_GOES,
  ],
  [
    'a volume that overrules its class',
    lost(
      claim('storageClassName: fast, volumeName: disk'),
      `${volume(DELETE)}---\n${storageClass('reclaimPolicy: Retain')}`,
    ),
    CLAIM_GOES,
  ],
  [
    'a volume that is retained from this merge on, which may be too late',
    lost(claim('volumeName: disk'), volume(DELETE), volume(RETAIN)),
    CLAIM_GOES,
  ],
  [
    'a volume that this merge no longer retains',
    lost(claim('volumeName: disk'), volume(RETAIN), volume(DELETE)),
    CLAIM_GOES,
  ],
])('a claim goes, of %s', (_, is, expected) => {
  expect(is).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['Retain', volume(RETAIN), ['PersistentVolume', '-', 'the data stays, as its volume is retained']],
  [
    'nothing, which is Retain',
    volume('capacity: { storage: 1Gi }'),
    ['PersistentVolume', '-', 'the data stays, as its volume is retained'],
  ],
  ['Delete', volume(DELETE), ['PersistentVolume', 'the volume, as it is not retained']],
])('a volume goes whose policy is %s', (_, gone, expected) => {
  expect(lost(gone, OTHER).lost).toEqual([expected]);
});

test.each<[string, string, readonly string[], string]>([
  [
    'that are retained',
    'reclaimPolicy: Retain',
    ['StatefulSet', '-', 'the data stays, as its volume is retained'],
    'warning: Flux deletes StatefulSet `shop/db` and its volume claims, whose volumes are retained with the data on them',
  ],
  [
    'that are not',
    'reclaimPolicy: Delete',
    ['StatefulSet', 'the claims it created, and the data on them'],
    'error: Flux deletes StatefulSet `shop/db`, and the data of its volume claims',
  ],
])('a StatefulSet takes its claims along, on volumes %s', (_, policy, expected, finding) => {
  expect(lost(database('storageClassName: fast'), storageClass(policy))).toEqual({
    lost: [expected],
    findings: [finding],
  });
});

test('a claim that is made again leaves its volume where that is retained', () => {
  const at = (size: string) => ({
    ...root(['force: true']),
    'apps/all.yaml': `${claim(`${SIZE}, storageClassName: ${size}`)}---\n${storageClass('reclaimPolicy: Retain')}`,
  });
  const [changed] = reviewOf(at('fast'), at('slow')).clusters.prod?.changed ?? [];
  expect([changed?.effect, ...(changed?.consequences ?? [])]).toEqual([
    'replaced',
    'its volume is retained with the data on it, and the new claim gets another one',
  ]);
});
