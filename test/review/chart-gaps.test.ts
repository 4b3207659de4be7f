import { expect, test } from '@jest/globals';
import { linesOf } from './held/said.ts';
import { type Layout, reviewOf } from './review-of.ts';
import { cluster, deployment, flux } from './small-fleet.ts';

const CHART =
  'helmCharts: [{ name: web, repo: "https://charts.example.org", version: 1.2.3, valuesFile: values.yaml }]';
const config = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { ${data} }\n`;

/** Overlays of plain kustomize, without a word of Flux. */
const overlays = (kustomization: string, files: Layout = {}): Layout => ({
  'overlays/prod/kustomization.yaml': `resources: [cm.yaml]\n${kustomization}\n`,
  'overlays/prod/cm.yaml': config('a', 'k: "1"'),
  'overlays/prod/values.yaml': 'replicas: 1\n',
  'overlays/test/kustomization.yaml': 'resources: [cm.yaml]\n',
  'overlays/test/cm.yaml': config('a', 'k: "1"'),
  ...files,
});

function told(before: Layout, after: Layout): readonly string[] {
  const review = reviewOf(before, after);
  const changed = (review.clusters.prod?.unresolved ?? []).flatMap((each) => each.changed ?? []);
  return [review.verdict, ...linesOf(review), ...changed.map((path) => `differs: ${path}`)];
}

const GAP = 'helmCharts: what the chart "web" makes is not known, as Helm charts are not rendered here';
const CHANGED = '~ ConfigMap/a: updated (data.k: 1 → 2)';
const next = { 'overlays/prod/cm.yaml': config('a', 'k: "2"') };

test.each<[string, string, string, Layout, readonly string[]]>([
  ['hides nothing of what stands beside it', CHART, CHART, next, ['success', `? both: ${GAP}`, CHANGED]],
  [
    'is partly known with other values',
    CHART,
    CHART,
    { 'overlays/prod/values.yaml': 'replicas: 2\n' },
    ['neutral', `? both: ${GAP}`, 'differs: overlays/prod/values.yaml'],
  ],
  [
    'is partly known in another version',
    CHART,
    CHART.replace('1.2.3', '1.2.4'),
    next,
    ['neutral', `? both: ${GAP}`, CHANGED, 'differs: overlays/prod/kustomization.yaml'],
  ],
  ['breaks nothing where it is new', '', CHART, next, ['neutral', `? after: ${GAP}`, CHANGED]],
  ['is not known where it goes', CHART, '', next, ['neutral', `? before: ${GAP}`, CHANGED]],
  [
    'is partly known with what is done to it',
    CHART,
    `${CHART}\ncommonAnnotations: { a: b }`,
    {},
    [
      'neutral',
      `? both: ${GAP}`,
      '~ ConfigMap/a: updated (metadata.annotations: undefined → {"a":"b"})',
      'differs: overlays/prod/kustomization.yaml',
    ],
  ],
  [
    'may hold what a patch is for',
    `${CHART}\npatches: [{ target: { kind: Deployment, name: web }, patch: "[]" }]`,
    `${CHART}\npatches: [{ target: { kind: Deployment, name: web }, patch: "[]" }]`,
    next,
    ['success', `? both: ${GAP}`, CHANGED],
  ],
])('a chart in an overlay of plain kustomize %s', (_, before, after, files, expected) => {
  expect(told(overlays(before), { ...overlays(after), ...files })).toEqual(expected);
});

test.each<[string, string, Layout]>([
  [
    'a generator',
    'generators: [chart.yaml]',
    {
      'overlays/prod/chart.yaml':
        'apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: { name: x }\nname: web\nvaluesFile: values.yaml\n',
    },
  ],
  ['the old field', 'helmChartInflationGenerator: [{ chartName: web, values: values.yaml }]', {}],
  [
    'a chart beside it',
    'helmCharts: [{ name: web, releaseName: web }]',
    { 'overlays/prod/charts/web/Chart.yaml': 'name: web\n' },
  ],
])('so does %s', (_, kustomization, files) => {
  const of = overlays(kustomization, files);
  const lines = told(of, { ...of, ...next });
  expect(lines).toEqual([
    'success',
    expect.stringMatching(/^\? both: .*what the chart "web" makes is not known/),
    CHANGED,
  ]);
  const inputs = Object.keys(files).some((path) => path.includes('/charts/'))
    ? { 'overlays/prod/charts/web/Chart.yaml': 'name: web\nversion: "2"\n' }
    : { 'overlays/prod/values.yaml': 'replicas: 2\n' };
  expect(told(of, { ...of, ...inputs })[0]).toBe('neutral');
});

test.each<[string, Layout]>([
  [
    'a FluxKustomization',
    { ...cluster('prod'), 'clusters/prod/apps.yaml': flux('apps', 'apps'), 'apps/w.yaml': deployment('web') },
  ],
  [
    'the entrypoint of a cluster',
    {
      ...cluster('prod'),
      'clusters/prod/kustomization.yaml': 'resources: [flux-system/gotk-sync.yaml]\n',
      'clusters/prod/flux-system/kustomization.yaml': 'resources: [gotk-sync.yaml]\n',
    },
  ],
])('Flux refuses a chart in %s', (_, files) => {
  const path = 'apps/w.yaml' in files ? 'apps/kustomization.yaml' : 'clusters/prod/kustomization.yaml';
  const resources = 'apps/w.yaml' in files ? 'resources: [w.yaml]\n' : 'resources: [flux-system/gotk-sync.yaml]\n';
  const review = reviewOf({ ...files, [path]: resources }, { ...files, [path]: `${resources}${CHART}\n` });
  expect([review.verdict, review.clusters.prod?.unresolved.map(({ message }) => message)]).toEqual([
    'failure',
    ['helmCharts: Helm charts are not rendered here, and Flux refuses them too'],
  ]);
});
