import { expect, test } from '@jest/globals';
import type { Layout } from '../review-of.ts';
import { cluster, root, saidOf } from './said-of.ts';

const config = (name: string, data = 'a: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: web }\ndata: { ${data} }\n`;
const deployment = (spec: string, container = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: web }
spec:
  selector: { matchLabels: { app: web } }
  ${spec}
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: acme/web:1.2.3${container} }] }
`;
const role = (rule: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: web }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get]${rule} }]
`;
const definition = (schema: string) =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, properties: { spec: ${schema} } } } }
`;
const closed = definition(
  '{ type: object, required: [size], properties: { size: { type: integer }, of: { type: string } } }',
);
const widget = (spec: string) =>
  `apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: web, namespace: web }\nspec: { ${spec} }\n`;

const BESIDE: Layout = { 'apps/a.yaml': config('a') };
const CHANGED: Layout = { 'apps/a.yaml': config('a', 'a: c') };

/** What is said of a change, and of another one beside it. */
const effectsOf = (before: Layout, after: Layout, withSync?: Parameters<typeof saidOf>[2]) =>
  saidOf({ ...BESIDE, ...before }, { ...CHANGED, ...after }, withSync).effects;
const stoppedBy = (object: string) => [
  `ConfigMap/a updated; not yet: \`flux-system/apps\` stops: ${object} is rejected`,
  `Kustomization/apps stopped: stops, with everything it applies: ${object} is rejected`,
];

test.each<[string, Layout, Layout, readonly string[]]>([
  [
    'a value of another type',
    { 'apps/web.yaml': deployment('replicas: 2') },
    { 'apps/web.yaml': deployment('replicas: "3"') },
    ['Deployment/web rejected', ...stoppedBy('Deployment `web/web`')],
  ],
  [
    'a new object, with a value of another type',
    {},
    { 'apps/web.yaml': deployment('replicas: 2', ', env: [{ name: A, value: 1 }]') },
    ['Deployment/web rejected', ...stoppedBy('Deployment `web/web`')],
  ],
  [
    'a value that is not among those there are',
    { 'apps/web.yaml': deployment('replicas: 2') },
    { 'apps/web.yaml': deployment('replicas: 2', ', imagePullPolicy: always') },
    ['Deployment/web rejected', ...stoppedBy('Deployment `web/web`')],
  ],
  [
    'a field that a role does not have',
    { 'apps/role.yaml': role('') },
    { 'apps/role.yaml': role(', resourceName: [a]') },
    ['Role/web rejected', ...stoppedBy('Role `web/web`')],
  ],
  [
    'a field that a custom resource does not have',
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('size: 1') },
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('size: 1, off: a') },
    ['Widget/web rejected', ...stoppedBy('Widget `web/web`')],
  ],
  [
    'a value of another type in a custom resource',
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('size: 1') },
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('size: "1"') },
    ['Widget/web rejected', ...stoppedBy('Widget `web/web`')],
  ],
])('what the API server cannot read by its schemas stops its root: %s', (_, before, after, expected) => {
  expect([...effectsOf(before, after)].sort()).toEqual([...expected].sort());
});

test.each<[string, Layout, Layout, readonly string[]]>([
  [
    'a field that Flux drops',
    { 'apps/web.yaml': deployment('replicas: 2') },
    { 'apps/web.yaml': deployment('replica: 3') },
    ['Deployment/web updated'],
  ],
  [
    'what was wrong before, as it is in the cluster nevertheless',
    { 'apps/web.yaml': deployment('replicas: "2"') },
    { 'apps/web.yaml': deployment('replicas: "3"') },
    ['Deployment/web updated'],
  ],
  [
    'what was wrong before, and is not touched',
    { 'apps/web.yaml': deployment('replicas: "2"') },
    { 'apps/web.yaml': deployment('replicas: "2"') },
    [],
  ],
  [
    'what a webhook may fill in',
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('size: 1') },
    { 'apps/crd.yaml': closed, 'apps/w.yaml': widget('of: a') },
    ['Widget/web updated'],
  ],
  [
    'a field that a definition keeps',
    { 'apps/crd.yaml': definition('{ type: object, x-kubernetes-preserve-unknown-fields: true }') },
    {
      'apps/crd.yaml': definition('{ type: object, x-kubernetes-preserve-unknown-fields: true }'),
      'apps/w.yaml': widget('any: 1'),
    },
    ['Widget/web created'],
  ],
  ['a kind that nothing in the cluster defines', {}, { 'apps/w.yaml': widget('any: 1') }, ['Widget/web created']],
  [
    'an object that Flux leaves alone',
    {},
    {
      'apps/web.yaml': deployment('replicas: "3"').replace(
        'namespace: web }',
        'namespace: web, annotations: { kustomize.toolkit.fluxcd.io/reconcile: disabled } }',
      ),
    },
    ['Deployment/web exempt'],
  ],
])('what it takes, or may take, stops nothing: %s', (_, before, after, expected) => {
  expect([...effectsOf(before, after)].sort()).toEqual(['ConfigMap/a updated', ...expected].sort());
});

test('with force Flux deletes what stands only for a value, as it cannot tell that from an immutable field', () => {
  const forced = (files: Layout) => cluster({ 'clusters/prod/apps.yaml': root('apps', '  force: true\n'), ...files });
  const before = { 'apps/web.yaml': deployment('replicas: 2') };
  const effects = (spec: string, container?: string) =>
    effectsOf(before, { 'apps/web.yaml': deployment(spec, container) }, forced);
  expect(effects('replicas: 2', ', imagePullPolicy: always')).toContain(
    'Deployment/web rejected; Flux deletes the old one first, because force is on',
  );
  expect(effects('replicas: "3"')).toContain('Deployment/web rejected');
});

test('a FluxKustomization beside it keeps the spec that it has', () => {
  const child = (path: string) => ({ 'apps/child.yaml': root('child').replace('./child', `./${path}`) });
  const files: Layout = { 'one/c.yaml': config('c'), 'two/c.yaml': config('c', 'a: two') };
  const effects = effectsOf(
    { ...files, ...child('one') },
    { ...files, ...child('two'), 'apps/web.yaml': deployment('replicas: "3"') },
  );
  expect([...effects].sort()).toEqual([
    'ConfigMap/a updated; not yet: `flux-system/apps` stops: Deployment `web/web` is rejected',
    'Deployment/web rejected',
    'Kustomization/apps stopped: stops, with everything it applies: Deployment `web/web` is rejected',
    'Kustomization/child updated; not yet: `flux-system/apps` stops: Deployment `web/web` is rejected',
  ]);
});
