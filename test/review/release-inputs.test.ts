import { expect, test } from '@jest/globals';
import { alerts } from '../../src/report/model/alerts/alerts.ts';
import { exitCode } from '../../src/report/model/exit-code.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import { fullMatrix } from '../../src/report/model/matrix.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const release = (valuesFrom: string) =>
  [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: shop, namespace: shop }',
    'spec:',
    '  interval: 5m',
    '  chart: { spec: { chart: shop, version: 1.0.0, sourceRef: { kind: HelmRepository, name: charts } } }',
    `  valuesFrom: [${valuesFrom}]`,
    '',
  ].join('\n');
const values = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { ${data} }\n`;

const AT: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/charts.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: charts, namespace: shop }\nspec: { url: "https://charts.example.org" }\n',
  'apps/release.yaml': release('{ kind: ConfigMap, name: base }'),
  'apps/base.yaml': values('base', 'values.yaml: "a: 1"'),
  'apps/web.yaml': deployment('web'),
};

/** With every change another one beside it, which is to be seen whatever becomes of the release. */
function said(change: SmallFiles, gone: readonly string[] = [], start: SmallFiles = {}) {
  const before = { ...AT, ...start };
  const all = { ...before, ...change, 'apps/web.yaml': deployment('web', ', tty: true') };
  const after = Object.fromEntries(Object.entries(all).filter(([path]) => !gone.includes(path)));
  const review = reviewOf(before, after);
  const { prod } = review.clusters;
  return {
    status: prod?.status,
    sees: prod?.changed.some(({ name }) => name === 'web'),
    headline: headline(review),
    alerts: alerts(review)
      .filter(({ title }) => title !== undefined)
      .map(({ level, title, messages }) => `${level} ${title}: ${messages.join('; ')}`),
    cells: fullMatrix(review).rows.filter(({ cells }) => cells.includes('?')).length,
    verdict: review.verdict,
    exit: exitCode(review),
  };
}

const BROKEN = { status: 'rendered', sees: true, cells: 0, verdict: 'failure', exit: 2 };
const title = 'error cannot install a release: HelmRelease shop/shop: ';

test.each<[string, ReturnType<typeof said>, string, string]>([
  [
    'a key that is not in the ConfigMap',
    said({ 'apps/release.yaml': release('{ kind: ConfigMap, name: base, valuesKey: more.yaml }') }),
    'apps: prod changes 2 objects, 1 release cannot be installed',
    'ConfigMap base (valuesFrom) has no key "more.yaml"',
  ],
  [
    'a key that the merge takes away',
    said({ 'apps/base.yaml': values('base', 'other.yaml: "a: 1"') }),
    'apps: prod changes 2 objects, 1 release cannot be installed',
    'ConfigMap base (valuesFrom) has no key "values.yaml"',
  ],
  [
    'values that are no YAML',
    said({ 'apps/base.yaml': values('base', 'values.yaml: "a: ["') }),
    'apps: prod changes 2 objects, 1 release cannot be installed',
    '"values.yaml" of ConfigMap base (valuesFrom): is not valid YAML',
  ],
  [
    'a ConfigMap that the merge takes away',
    said({}, ['apps/base.yaml']),
    'apps: prod loses 1 object, changes 1, 1 release cannot be installed',
    'ConfigMap base (valuesFrom) is not in Git',
  ],
])('%s fails the release, and hides nothing else', (_, is, line, message) => {
  expect(is).toMatchObject({ ...BROKEN, headline: line });
  expect(is.alerts).toHaveLength(1);
  expect(is.alerts[0]).toContain(title);
  expect(is.alerts[0]).toContain(message.slice(0, 40));
});

test('a ConfigMap that was never in Git may be in the cluster: what it gives the release is not known', () => {
  const change = {
    'apps/release.yaml': release('{ kind: ConfigMap, name: base }, { kind: ConfigMap, name: terraform }'),
  };
  expect(said(change)).toEqual({
    status: 'rendered',
    sees: true,
    headline: 'apps: prod changes 2 objects, partly known',
    alerts: [
      'warning partly known: HelmRelease shop/shop: ConfigMap terraform (valuesFrom) is not in Git: with which values it is installed is not known',
    ],
    cells: 1,
    verdict: 'neutral',
    exit: 0,
  });
});

test('a ConfigMap that is in Git and not applied is not called missing from Git', () => {
  const start = {
    'clusters/prod/more.yaml': flux('more', 'more').replace('spec:', 'spec:\n  suspend: true'),
    'more/other.yaml': values('other', 'a: b'),
  };
  const change = {
    'apps/release.yaml': release('{ kind: ConfigMap, name: base }, { kind: ConfigMap, name: more }'),
    'more/more.yaml': values('more', 'values.yaml: "b: 2"'),
  };
  expect(said(change, [], start)).toEqual({
    status: 'rendered',
    sees: true,
    headline: 'more added, apps: prod gains 1 object, changes 2, partly known',
    alerts: [
      'warning partly known: HelmRelease shop/shop: ConfigMap more (valuesFrom) is in Git, but its root or source is suspended: with which values it is installed is not known',
    ],
    cells: 1,
    verdict: 'neutral',
    exit: 0,
  });
});

test.each<[string, SmallFiles]>([
  ['a ConfigMap', { 'apps/release.yaml': release('{ kind: ConfigMap, name: terraform }') }],
  ['a key', { 'apps/release.yaml': release('{ kind: ConfigMap, name: base, valuesKey: more.yaml }') }],
  ['valid values', { 'apps/base.yaml': values('base', 'values.yaml: "a: ["') }],
])('a release that had to do without %s before holds nothing up', (_, start) => {
  expect(said({}, [], start)).toMatchObject({
    status: 'rendered',
    sees: true,
    headline: 'apps: prod changes 1 object',
    alerts: [],
    verdict: 'success',
    exit: 0,
  });
});
