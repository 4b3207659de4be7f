import { expect, test } from '@jest/globals';
import { Random } from '../../scripts/fuzz/random.ts';
import { Memory } from '../../src/memo/memory.ts';
import { review } from '../../src/review.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { sourceKey } from '../../src/tree/sources/source-ref.ts';
import { packed } from '../flux/charts/tells.ts';
import type { Table } from '../review/elsewhere/elsewhere-fleet.ts';
import { AS_GIVEN, type Layout } from '../review/review-of.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { isThorough } from '../thorough.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { treeWithSources } from '../tree/tree-with-sources.ts';

const URL = 'https://charts.example.com';
const REPOSITORY = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: shop }
spec: { url: ${URL} }
`;
const VERSIONS = ['1.0.0', '1.1.0', '1.x'];
const GONE = { reason: 'it has no such version', remedy: 'Choose another.', isGone: true } as const;
const NOT_TOLD = { reason: 'the registry does not say', remedy: 'Ask it.' } as const;
/** Those of the image that the template of the pod names. */
const TAGS = ['v0', 'v1', 'v2', 'v3', 'v4', 'd1', 'd2', 'made'];
const imageKey = (reference: string) => sourceKey({ kind: 'image', url: 'oci://docker.io/library/a', reference });
const keyOf = (version: string) => sourceKey({ kind: 'chart', url: URL, name: 'db', version });

const object = (kind: string, name: string, rest: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n${rest}\n`;
const values = (text: string) => object('ConfigMap', 'values, namespace: shop', `data: { values.yaml: "${text}" }`);
const definition = (version: string, more = '') => `apiVersion: v2\nname: shop\nversion: ${version}\n${more}`;
const COMMON = `dependencies: [{ name: common, version: 1.x.x, repository: "file://../common" }]\n`;
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.acme.example }
spec:
  group: acme.example
  names: { kind: Cart, plural: carts }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;

/** Of the chart `shop`: what asks for another release's API, for chance, for what is given, for what is not there. */
const TEMPLATES = [
  object('ConfigMap', 'shop', 'data: { is: {{ toJson .Values | quote }} }'),
  '{{ if .Capabilities.APIVersions.Has "acme.example/v1/Cart" }}\napiVersion: acme.example/v1\nkind: Cart\nmetadata: { name: cart }\n{{ end }}',
  object('Secret', 'password', 'stringData: { is: {{ randAlphaNum 8 }} }'),
  object('ConfigMap', 'late', 'metadata: { annotations: { helm.sh/hook: pre-upgrade } }'),
  object('ConfigMap', 'values', 'data: { values.yaml: "tag: made" }'),
  '{{ fail "it fails" }}',
  '{{ required "a tag" .Values.tag }}',
  'apiVersion: v1\nkind: Pod\nmetadata: { name: pod }\nspec: { containers: [{ name: a, image: "a:{{ .Values.tag }}" }] }\n',
];

const release = (name: string, chart: string, source: string, more: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: shop }
spec:
  interval: 1h
  chart: { spec: { chart: ${chart}, sourceRef: ${source} } }
