import { expect, test } from '@jest/globals';
import { root, saidOf } from '../refused/said-of.ts';

/** A workload with what the cases change of it. */
const web = ({ replicas = '2', image = 'web:1', annotations = '', labels = '' } = {}) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default, annotations: {${annotations}}, labels: {${labels}} }
spec:
  ${replicas === '' ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }, { name: side, image: "side:1" }] }
`;

const db = (size: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: default }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "db:1" }] } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } } }]
`;

const ROLLED = ['Deployment/web rolled'];
const UPDATED = ['Deployment/web updated'];

test.each([
  ['of every object', '[{ paths: [/spec/replicas] }]', web({ replicas: '9' }), []],
  ['of a kind', '[{ paths: [/spec/replicas], target: { kind: Deployment } }]', web({ replicas: '9' }), []],
  ['of another kind', '[{ paths: [/spec/replicas], target: { kind: StatefulSet } }]', web({ replicas: '9' }), UPDATED],
  ['by a pattern', '[{ paths: [/spec/replicas], target: { group: apps, name: "w.*" } }]', web({ replicas: '9' }), []],
  [
    'by labels that it gets',
    '[{ paths: [/spec/replicas], target: { labelSelector: "scaled=yes" } }]',
    web({ replicas: '9', labels: ' scaled: "yes" ' }),
    UPDATED,
  ],
  [
    'in a list, by its number',
    '[{ paths: [/spec/template/spec/containers/1/image] }]',
    web().replace('side:1', 'side:2'),
    [],
  ],
  [
    'in a list, of another item',
    '[{ paths: [/spec/template/spec/containers/1/image] }]',
    web({ image: 'web:2' }),
    ROLLED,
  ],
  [
    'with an escaped name',
    '[{ paths: ["/metadata/annotations/example.org~1note"] }]',
    web({ annotations: ' "example.org/note": b ' }),
    [],
  ],
  ['that goes alone', '[{ paths: [/spec/replicas] }]', web({ replicas: '' }), []],
  ['beside one that is not', '[{ paths: [/spec/replicas] }]', web({ replicas: '9', image: 'web:2' }), ROLLED],
])('a field that drift rules leave alone is not applied: %s', (_, ignore, after, expected) => {
  const files = { 'clusters/prod/apps.yaml': root('apps', `  ignore: ${ignore}\n`) };
  const { effects } = saidOf({ ...files, 'apps/web.yaml': web() }, { ...files, 'apps/web.yaml': after });
  expect(effects).toEqual(expected);
});

test('a field that may not change stops nothing where it is left alone', () => {
  const files = {
    'clusters/prod/apps.yaml': root(
      'apps',
      '  ignore: [{ paths: [/spec/volumeClaimTemplates], target: { name: db } }]\n',
    ),
    'apps/web.yaml': web(),
  };
  const { effects, errors } = saidOf({ ...files, 'apps/db.yaml': db('1Gi') }, { ...files, 'apps/db.yaml': db('2Gi') });
  expect({ effects, errors }).toEqual({ effects: [], errors: [] });
});

test.each([
  [
    'a rule that the merge brings comes too late',
    root('apps'),
    root('apps', '  ignore: [{ paths: [/spec/replicas] }]\n'),
  ],
  [
    'a rule that the merge takes away ends with it',
    root('apps', '  ignore: [{ paths: [/spec/replicas] }]\n'),
    root('apps'),
  ],
])('%s', (_, before, after) => {
  const { effects } = saidOf(
    { 'clusters/prod/apps.yaml': before, 'apps/web.yaml': web() },
    { 'clusters/prod/apps.yaml': after, 'apps/web.yaml': web({ replicas: '9' }) },
  );
  expect(effects).toContain('Deployment/web updated');
});

test('what is new is made with all its fields, and an older controller knows no such rules', () => {
  const files = { 'clusters/prod/apps.yaml': root('apps', '  ignore: [{ paths: [/spec/replicas] }]\n') };
  const made = saidOf({ ...files, 'apps/kustomization.yaml': 'resources: []\n' }, { ...files, 'apps/web.yaml': web() });
  expect(made.effects).toEqual(['Deployment/web created']);
  const old = {
    ...files,
    'clusters/prod/flux.yaml':
      'apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux, namespace: flux-system }\nspec: { distribution: { version: 2.8.x, registry: ghcr.io/fluxcd } }\n',
  };
  const { effects } = saidOf({ ...old, 'apps/web.yaml': web() }, { ...old, 'apps/web.yaml': web({ replicas: '9' }) });
  expect(effects).toEqual(['Deployment/web updated']);
});
