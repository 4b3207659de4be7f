import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { FieldChange } from '../../src/review/contract/field-change.ts';
import type { Changed } from '../../src/review/contract/object-change.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { chartFleet, chartYaml, releaseOf } from '../review/charts/chart-fleet.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, flux, type SmallFiles } from '../review/small-fleet.ts';
import { exampleLink, golden } from './golden.ts';
import { liveConstructs } from './live-constructs.ts';
import { clusterOf, reviewOf as reviewWith } from './review-builder.ts';

const labels = 'helm.sh/chart: "shop-{{ .Chart.Version }}", app.kubernetes.io/version: "{{ .Chart.Version }}"';
const labelled = (kind: string, name: string, more = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, labels: { ${labels} } }\n${more}`;
const workload = (name: string, podLabels: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, labels: { ${labels} } }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}${podLabels} } }
    spec: { containers: [{ name: main, image: "${image}" }] }
`;
const crd = (more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.acme.example${more} }
spec:
  group: acme.example
  names: { kind: Cart, plural: carts }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;

const shop: SmallFiles = {
  'Chart.yaml': chartYaml(),
  'values.yaml': 'image: "acme/shop:v1"\n',
  'crds/carts.yaml': crd(),
  'templates/web.yaml': workload('web', '', '{{ .Values.image }}'),
  'templates/worker.yaml': workload('worker', `, ${labels}`, 'acme/worker:v1'),
  'templates/accounts.yaml': ['web', 'worker', 'jobs']
    .map((name) => labelled('ServiceAccount', name, '---\n'))
    .join(''),
  'templates/settings.yaml': labelled('ConfigMap', 'settings', 'data: { size: "3" }\n'),
  'templates/old.yaml': labelled('ConfigMap', 'old'),
};
const next: SmallFiles = {
  ...shop,
  'Chart.yaml': chartYaml('1.1.0'),
  'values.yaml': 'image: "acme/shop:v2"\n',
  'crds/carts.yaml': crd(', labels: { new: "1" }'),
  'templates/old.yaml': '',
  'templates/new.yaml': labelled('ConfigMap', 'new'),
};
const dev: SmallFiles = { ...cluster('dev'), 'clusters/dev/apps.yaml': flux('apps', 'apps') };

/** Thirty workloads of one image, in three releases. */
const images = (version: string): SmallFiles => {
  const names = ['a', 'b', 'c'];
  return chartFleet(
    {
      'Chart.yaml': chartYaml('1.0.0', 'shop'),
      'templates/all.yaml':
        '{{ range $i := until 10 }}---\n' +
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: {{ $.Release.Name }}-{{ $i }} }\n' +
        'spec: { selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, ' +
        'spec: { containers: [{ name: main, image: "acme/base:{{ $.Values.tag }}" }] } } }\n{{ end }}',
    },
    [`values: { tag: "${version}" }`],
    Object.fromEntries(
      names.map((name) => [`apps/${name}.yaml`, releaseOf(name, 'charts/shop', [`values: { tag: "${version}" }`])]),
    ),
  );
};

const stories: readonly (readonly [string, Review])[] = [
  ['new-version', reviewOf({ ...chartFleet(shop), ...dev }, { ...chartFleet(next), ...dev })],
  [
    'only-labels',
    reviewOf({ ...chartFleet(shop), ...dev }, { ...chartFleet({ ...shop, 'Chart.yaml': chartYaml('1.0.1') }), ...dev }),
  ],
  ['one-image-in-forty', reviewOf(images('1.0.0'), images('1.1.0'))],
];

test.each(stories)('what charts make: the comment and the text of %s read as their golden files', (name, review) => {
  const comment = toMarkdown(review, { link: exampleLink });
  expect(comment).toBe(golden(`charts/${name}.md`, comment));
  expect(liveConstructs(comment)).toEqual([]);
  const text = toText(review);
  expect(text).toBe(golden(`charts/${name}.txt`, text));
});