${more}`;
const LOCAL = '{ kind: GitRepository, name: flux-system, namespace: flux-system }';
const SPECS = [
  '  values: { tag: v1 }\n',
  '  values: { tag: v2, password: "secret" }\n',
  '  valuesFrom: [{ kind: ConfigMap, name: values }]\n',
  '  valuesFrom: [{ kind: Secret, name: hidden, optional: true }]\n  values: { tag: v1 }\n',
  '  suspend: true\n',
  '  upgrade: { crds: CreateReplace }\n',
  '  targetNamespace: other\n',
  '  kubeConfig: { secretRef: { name: spoke } }\n',
  '',
];

/** Every file of the fleet, of which one to three are others each time. */
function edited(random: Random, last: Layout): Layout {
  const of = <T>(items: readonly T[]): T => random.pick(items);
  const edits: readonly (() => Layout)[] = [
    () => ({ 'shop/shop.yaml': release('shop', of(['charts/shop', 'charts/shop', 'charts/gone']), LOCAL, of(SPECS)) }),
    () => ({
      'shop/shop.yaml': release(
        'shop',
        `charts/shop, reconcileStrategy: Revision, valuesFiles: [values.yaml, more.yaml], ignoreMissingValuesFiles: true`,
        LOCAL,
        of(SPECS),
      ),
    }),
    () => ({
      'shop/db.yaml': release(
        'db',
        `db, version: "${of(VERSIONS)}"`,
        '{ kind: HelmRepository, name: charts }',
        of(SPECS),
      ),
    }),
    () => ({ 'shop/values.yaml': values(of(['tag: v3', 'tag: v4', 'a: [', 'tag: null'])) }),
    () => ({
      'shop/hidden.yaml': object(
        'Secret',
        'hidden, namespace: shop',
        `stringData: { values.yaml: "tag: ${of(['s1', 's2'])}" }`,
      ),
    }),
    () => ({ 'shop/charts.yaml': of([REPOSITORY, REPOSITORY.replace('spec: {', 'spec: { suspend: true,')]) }),
    () => ({ 'charts/shop/Chart.yaml': definition(of(['1.0.0', '1.0.1', 'none']), of(['', COMMON])) }),
    () => ({ 'charts/shop/values.yaml': of(['tag: v0\n', 'replicas: 2\n', '']) }),
    () => ({ 'more.yaml': of(['more: 1\n', 'more: 2\n']) }),
    () => ({ [`charts/shop/templates/${of(['a', 'b'])}.yaml`]: of(TEMPLATES) }),
    () => ({ 'charts/shop/crds/carts.yaml': of([CRD, '# none\n', CRD.replace('v1, served', 'v2, served')]) }),
    () => ({ 'charts/shop/.helmignore': of(['', 'templates/b.yaml\n', 'crds/\n']) }),
    () => ({ 'charts/common/Chart.yaml': definition(of(['1.0.0', '2.0.0'])).replace('shop', 'common') }),
    () => ({ 'charts/common/templates/c.yaml': of(TEMPLATES) }),
    () => ({ 'README.md': String(random.int(0, 1_000)) }),
  ];
  return Object.assign({ ...last }, ...random.some(1, 3, () => of(edits)()));
}

/** What repositories of charts and of images have: a range moves, and versions come and go. */
function tableOf(random: Random): Table {
  const archive = () =>
    random.chance(0.15)
      ? GONE
      : packed({
          'db/Chart.yaml': definition(random.pick(['1.0.0', '1.1.0'])).replace('shop', 'db'),
          'db/values.yaml': random.pick(['tag: d1\n', 'tag: d2\n']),
          'db/templates/a.yaml': random.pick(TEMPLATES).replaceAll('shop', 'db'),
          'db/crds/carts.yaml': random.pick([CRD, '# none\n']),
        });
  const image = () => (random.chance(0.3) ? GONE : NOT_TOLD);
  return Object.fromEntries([
    ...VERSIONS.map((version) => [keyOf(version), archive()] as const),
    ...TAGS.map((tag) => [imageKey(tag), image()] as const),
  ]);
}

const FLEET: Layout = {
  ...cluster('dev'),
  ...cluster('prod'),
  'clusters/dev/shop.yaml': flux('shop', 'shop'),
  'clusters/prod/shop.yaml': flux('shop', 'shop'),
  'shop/charts.yaml': REPOSITORY,
  'shop/shop.yaml': release('shop', 'charts/shop', LOCAL, '  values: { tag: v1 }\n'),
  'shop/db.yaml': release('db', 'db, version: 1.0.0', '{ kind: HelmRepository, name: charts }', ''),
  'shop/values.yaml': values('tag: v3'),
  'charts/shop/Chart.yaml': definition('1.0.0', COMMON),
  'charts/shop/values.yaml': 'tag: v0\n',
  'charts/shop/templates/a.yaml': TEMPLATES[0] ?? '',
  'charts/common/Chart.yaml': definition('1.0.0').replace('shop', 'common'),
  'charts/common/templates/c.yaml': TEMPLATES[1] ?? '',
};

test.each([1, 2])(
  'a review that remembers earlier ones says what a new one says, whatever releases, charts and values are edited (seed %i)',
  (seed) => {
    const random = new Random(seed);
    const memory = new Memory();
    let known: readonly RepoTree[] = [];
    let merged = FLEET;
    let table = tableOf(random);
    let effects = 0;
    for (let edit = 0; edit < (isThorough ? 1_000 : 15); edit++) {
      const files = edited(random, merged);
      if (random.chance(0.3)) table = tableOf(random);
      const [before, after] = [treeWithSources(merged, table), treeWithSources(files, table)];
      const request = { ...AS_GIVEN, before, after };
      const warm = review({ ...request, workspace: { memory, known } });
      expect(JSON.stringify(warm)).toBe(JSON.stringify(review(request)));
      effects += Object.values(warm.clusters).flatMap(({ changed, gained }) => [...changed, ...gained]).length;
      known = [before, after, ...known].slice(0, 4);
      if (random.chance(0.7)) merged = files;
      // A history that breaks more and more of its fleet would test less and less.
      if (random.chance(0.1)) merged = FLEET;
    }
    expect(effects).toBeGreaterThan(5);
  },
);

test('a review of 150 releases of which one changes renders that one alone', () => {
  const one = (name: string, tag = name) => ({
    [`shop/${name}.yaml`]: release(name, 'charts/one', LOCAL, `  values: { tag: ${tag} }\n`),
  });
  const names = Array.from({ length: 150 }, (_, at) => `app-${at}`);
  const before: Layout = {
    ...FLEET,
    'charts/one/Chart.yaml': definition('1.0.0'),
    'charts/one/templates/a.yaml': object('ConfigMap', '{{ .Release.Name }}', 'data: { tag: {{ .Values.tag }} }'),
    ...Object.assign({}, ...names.map((name) => one(name))),
  };
  /** How much is computed for a change, and what of it is read of its own tree. */
  const costOf = (change: Layout) => {
    const memory = new Memory();
    const [was, is] = [memoryTree(before), memoryTree({ ...before, ...change })];
    review({ ...AS_GIVEN, before: was, after: was, workspace: { memory, known: [] } });
    const { computed } = memory;
    const { clusters } = review({ ...AS_GIVEN, before: was, after: is, workspace: { memory, known: [was] } });
    const changed = clusters.prod?.changed.map(({ kind, name }) => `${kind}/${name}`);
    return { changed, computed: memory.computed - computed, read: new Set(is.opened).size };
  };
  const ofValues = costOf({ 'shop/values.yaml': values('tag: v4') });
  const ofRelease = costOf(one('app-7', 'other'));
  const rendered = 2;
  /** Above the template, to tell that it is there; no file of a chart. */
  const directories = 3;
  expect(ofRelease).toEqual({
    changed: ['HelmRelease/app-7', 'ConfigMap/app-7'],
    computed: ofValues.computed + rendered,
    read: ofValues.read + directories,
  });
});
