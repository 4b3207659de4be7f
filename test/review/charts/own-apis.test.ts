import { expect, test } from '@jest/globals';
import type { SmallFiles } from '../small-fleet.ts';
import { chartFleet, chartYaml, said } from './chart-fleet.ts';

const crd = (more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.acme.example${more} }
spec:
  group: acme.example
  names: { kind: Cart, plural: carts }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
`;
const KEEP = ', annotations: { helm.sh/resource-policy: keep }';
const has = (not: string, text: string) =>
  `{{ if ${not} (.Capabilities.APIVersions.Has "acme.example/v1/Cart") }}\n${text}{{ end }}\n`;
const cart = 'apiVersion: acme.example/v1\nkind: Cart\nmetadata: { name: "{{ .Values.name }}" }\n';

/** A chart whose definition is made where it is not there, and whose cart is made where it is. */
const shop = (version: string, definition: string, more: SmallFiles = {}): SmallFiles => ({
  'Chart.yaml': chartYaml(version),
  'values.yaml': 'name: first\n',
  'templates/crd.yaml': definition,
  'templates/cart.yaml': has('', cart),
  ...more,
});
const upgraded = 'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0';

test('a chart is told of the APIs that its own templates bring, as the cluster serves them from its install on', () => {
  const before = chartFleet(shop('1.0.0', crd()));
  expect(said(before, chartFleet(shop('1.1.0', crd(', labels: { new: "1" }'))))).toEqual([
    'changed CustomResourceDefinition carts.acme.example of shop/shop: updated, metadata.labels.new nothing → "1"',
    upgraded,
  ]);
  expect(said(before, chartFleet(shop('1.0.0', crd()), ['values: { name: second }']))).toEqual([
    'gained Cart shop/second of shop/shop: created',
    'lost Cart shop/first of shop/shop: pruned',
    'changed HelmRelease shop/shop: updated, spec.values nothing → {"name":"second"}',
  ]);
});

test.each([
  ['keeps', KEEP, 'stays as it is: its chart only makes it if it does not exist'],
  [
    'does not keep',
    '',
    'may be deleted by this upgrade, with all objects of its kind: its chart leaves it out if it exists, and does not keep it',
  ],
])(
  'a definition that a chart makes only where it is not there, and %s, is there since the install',
  (_, keep, word) => {
    const definition = (more = '') => has('not', crd(`${keep}${more}`));
    const before = chartFleet(shop('1.0.0', definition()));
    expect(said(before, chartFleet(shop('1.0.0', definition()), ['values: { name: second }']))).toEqual([
      'gained Cart shop/second of shop/shop: created',
      'lost Cart shop/first of shop/shop: pruned',
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"name":"second"}',
    ]);
    expect(said(before, chartFleet(shop('1.1.0', definition(', labels: { new: "1" }'))))).toEqual([
      `changed CustomResourceDefinition carts.acme.example of shop/shop: exempt, metadata.labels.new nothing → "1", ${word}`,
      upgraded,
    ]);
    const none = { ...before, 'apps/shop.yaml': '' };
    expect(said(none, before)).toEqual([
      'gained HelmRelease shop/shop: created',
      'gained CustomResourceDefinition carts.acme.example of shop/shop: created',
      'gained Cart shop/first of shop/shop: created',
    ]);
  },
);

test('a definition that another root brings is not made', () => {
  const definition = has('not', crd(KEEP));
  const more = { 'apps/crd.yaml': crd() };
  expect(
    said(chartFleet(shop('1.0.0', definition), [], more), chartFleet(shop('1.1.0', definition), [], more)),
  ).toEqual([upgraded]);
});
