import { expect, test } from '@jest/globals';
import { cluster, flux, type SmallFiles } from '../review/small-fleet.ts';
import { reviewCase } from './review-case.ts';

/** A hub brings Flux to a spoke, which then syncs itself by the same name as the hub does. */
const fleet: SmallFiles = {
  ...cluster('hub'),
  ...cluster('spoke'),
  'clusters/hub/remote.yaml': flux('remote', 'clusters/spoke/flux-system', [
    'prune: true',
    'kubeConfig: { secretRef: { name: spoke } }',
  ]),
  'clusters/spoke/definitions.yaml': flux('definitions', 'apps/definitions'),
  'apps/definitions/widgets.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.acme.example }
spec:
  group: acme.example
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`,
  'apps/web/widget.yaml': 'apiVersion: acme.example/v1\nkind: Widget\nmetadata: { name: web, namespace: default }\n',
};

test.each([
  ['waits for it', ['dependsOn: [{ name: definitions }]'], []],
  ['does not wait for it', [], ['hub->flux-system/spoke', 'spoke']],
])('a root of a spoke %s: the definition is in another root', (_, spec, told) => {
  const after = { ...fleet, 'clusters/spoke/web.yaml': flux('web', 'apps/web', ['prune: true', ...spec]) };
  const { findings } = reviewCase({ before: fleet, after, config: undefined });
  const found = findings.filter(({ rule }) => rule === 'crd-without-order');
  expect(found.map((each) => each.cluster).sort()).toEqual(told);
});