const version = { of: 'chart kyverno', before: '3.4.4', after: '3.5.2', step: 'minor' } as const;
const ofChart = (kind: string, name: string, more: Partial<Changed> = {}): Changed => ({
  ...{ apiVersion: 'v1', kind, namespace: 'kyverno', name, unit: 'infra/kyverno', root: 'infra', effect: 'updated' },
  release: 'kyverno/kyverno',
  chain: [{ path: 'infra/kyverno/release.yaml', line: 9 }],
  fields: [changeOf(['data', 'size'], '1', '2')],
  ...more,
});
const changeOf = (segments: readonly string[], before: string, after: string): FieldChange => ({
  path: segments.join('.'),
  segments: [...segments],
  before,
  after,
});
const { release: _release, ...helmRelease } = ofChart('HelmRelease', 'kyverno', {
  fields: [{ ...changeOf(['spec', 'chart', 'spec', 'version'], '3.4.4', '3.5.2'), version }],
});
const definition = (name: string) => ofChart('CustomResourceDefinition', name, { effect: 'exempt' });
const changed = [
  helmRelease,
  ...Array.from({ length: 40 }, (_, at) => ofChart('ConfigMap', `settings-${at}`)),
  definition('policies.kyverno.io'),
  definition('reports.kyverno.io'),
];
const gained = [ofChart('Role', 'a'), ofChart('Role', 'b')].map(({ fields: _fields, ...each }) => each);
const lost = gained.slice(0, 1);
const prod = clusterOf('prod', { changed, gained, lost });

test.each([
  ['one release', { prod }, 'kyverno 3.4.4 → 3.5.2 (minor): prod ~41 +2 −1 · 2 CRDs stay as they are'],
  [
    'the same in clusters, and one without it',
    { test: clusterOf('test'), dev: prod, prod },
    'kyverno 3.4.4 → 3.5.2 (minor): dev and prod ~41 +2 −1 each · test unchanged · 2 CRDs stay as they are',
  ],
  [
    'the object that names its chart',
    {
      prod: clusterOf('prod', {
        changed: [ofChart('ConfigMap', 'settings')],
        affected: [
          { apiVersion: 'x', kind: 'HelmRelease', namespace: 'kyverno', name: 'kyverno', reason: 'goes', version },
        ],
      }),
    },
    'kyverno 3.4.4 → 3.5.2 (minor): prod ~1',
  ],
  [
    'a thousand objects',
    {
      prod: clusterOf('prod', {
        changed: [helmRelease, ...Array.from({ length: 1_040 }, (_, at) => ofChart('ConfigMap', `settings-${at}`))],
      }),
    },
    'kyverno 3.4.4 → 3.5.2 (minor): prod ~1,041',
  ],
  [
    'something else beside it',
    { prod: clusterOf('prod', { changed: [...changed, { ...helmRelease, kind: 'ConfigMap', fields: [] }] }) },
    'kyverno 3.4.4 → 3.5.2 (minor): prod changes 44 objects',
  ],
])('a new version of a chart is the headline: %s', (_, clusters, expected) => {
  expect(headline(reviewWith({ clusters }))).toBe(expected);
});

test('3,000 objects of one chart: what each version brings is a line, and what is different is shown as far as there is room', () => {
  const label = changeOf(['metadata', 'labels', 'helm.sh/chart'], 'kyverno-3.4.4', 'kyverno-3.5.2');
  const objects = Array.from({ length: 3_000 }, (_, at) => {
    if (at % 3 === 0) return ofChart('Service', `service-${at}`, { fields: [label] });
    const image = changeOf(['spec', 'template', 'spec', 'image'], 'acme/x:1', 'acme/x:2');
    if (at % 3 === 1) return ofChart('Deployment', `web-${at}`, { effect: 'rolled', fields: [label, image] });
    return ofChart('ConfigMap', `settings-${at}`, { fields: [changeOf(['data', 'size'], `${at}`, `${at + 1}`)] });
  });
  const review = reviewWith({ clusters: { prod: clusterOf('prod', { changed: [helmRelease, ...objects] }) } });
  const comment = toMarkdown(review, { link: exampleLink });
  const { summary, text } = toCheckOutput(review, { link: exampleLink });
  for (const output of [comment, summary, text]) {
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(65_535);
    expect(liveConstructs(output)).toEqual([]);
  }
  expect(comment).toContain('### `kyverno 3.4.4 → 3.5.2` (minor): prod ~3,001');
  expect(comment).toContain("- **\\~** 1,000 objects change only labels of the chart's version");
  expect(comment).toMatch(/the same in 999 others: Deployment .* and 969 more/);
  const settings = comment.match(/^- \*\*\\~\*\* ConfigMap/gm)?.length ?? 0;
  const left = Number(/^> ([\d,]+) changed objects/m.exec(comment)?.[1]?.replace(',', ''));
  expect(settings + left).toBe(1_000);
  expect(settings).toBeGreaterThan(150);
  expect(toText(review).match(/^ {4}~ ConfigMap/gm)).toHaveLength(1_000);
  expect(toHtml(review)).toContain("1,000 objects change only labels of the chart's version".replace("'", '&#39;'));
});
