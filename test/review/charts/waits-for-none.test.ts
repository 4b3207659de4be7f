import { expect, test } from '@jest/globals';
import { flux, type SmallFiles } from '../small-fleet.ts';
import { chartFleet, chartYaml, releaseOf, said } from './chart-fleet.ts';

const shop: SmallFiles = {
  'Chart.yaml': chartYaml(),
  'templates/config.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\ndata: { tag: {{ .Values.tag | quote }} }\n',
};
const values = (tag: string) => `values: { tag: ${tag} }`;
const needs = 'dependsOn: [{ name: base }]';
const base = { 'apps/base.yaml': releaseOf('base', 'charts/shop') };
const elsewhere = {
  'apps/base.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: base, namespace: shop }
spec: { chart: { spec: { chart: base, version: 1.0.0, sourceRef: { kind: HelmRepository, name: acme } } } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: acme, namespace: shop }
spec: { url: "https://charts.acme.example" }
`,
};
const suspended = {
  'clusters/prod/more.yaml': flux('more', 'more', ['suspend: true']),
  'more/more.yaml': releaseOf('more', 'charts/shop'),
};
const waitsForSuspended = '`HelmRelease/shop/shop` waits for `HelmRelease/shop/base`, which is suspended';
const waits = '`HelmRelease/shop/shop` waits for `HelmRelease/shop/base`, which does not exist';
const changed = 'changed ConfigMap shop/shop of shop/shop: updated, data.tag "a" → "b"';
const told = 'changed HelmRelease shop/shop: updated, spec.values.tag "a" → "b"';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'waits for one that does not exist, which is new',
    chartFleet(shop, [values('a')]),
    chartFleet(shop, [values('b'), needs]),
    [
      'changed HelmRelease shop/shop: updated, spec.dependsOn nothing → [{"name":"base"}], spec.values.tag "a" → "b"',
      `${changed}, ${waits}`,
      'affected shop: stopped: waits for `HelmRelease/shop/base`, which does not exist',
    ],
  ],
  [
    'goes on waiting for one that never existed, whatever says when that would be ready',
    chartFleet(shop, [values('a'), 'dependsOn: [{ name: base, readyExpr: "true" }]']),
    chartFleet(shop, [values('b'), 'dependsOn: [{ name: base, readyExpr: "true" }]']),
    [told, `${changed}, ${waits}`],
  ],
  [
    'waits for one that is new and suspended',
    chartFleet(shop, [values('a')]),
    chartFleet(shop, [values('b'), needs], { 'apps/base.yaml': releaseOf('base', 'charts/shop', ['suspend: true']) }),
    [
      'gained HelmRelease shop/base: created',
      'gained ConfigMap shop/base of shop/base: suspended',
      'changed HelmRelease shop/shop: updated, spec.dependsOn nothing → [{"name":"base"}], spec.values.tag "a" → "b"',
      `${changed}, ${waitsForSuspended}`,
      'affected shop: stopped: waits for `HelmRelease/shop/base`, which is suspended',
    ],
  ],
  [
    'waits for one that is new in a root that is suspended',
    chartFleet(shop, [values('a'), needs], suspended),
    chartFleet(shop, [values('b'), needs], {
      ...suspended,
      'more/base.yaml': releaseOf('base', 'charts/shop'),
    }),
    [
      'gained HelmRelease shop/base: suspended',
      'gained ConfigMap shop/base of shop/base: suspended',
      told,
      `${changed}, ${waitsForSuspended}`,
    ],
  ],
  [
    'waits for none that was there before it was suspended',
    chartFleet(shop, [values('a'), needs], base),
    chartFleet(shop, [values('b'), needs], { 'apps/base.yaml': releaseOf('base', 'charts/shop', ['suspend: true']) }),
    [
      'changed HelmRelease shop/base: updated, spec.suspend nothing → true, nothing happens to its release from now on: it is suspended',
      told,
      changed,
    ],
  ],
  [
    'may be upgraded before the one that it waits for is deleted',
    chartFleet(shop, [values('a'), needs], base),
    chartFleet(shop, [values('b'), needs]),
    [
      'lost HelmRelease shop/base: pruned, Helm uninstalls its release: what its chart installed is deleted',
      'lost ConfigMap shop/base of shop/base: pruned',
      told,
      changed,
    ],
  ],
  [
    'waits for none whose chart is not at hand',
    chartFleet(shop, [values('a'), needs], elsewhere),
    chartFleet(shop, [values('b'), needs], elsewhere),
    [
      told,
      changed,
      'unrendered shop/base: its chart is not fetched: base of https://charts.acme.example is remote, and nothing is fetched here',
    ],
  ],
  [
    'that waits takes no new chart',
    chartFleet(shop, [values('a'), needs]),
    chartFleet({ ...shop, 'Chart.yaml': chartYaml('1.1.0'), 'values.yaml': 'size: 1\n' }, [values('a'), needs]),
    [
      'affected shop: stopped: its chart `charts/shop` is edited: 1.0.0 → 1.1.0; it waits for `HelmRelease/shop/base`, which does not exist, so nothing happens yet',
    ],
  ],
])('a release %s', (_, before, after, lines) => {
  expect(said(before, after)).toEqual(lines);
});
