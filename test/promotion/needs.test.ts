import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { openWritten } from '../../src/promotion/plan/fleet.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { planned } from './fixture-fleet.ts';

const inPod = (fields: string, container = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: app, namespace: default }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec: { ${fields} containers: [{ name: app, image: app:1, ${container} }] }
`;

const inContainer = (container: string) => inPod('', container);

const volume = (source: string) => inPod(`volumes: [{ name: files, ${source} }],`);

/** Each refers to an object that only the source cluster has. */
test.each<[string, string, string]>([
  ['a volume', volume('secret: { secretName: key }'), 'secret Secret/key'],
  ['a projected volume', volume('projected: { sources: [{ secret: { name: key } }] }'), 'secret Secret/key'],
  ['a projected ConfigMap', volume('projected: { sources: [{ configMap: { name: conf } }] }'), 'config ConfigMap/conf'],
  ['the driver of a volume', volume('csi: { driver: d, nodePublishSecretRef: { name: key } }'), 'secret Secret/key'],
  ['a share', volume('azureFile: { shareName: s, secretName: key }'), 'secret Secret/key'],
  ['a claim', volume('persistentVolumeClaim: { claimName: data }'), 'claim PersistentVolumeClaim/data'],
  [
    'a variable',
    inContainer('env: [{ name: A, valueFrom: { secretKeyRef: { name: key, key: a } } }]'),
    'secret Secret/key',
  ],
  ['all variables', inContainer('envFrom: [{ configMapRef: { name: conf } }]'), 'config ConfigMap/conf'],
  [
    'an init container',
    inPod('initContainers: [{ name: a, image: a:1, envFrom: [{ secretRef: { name: key } }] }],'),
    'secret Secret/key',
  ],
  ['a registry', inPod('imagePullSecrets: [{ name: key }],'), 'secret Secret/key'],
  ['an account', inPod('serviceAccountName: robot,'), 'service-account ServiceAccount/robot'],
  ['the account by its old name', inPod('serviceAccount: robot,'), 'service-account ServiceAccount/robot'],
  [
    'the pods of a CronJob',
    `
apiVersion: batch/v1
kind: CronJob
metadata: { name: app, namespace: default }
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          imagePullSecrets: [{ name: key }]
          containers: [{ name: app, image: app:1 }]
`,
    'secret Secret/key',
  ],
  [
    'the pods of a Rollout',
    `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: app, namespace: default }
spec: { template: { spec: { volumes: [{ name: a, projected: { sources: [{ secret: { name: key } }] } }] } } }
`,
    'secret Secret/key',
  ],
  [
    'a field of a custom resource',
    `
apiVersion: example.org/v1
kind: Service
metadata: { name: app, namespace: default }
spec: { podTemplate: { volumes: [{ name: a, projected: { sources: [{ secret: { name: key } }] } }] } }
`,
    'secret Secret/key',
  ],
])('a promotion needs what its object refers to by %s', (_, app, needed) => {
  const { needs } = planned(promote(fleetWith(app), { asked: 'app', clusters: ['prod'] }));
  expect(needs.map(({ kind, object, cluster }) => `${cluster}: ${kind} ${object}`)).toEqual([`prod: ${needed}`]);
});

test.each<[string, string]>([
  ['an optional volume', volume('secret: { secretName: key, optional: true }')],
  [
    'an optional variable',
    inContainer('env: [{ name: A, valueFrom: { secretKeyRef: { name: key, key: a, optional: true } } }]'),
  ],
  ['the account that is in every namespace', inPod('serviceAccountName: default,')],
])('a promotion does without %s', (_, app) => {
  expect(planned(promote(fleetWith(app), { asked: 'app', clusters: ['prod'] })).needs).toEqual([]);
});

function fleetWith(app: string) {
  const list = (...resources: string[]) => `resources: [${resources.join(', ')}]\n`;
  const own = ['Secret/key', 'ConfigMap/conf', 'PersistentVolumeClaim/data', 'ServiceAccount/robot'].map((each) => {
    const [kind, name] = each.split('/');
    return `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: default }\n`;
  });
  const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: default }\n';
  return openWritten(
    snapshotOf(
      memoryTree({
        'apps/app/kustomization.yaml': list('app.yaml'),
        'apps/app/app.yaml': app,
        'apps/other/kustomization.yaml': list('other.yaml'),
        'apps/other/other.yaml': other,
        'clusters/test/kustomization.yaml': list('../../apps/app', '../../apps/other', 'own.yaml'),
        'clusters/test/own.yaml': own.join('---\n'),
        'clusters/prod/kustomization.yaml': list('../../apps/other'),
      }),
      defaultConfig,
    ),
  );
}
