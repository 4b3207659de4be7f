import { expect, test } from '@jest/globals';
import { linesOf } from './held/said.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux, type SmallFiles } from './small-fleet.ts';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const DEFINITION = [
  'apiVersion: apiextensions.k8s.io/v1',
  'kind: CustomResourceDefinition',
  'metadata: { name: foos.x.io }',
  'spec:',
  '  group: x.io',
  '  scope: Namespaced',
  '  names: { kind: Foo, plural: foos }',
  '  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]',
  '',
].join('\n');
const named = (apiVersion: string, kind: string, annotation = '', namespace = 'shop') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x, namespace: ${namespace}, annotations: { ${annotation} } }\n`;
const kept = 'kustomize.toolkit.fluxcd.io/prune: disabled';
const claim = `${named('v1', 'PersistentVolumeClaim', kept)}spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n`;
const database = `${named('apps/v1', 'StatefulSet')}spec: { volumeClaimTemplates: [{ metadata: { name: data } }] }\n`;
const RULES = ['volume-claim-lost', 'stateful-set-lost', 'orphaned'];

/** What holds others in a, what is in it in b. */
function fleet(a: SmallFiles, b: SmallFiles, spec: readonly string[] = ['prune: true']): SmallFiles {
  const listed = (files: SmallFiles) => `resources: [${Object.keys(files).join(', ')}]\n`;
  const below = (directory: string, files: SmallFiles) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${directory}/${name}`, text]));
  return {
    ...cluster('prod'),
    'clusters/prod/a.yaml': flux('a', 'a'),
    'clusters/prod/b.yaml': flux('b', 'b', spec),
    ...below('a', { ...a, 'kustomization.yaml': listed(a) }),
    ...below('b', { ...b, 'kustomization.yaml': listed(b) }),
  };
}

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'what Flux is told to keep goes with its Namespace, with its data',
    fleet({ 'ns.yaml': NAMESPACE }, { 'x.yaml': claim }),
    fleet({}, {}),
    [
      '- Namespace/shop: pruned',
      '- PersistentVolumeClaim/x: pruned, with Namespace `shop`, though Flux would leave it',
      'volume-claim-lost: Flux deletes PersistentVolumeClaim `shop/x`, and the data on it',
    ],
  ],
  [
    'so does what a root leaves that does not prune',
    fleet({ 'ns.yaml': NAMESPACE }, { 'x.yaml': named('v1', 'ConfigMap') }, ['prune: false']),
    fleet({}, {}, ['prune: false']),
    ['- ConfigMap/x: pruned, with Namespace `shop`, though Flux would leave it', '- Namespace/shop: pruned'],
  ],
  [
    'and what is in a root that is suspended',
    fleet({ 'ns.yaml': NAMESPACE }, { 'x.yaml': named('v1', 'ConfigMap') }, ['prune: true', 'suspend: true']),
    fleet({}, {}, ['prune: true', 'suspend: true']),
    ['- ConfigMap/x: pruned, with Namespace `shop`, though Flux would leave it', '- Namespace/shop: pruned'],
  ],
  [
    'the claims of a StatefulSet go with its Namespace, which they outlive otherwise',
    fleet({ 'ns.yaml': NAMESPACE }, { 'x.yaml': database }),
    fleet({}, {}),
    [
      '- Namespace/shop: pruned',
      '- StatefulSet/x: pruned',
      'stateful-set-lost: Flux deletes StatefulSet `shop/x`, and the data of its volume claims',
    ],
  ],
  [
    'what is of a kind goes with its definition',
    fleet({ 'crd.yaml': DEFINITION }, { 'x.yaml': named('x.io/v1', 'Foo', kept) }),
    fleet({}, {}),
    [
      '- CustomResourceDefinition/foos.x.io: pruned',
      '- Foo/x: pruned, with CustomResourceDefinition `foos.x.io`, though Flux would leave it',
    ],
  ],
  [
    'nothing goes with a Namespace that stays, or that is another one',
    fleet(
      { 'ns.yaml': NAMESPACE.replace('shop }', `shop, annotations: { ${kept} } }`) },
      { 'x.yaml': named('v1', 'ConfigMap', kept) },
    ),
    fleet({}, {}),
    ['- ConfigMap/x: exempt', '- Namespace/shop: exempt'],
  ],
  [
    'or that a root may hold which cannot be built',
    fleet({ 'ns.yaml': NAMESPACE }, { 'x.yaml': named('v1', 'ConfigMap', kept) }),
    fleet({}, { 'y.yaml': 'kind: [' }),
    ['- Namespace/shop: pruned'],
  ],
])('%s', (_, before, after, expected) => {
  const lines = linesOf(reviewOf(before, after), RULES);
  expect(lines.filter((line) => !line.startsWith('?'))).toEqual(expected);
});
