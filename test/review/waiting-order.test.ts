import { expect, test } from '@jest/globals';
import { alerts } from '../../src/report/model/alerts/alerts.ts';
import { changeEntries } from '../../src/report/model/changes/change-entry.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

/** Everything that happens, as reports list it. */
function told(before: SmallFiles, after: SmallFiles): readonly string[] {
  return changeEntries(reviewProd(before, after)).map(({ sign, kind, name }) => `${sign} ${kind} ${name}`);
}

const object = (apiVersion: string, kind: string, name: string, spec = '{}', namespace = 'shop') =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name}, namespace: ${namespace} }, spec: ${spec} }\n`;

const release = (name: string, more = '') =>
  object(
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    name,
    `{ interval: 1h, chart: { spec: { chart: ${name}, sourceRef: { kind: HelmRepository, name: charts } } }${more} }`,
  );

const ROOTS: SmallFiles = {
  'clusters/prod/a.yaml': flux('a-apps', 'apps', ['prune: true', 'dependsOn: [{ name: m-middle }]']),
  'clusters/prod/m.yaml': flux('m-middle', 'middle', ['prune: true', 'dependsOn: [{ name: z-base }]']),
  'clusters/prod/z.yaml': flux('z-base', 'base'),
  ...Object.fromEntries(
    ['apps', 'middle', 'base'].map((name) => [
      `${name}/stays.yaml`,
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}, namespace: other } }\n`,
    ]),
  ),
};

const OBJECTS: SmallFiles = {
  'base/namespace.yaml': '{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }\n',
  'base/definition.yaml':
    '{ apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: { name: carts.acme.io }, spec: { group: acme.io, names: { kind: Cart, plural: carts }, scope: Namespaced, versions: [] } }\n',
  'base/cart.yaml': object('acme.io/v1', 'Cart', 'a-cart', '{}', 'elsewhere'),
  'base/a-release.yaml': release('a-release', ', dependsOn: [{ name: z-release }]'),
  'base/z-release.yaml': release('z-release'),
  'base/source.yaml': object(
    'source.toolkit.fluxcd.io/v1',
    'HelmRepository',
    'charts',
    '{ url: "https://charts.acme.io" }',
  ),
  'apps/config.yaml': '{ apiVersion: v1, kind: ConfigMap, metadata: { name: first, namespace: other } }\n',
};

test('what others wait for comes before what waits for it, also by what stays as it is', () => {
  expect(told(ROOTS, { ...ROOTS, ...OBJECTS })).toEqual([
    '+ Namespace shop',
    '+ CustomResourceDefinition carts.acme.io',
    '+ Cart a-cart',
    '+ HelmRepository charts',
    '+ HelmRelease z-release',
    '+ HelmRelease a-release',
    '+ ConfigMap first',
  ]);
});

test('what goes is in the order in which it came', () => {
  expect(told({ ...ROOTS, ...OBJECTS }, ROOTS).slice(-2)).toEqual(['− HelmRelease a-release', '− ConfigMap first']);
});

test('a FluxKustomization comes before what it brings, and behind one that it depends on', () => {
  const { 'clusters/prod/a.yaml': _a, 'clusters/prod/z.yaml': _z, ...rest } = ROOTS;
  expect(told(rest, { ...ROOTS, 'base/config.yaml': OBJECTS['apps/config.yaml'] ?? '' })).toEqual([
    '+ Kustomization z-base',
    '+ Kustomization a-apps',
    '+ ConfigMap base',
    '+ ConfigMap first',
    '+ ConfigMap apps',
  ]);
});

test('what waits for itself in a circle, and what waits over too many, is listed nevertheless', () => {
  const waiting = (name: string, other: string) =>
    object('acme.io/v1', 'Cart', name, `{ dependsOn: [{ name: ${other} }] }`);
  const chain = Array.from({ length: 1_500 }, (_, at) => waiting(`c${at}`, `c${at + 1}`));
  const all = told(ROOTS, {
    ...ROOTS,
    'base/many.yaml': [waiting('x', 'y'), waiting('y', 'x'), ...chain].join('---\n'),
  });
  expect(all).toHaveLength(1_502);
});

const selecting = (app: string) =>
  object(
    'apps/v1',
    'Deployment',
    'web',
    `{ selector: { matchLabels: { app: ${app} } }, template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: web, image: "web:1.0.0" }] } } }`,
  );

test.each<readonly [string, SmallFiles, string]>([
  [
    'is rejected',
    { 'base/web.yaml': selecting('shop') },
    '`spec.selector.matchLabels.app` of Deployment `shop/web` cannot be changed: the API server rejects it; nothing else in Kustomization flux-system/z-base is applied; 2 other roots wait for it',
  ],
  [
    'cannot be built',
    { 'base/kustomization.yaml': 'resources: [gone.yaml]\n' },
    '"gone.yaml" does not exist; 2 other roots wait for it',
  ],
])('what %s says how many wait for it, and comes before what none waits for', (_, edit, expected) => {
  const alone = (app: string) => ({ 'alone/a.yaml': selecting(app).replace('name: web', 'name: a') });
  const before = { ...ROOTS, 'clusters/prod/alone.yaml': flux('alone', 'alone'), 'base/web.yaml': selecting('web') };
  const [was, is] = [alone('web'), { ...alone('shop'), ...edit }].map((more) => ({
    ...cluster('prod'),
    ...before,
    ...more,
  }));
  const [first, ...others] = alerts(reviewOf(was ?? {}, is ?? {}));
  expect(first?.messages).toEqual([expected]);
  expect(others.flatMap(({ messages }) => messages).filter((message) => message.includes('for it'))).toEqual([]);
});
