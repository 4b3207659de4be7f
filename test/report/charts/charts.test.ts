import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { toMarkdown } from '../../../src/report/markdown/to-markdown.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import { emptyWorkspace } from '../../../src/tree/files/workspace.ts';
import { type ChartFiles, startChartHost } from '../../fake-sources/chart-host.ts';
import { loadCharts } from '../../fixtures/fleets/load-charts.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../../fixtures/fleets/load-fleet.ts';
import { removeTempFolders } from '../../git/temp-repository.ts';
import type { Layout } from '../../review/review-of.ts';
import { exampleLink, golden } from '../golden.ts';
import { liveConstructs } from '../live-constructs.ts';
import { servedReview } from './served-review.ts';
import { bareChart, patched, REPOSITORY, release, shopChart, shopFleet } from './shop-charts.ts';

afterAll(removeTempFolders);

const object = (kind: string, name: string, rest = '', metadata = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}${metadata} }\n${rest}`;
const hook = (events: string, image = 'shop:1') =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate, annotations: { helm.sh/hook: "${events}" } }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "ghcr.io/acme/${image}" }] } } }\n`;
const definition = (plural: string, kind: string, fields: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.acme.example }
spec:
  group: acme.example
  names: { kind: ${kind}, plural: ${plural} }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { ${fields} } } } } }
