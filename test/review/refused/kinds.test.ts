import { expect, test } from '@jest/globals';
import { configOf } from '../../policy/weaken/config-of.ts';
import type { Layout } from '../review-of.ts';
import { cluster, root, saidOf } from './said-of.ts';

const config = (name: string, data = 'a: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: web }\ndata: { ${data} }\n`;
const object = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: web }\n`;
const definition = (...served: readonly string[]) => {
  const version = (name: string) =>
    `    - { name: ${name}, served: ${served.includes(name)}, storage: ${name === 'v1'}, schema: { openAPIV3Schema: { type: object } } }\n`;
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
${version('v1')}${version('v1beta1')}`;
};
const OF_1_34 = configOf('clusters: [{ name: prod, path: clusters/prod, kubernetes: "1.34" }]');

/** What is said of a change, and of another one beside it in the same root. */
function effectsOf(before: Layout, after: Layout, how: Parameters<typeof saidOf>[3] = {}): readonly string[] {
  const [a, b] = [{ 'apps/a.yaml': config('a') }, { 'apps/a.yaml': config('a', 'a: c') }];
  return [...saidOf({ ...a, ...before }, { ...b, ...after }, cluster, how).effects].sort();
}

const stoppedBy = (title: string) => [
  `ConfigMap/a updated; not yet: \`flux-system/apps\` stops: ${title} is rejected`,
  `Kustomization/apps stopped: stops, with everything it applies: ${title} is rejected`,
];

test.each<[string, Layout, Layout, readonly string[]]>([
  [
    'a kind that is misspelt',
    {},
    { 'apps/web.yaml': object('apps/v1', 'Deploymnt') },
    ['Deploymnt/web rejected', ...stoppedBy('Deploymnt `web/web`')],
  ],
  [
    'a kind of another group',
    {},
    { 'apps/web.yaml': object('v1', 'CronJob') },
    ['CronJob/web rejected', ...stoppedBy('CronJob `web/web`')],
  ],
  [
    'a version that Kubernetes never had',
    { 'apps/web.yaml': object('batch/v1', 'CronJob') },
    { 'apps/web.yaml': object('batch/v2', 'CronJob') },
    ['CronJob/web rejected', ...stoppedBy('CronJob `web/web`')],
  ],
  [
    'a version that the definition does not serve',
    { 'crds/crd.yaml': definition('v1'), 'clusters/prod/crds.yaml': root('crds') },
    {
      'crds/crd.yaml': definition('v1'),
      'clusters/prod/crds.yaml': root('crds'),
      'apps/w.yaml': object('example.org/v1beta1', 'Widget'),
    },
    ['Widget/web rejected', ...stoppedBy('Widget `web/web`')],
  ],
  [
    'a definition that stops serving the version of what stays as it is',
    { 'apps/crd.yaml': definition('v1', 'v1beta1'), 'apps/w.yaml': object('example.org/v1beta1', 'Widget') },
    { 'apps/crd.yaml': definition('v1'), 'apps/w.yaml': object('example.org/v1beta1', 'Widget') },
    ['CustomResourceDefinition/widgets.example.org updated', ...stoppedBy('Widget `web/web`')],
  ],
])('what nothing serves stops its root: %s', (_, before, after, expected) => {
  expect(effectsOf(before, after)).toEqual([...expected].sort());
});

test('a version that the release of the cluster no longer serves stops its root, where that is known', () => {
  const budget = { 'apps/web.yaml': object('policy/v1beta1', 'PodDisruptionBudget') };
  const stopped = ['PodDisruptionBudget/web rejected', ...stoppedBy('PodDisruptionBudget `web/web`')];
  expect(effectsOf({}, budget, { config: OF_1_34 })).toEqual(stopped.sort());
  expect(effectsOf({}, budget)).toEqual(['ConfigMap/a updated', 'PodDisruptionBudget/web created']);
});

test('what waits for such a root comes no further', () => {
  const waiting = root('later', '  dependsOn: [{ name: apps }]\n');
  const beside = { 'clusters/prod/later.yaml': waiting };
  const effects = effectsOf(
    { ...beside, 'later/b.yaml': config('b') },
    { ...beside, 'later/b.yaml': config('b', 'a: c'), 'apps/web.yaml': object('apps/v1', 'Deploymnt') },
  );
  expect(effects).toContain(
    'ConfigMap/b updated; not yet: `flux-system/later` waits for `flux-system/apps`, which stops',
  );
});

test.each<[string, Layout, Layout, readonly string[]]>([
  ['a kind that a chart may define', {}, { 'apps/w.yaml': object('example.org/v1', 'Widget') }, ['Widget/web created']],
  [
    'a kind that only reads like one that is defined',
    { 'apps/crd.yaml': definition('v1') },
    { 'apps/crd.yaml': definition('v1'), 'apps/w.yaml': object('example.org/v1', 'Widgets') },
    ['Widgets/web created'],
  ],
  [
    'an early version, which may have come and gone',
    {},
    { 'apps/web.yaml': object('storage.k8s.io/v1alpha7', 'StorageClass') },
    ['StorageClass/web created'],
  ],
  [
    'what was not served before either',
    { 'apps/web.yaml': object('apps/v1', 'Deploymnt') },
    { 'apps/web.yaml': `${object('apps/v1', 'Deploymnt')}spec: {}\n` },
    ['Deploymnt/web updated'],
  ],
  [
    'an object that Flux leaves alone',
    {},
    {
      'apps/web.yaml': object('apps/v1', 'Deploymnt').replace(
        'namespace: web }',
        'namespace: web, annotations: { kustomize.toolkit.fluxcd.io/reconcile: disabled } }',
      ),
    },
    ['Deploymnt/web exempt'],
  ],
])('what something may serve stops nothing: %s', (_, before, after, expected) => {
  expect(effectsOf(before, after)).toEqual(['ConfigMap/a updated', ...expected].sort());
});