`;
const cart = 'apiVersion: acme.example/v1\nkind: Cart\nmetadata: { name: first }\nspec: { size: 3 }\n';
const SECRET = 'correct-horse-battery';
const secret = (password: string) =>
  object('Secret', 'login', `stringData: { password: ${password} }\n`, ', namespace: shop');
const reading = {
  'templates/config.yaml': object(
    'ConfigMap',
    'config',
    'data: { url: "https://shop:{{ .Values.password }}@db", user: {{ .Values.user | default "shop" }} }\n',
  ),
};

interface Case {
  readonly charts: readonly ChartFiles[];
  readonly before: Layout;
  readonly after: Layout;
  /** What no comment may hold. */
  readonly hidden?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'crd-policies': {
    charts: [
      shopChart('1.0.0', {
        'crds/orders.yaml': definition('orders', 'Order', 'total: { type: number }'),
        'crds/old.yaml': definition('returns', 'Return', 'why: { type: string }'),
      }),
      shopChart('1.1.0', {
        'crds/orders.yaml': definition('orders', 'Order', 'total: { type: number }, currency: { type: string }'),
        'crds/carts.yaml': definition('carts', 'Cart', 'size: { type: integer }'),
        'templates/cart.yaml': cart,
      }),
    ],
    before: policies('1.0.0'),
    after: policies('1.1.0'),
  },
  'values-in-base-and-overlay': {
    charts: [shopChart('1.0.0')],
    before: shopFleet({
      'shop.yaml': release('1.0.0', ['values: { replicas: 2, log: text }']),
      ...patched('prod', '{ spec: { values: { replicas: 5 } } }'),
    }),
    after: shopFleet({
      'shop.yaml': release('1.0.0', ['values: { replicas: 3, log: json }']),
      ...patched('prod', '{ spec: { values: { replicas: 6 } } }'),
    }),
  },
  'values-from': {
    charts: [shopChart('1.0.0')],
    before: shopFleet({
      'shop.yaml': release('1.0.0', [
        'valuesFrom: [{ kind: ConfigMap, name: sizes }, { kind: ConfigMap, name: sizes, valuesKey: log, targetPath: log }]',
      ]),
      'sizes.yaml': object(
        'ConfigMap',
        'sizes',
        'data: { values.yaml: "replicas: 2", log: text }\n',
        ', namespace: shop',
      ),
    }),
    after: shopFleet({
      'shop.yaml': release('1.0.0', [
        'valuesFrom: [{ kind: ConfigMap, name: sizes }, { kind: ConfigMap, name: sizes, valuesKey: log, targetPath: log }]',
      ]),
      'sizes.yaml': object(
        'ConfigMap',
        'sizes',
        'data: { values.yaml: "replicas: 4", log: json }\n',
        ', namespace: shop',
      ),
    }),
  },
  'value-of-a-secret': {
    charts: [shopChart('1.0.0', reading)],
    before: shopFleet({
      'shop.yaml': release('1.0.0', [
        'valuesFrom: [{ kind: Secret, name: login, valuesKey: password, targetPath: password }]',
      ]),
      'login.yaml': secret(`${SECRET}-1`),
    }),
    after: shopFleet({
      'shop.yaml': release('1.0.0', [
        'valuesFrom: [{ kind: Secret, name: login, valuesKey: password, targetPath: password }]',
      ]),
      'login.yaml': secret(`${SECRET}-2`),
    }),
    hidden: [SECRET],
  },
  'password-by-chance': {
    charts: ['1.0.0', '1.1.0'].map((version) =>
      shopChart(version, {
        'templates/pass.yaml': object(
          'Secret',
          'pass',
          'data: { password: {{ randAlphaNum 12 | b64enc }}, user: {{ .Chart.Version | b64enc }} }\n',
        ),
      }),
    ),
    before: shopFleet({ 'shop.yaml': release('1.0.0') }),
    after: shopFleet({ 'shop.yaml': release('1.1.0') }),
  },
  'hooks-and-what-is-kept': {
    charts: [
      shopChart('1.0.0', {
        'templates/migrate.yaml': hook('pre-upgrade,pre-install'),
        'templates/check.yaml': hook('test').replace('name: migrate', 'name: check'),
        'templates/claim.yaml': object(
          'PersistentVolumeClaim',
          'carts',
          'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
          ', annotations: { helm.sh/resource-policy: keep }',
        ),
        'templates/orders.yaml': object(
          'PersistentVolumeClaim',
          'orders',
          'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
        ),
      }),
      shopChart('2.0.0', {
        'templates/migrate.yaml': hook('pre-upgrade,pre-install', 'shop:2'),
        'templates/warm.yaml': hook('post-upgrade').replace('name: migrate', 'name: warm'),
      }),
    ],
    before: shopFleet({ 'shop.yaml': release('1.0.0') }),
    after: shopFleet({ 'shop.yaml': release('2.0.0') }),
  },
  'upgrade-that-fails': {
    charts: [
      shopChart('1.0.0'),
      shopChart('2.0.0', {
        'values.yaml': 'replicas: 2\nlog: text\napp: store\n',
        'templates/more.yaml': object('ConfigMap', 'more'),
      }),
      bareChart('cart', '1.0.0', {
        'templates/cart.yaml': object('ConfigMap', 'cart', 'data: { size: "{{ .Values.size }}" }\n'),
      }),
    ],
    before: shopFleet({
      'shop.yaml': release('1.0.0'),
      'cart.yaml': release('1.0.0', ['dependsOn: [{ name: shop }]', 'values: { size: 1 }'], 'cart'),
    }),
    after: shopFleet({
      'shop.yaml': release('2.0.0'),
      'cart.yaml': release('1.0.0', ['dependsOn: [{ name: shop }]', 'values: { size: 2 }'], 'cart'),
    }),
  },
  'chart-that-fails': {
    charts: [
      shopChart('1.0.0'),
      shopChart('2.0.0', {
        'templates/route.yaml': object(
          'ConfigMap',
          'route',
          'data: { host: {{ required "a host is required: set host" .Values.host }} }\n',
        ),
      }),
    ],
    before: shopFleet({
      'shop.yaml': release('1.0.0'),
      ...patched('dev', '{ spec: { values: { host: dev.example.com } } }'),
    }),
    after: shopFleet({
      'shop.yaml': release('2.0.0'),
      ...patched('dev', '{ spec: { values: { host: dev.example.com } } }'),
    }),
  },
  'version-that-is-not-there': {
    charts: [shopChart('1.0.0')],
    before: shopFleet({ 'shop.yaml': release('1.0.0') }),
    after: shopFleet({ 'shop.yaml': release('1.0.1') }),
  },
  'api-that-another-release-brings': {
    charts: [
      shopChart('1.0.0', {
        'templates/cart.yaml': `{{ if .Capabilities.APIVersions.Has "acme.example/v1/Cart" }}\n${cart}{{ end }}`,
      }),
      bareChart('carts', '1.0.0', { 'crds/carts.yaml': definition('carts', 'Cart', 'size: { type: integer }') }),
    ],
    before: shopFleet({ 'shop.yaml': release('1.0.0') }),
    after: shopFleet({
      'shop.yaml': release('1.0.0'),
      ...listed('dev', '../../../apps/carts'),
      'apps/carts/kustomization.yaml': 'resources: [carts.yaml]\n',
      'apps/carts/carts.yaml': release('1.0.0', [], 'carts'),
    }),
  },
};

function policies(version: string): Layout {
  return shopFleet(
    {
      'shop.yaml': release(version),
      ...patched('replace', '{ spec: { upgrade: { crds: CreateReplace } } }'),
      ...patched('skip', '{ spec: { upgrade: { crds: Skip } } }'),
    },
    ['create', 'replace', 'skip'],
  );
}

function listed(name: string, ...more: readonly string[]): Layout {
  return {
    [`clusters/${name}/apps/kustomization.yaml`]: `resources:\n- ../../../apps/shop\n${more.map((path) => `- ${path}\n`).join('')}`,
  };
}

/** Links to what stands in the repository, as the App makes them. */
function commentOf(review: Review, before: Layout, after: Layout): string {
  return toMarkdown(review, {
    link: (path, line, side) =>
      path in (side === 'before' ? before : after) ? exampleLink(path, line, side) : undefined,
  });
}

test.each(Object.entries(cases))(
  'the comment of %s reads as its golden file',
  async (name, { charts, before, after, hidden = [] }) => {
    const host = await startChartHost({ [REPOSITORY]: charts });
    const review = await servedReview(before, after, host);
    await host.close();
    const comment = commentOf(review, before, after);
    expect(comment).toBe(golden(`charts/${name}.md`, comment));
    expect(liveConstructs(comment)).toEqual([]);
    for (const text of hidden) expect(comment).not.toContain(text);
  },
);

test('the comment of a new version of Kyverno in the fleet of the article reads as its golden file', async () => {
  const text = (files: Iterable<readonly [string, Buffer | null]>): Layout =>
    Object.fromEntries([...files].map(([path, bytes]) => [path, String(bytes)]));
  const story = loadStories(articleStories).find(({ name }) => name === '10-kyverno-chart-version');
  const before = text(loadFleet(articleRepo));
  const after = { ...before, ...text(story?.changes ?? []) };
  const host = await startChartHost(loadCharts(join(articleRepo, '../charts')));
  const review = await servedReview(before, after, host);
  await host.close();
  const comment = commentOf(review, before, after);
  expect(comment).toBe(golden('charts/kyverno-in-three-clusters.md', comment));
  expect(liveConstructs(comment)).toEqual([]);
});

test('a release in forty clusters is fetched once, and rendered once for each of its versions', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `c${index + 10}`);
  const before = shopFleet({ 'shop.yaml': release('1.0.0') }, names);
  const after = shopFleet({ 'shop.yaml': release('1.1.0') }, names);
  const reviewed = async (more: ChartFiles) => {
    const charts = ['1.0.0', '1.1.0'].map((version) => shopChart(version, more));
    const host = await startChartHost({ [REPOSITORY]: charts });
    const workspace = emptyWorkspace();
    const review = await servedReview(before, after, host, { workspace });
    await host.close();
    return { review, requests: host.requests, computed: workspace.memory.computed };
  };
  const few = await reviewed({});
  const many = await reviewed({
    'templates/many.yaml': `{{ range until 100 }}\n---\n${object('ConfigMap', 'm{{ . }}')}{{ end }}`,
  });
  // Both archives are asked for at once.
  expect(few.requests.toSorted()).toEqual(['GET /0/index.yaml', 'GET /0/shop-1.0.0.tgz', 'GET /0/shop-1.1.0.tgz']);
  // Each of the two renderings once, and what every cluster has of its own of both sides.
  expect(many.computed - few.computed).toBe(2 * 100 + 2 * 100 * names.length);
  const comment = commentOf(few.review, before, after);
  expect(comment).toBe(golden('charts/forty-clusters.md', comment));
});
