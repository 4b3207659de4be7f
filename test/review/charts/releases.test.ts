import { expect, test } from '@jest/globals';
import { cluster, flux, type SmallFiles } from '../small-fleet.ts';
import { chartFleet, chartYaml, releaseOf, said } from './chart-fleet.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Values.app | default "shop" }} } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: "acme/shop:{{ .Values.tag }}" }] }
`;
const shop: SmallFiles = {
  'Chart.yaml': chartYaml(),
  'values.yaml': 'replicas: 2\ntag: v1\n',
  'templates/deployment.yaml': deployment,
};
const next: SmallFiles = { ...shop, 'Chart.yaml': chartYaml('1.1.0') };
const object = (kind: string, name: string, rest = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}${rest} }\n`;
/** The release once more, in another root. */
const twins = (replicas: number): SmallFiles => ({
  'clusters/prod/more.yaml': flux('more', 'more'),
  'more/shop.yaml': releaseOf('shop', 'charts/shop', [`values: { replicas: ${replicas} }`]),
});
/** The release in another cluster, that is rendered before. */
const dev = (spec: string): SmallFiles => ({
  ...cluster('dev'),
  'clusters/dev/apps.yaml': flux('apps', 'dev'),
  'dev/shop.yaml': releaseOf('shop', 'charts/shop', [spec]),
});
/** A patch of the release, in another file than its own. */
const patched = (replicas: number): SmallFiles => ({
  'apps/kustomization.yaml': `resources: [shop.yaml]
patches: [{ target: { kind: HelmRelease }, patch: '- { op: replace, path: /spec/values/replicas, value: ${replicas} }' }]
`,
});
const crd = (more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.acme.example${more} }
spec:
  group: acme.example
  names: { kind: Cart, plural: carts }
  scope: Namespaced
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;

test('what the values of a release call a password is hidden where the chart puts it', () => {
  const chart = {
    'Chart.yaml': chartYaml(),
    'templates/a.yaml': `${object('ConfigMap', 'a')}data: { x: "user {{ .Values.password }}" }\n`,
  };
  const values = (password: string) => [`values: { password: ${password} }`];
  expect(said(chartFleet(chart, values('Zx9Qk7tUvW3')), chartFleet(chart, values('Ab8Kw2pLmN4')))).toEqual([
    'changed HelmRelease shop/shop: updated, spec.values.password "***" → "***"',
    'changed ConfigMap shop/a of shop/shop: updated, data.x "***" → "***"',
  ]);
});

test('an object that a chart names by chance is told by that, and no line break is in what is said of a chart', () => {
  const named = (name: string, rest = '') => ({
    'Chart.yaml': chartYaml(rest === '' ? '1.0.0' : '1.1.0'),
    'templates/a.yaml': `${object('ConfigMap', `"${name}"`)}${rest}`,
  });
  const [whole, part] = ['r-{{ randAlphaNum 5 | lower }}', 'r-{{ randAlphaNum 5 }}-x'];
  expect(said(chartFleet(named(whole)), chartFleet(named(whole, 'data: { x: y }\n')))).toContain(
    'changed ConfigMap shop/(generated in the cluster) of shop/shop: updated, data nothing → {"x":"y"}',
  );
  expect(said(chartFleet(named(part)), chartFleet(named(part, 'data: { x: y }\n')))).toContain(
    'changed ConfigMap shop/r-(generated in the cluster)-x of shop/shop: updated, data nothing → {"x":"y"}',
  );
  const schema = { ...named('a'), 'values.schema.json': '{"required": ["x", "y"]}' };
  expect(said({}, chartFleet(schema)).filter((line) => line.startsWith('after'))).toEqual([
    "after: HelmRelease shop/shop cannot be installed with version 1.0.0 of its chart: values don't meet the specifications of the schema(s) in the following chart(s): shop: - at '': missing properties 'x', 'y'",
  ]);
});

const cases: readonly (readonly [string, SmallFiles, SmallFiles, readonly string[]])[] = [
  [
    'a value of the release reaches the objects of its chart',
    chartFleet(shop),
    chartFleet(shop, ['values: { replicas: 3 }']),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"replicas":3}',
      'changed Deployment shop/shop of shop/shop: updated, spec.replicas 2 → 3',
    ],
  ],
  [
    'a new version of a chart in the repository brings its new defaults',
    chartFleet(shop),
    chartFleet({ ...next, 'values.yaml': 'replicas: 2\ntag: v2\n' }),
    [
      'changed Deployment shop/shop of shop/shop: rolled, spec.template.spec.containers[name=shop].image "acme/shop:v1" → "acme/shop:v2"',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'a chart that is edited without a new version stays as the cluster has it, also where it could not be rendered',
    chartFleet(shop),
    chartFleet({ ...shop, 'values.yaml': 'replicas: 9\ntag: v1\n', 'templates/x.yaml': '{{ fail "never" }}' }),
    [
      'affected shop: stale: its chart `charts/shop` is edited and stays 1.0.0: it will not roll out (reconcileStrategy: ChartVersion); raise version in charts/shop/Chart.yaml',
    ],
  ],
  [
    'other values are given to the chart that the cluster has',
    chartFleet(shop),
    chartFleet({ ...shop, 'values.yaml': 'replicas: 9\ntag: v9\n' }, ['values: { replicas: 3 }']),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"replicas":3}',
      'changed Deployment shop/shop of shop/shop: updated, spec.replicas 2 → 3',
      'affected shop: stale: its chart `charts/shop` is edited and stays 1.0.0: it will not roll out (reconcileStrategy: ChartVersion); raise version in charts/shop/Chart.yaml',
    ],
  ],
  [
    'values of a ConfigMap that another release makes',
    chartFleet(shop, ['valuesFrom: [{ kind: ConfigMap, name: sizes }]'], {
      'apps/sizes.yaml': releaseOf('sizes', 'charts/sizes'),
      'charts/sizes/Chart.yaml': chartYaml('1.0.0', 'sizes'),
      'charts/sizes/templates/sizes.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: sizes }\ndata: { values.yaml: "replicas: {{ .Values.size }}" }\n',
      'charts/sizes/values.yaml': 'size: 4\n',
    }),
    chartFleet(shop, ['valuesFrom: [{ kind: ConfigMap, name: sizes }]'], {
      'apps/sizes.yaml': releaseOf('sizes', 'charts/sizes', ['values: { size: 5 }']),
      'charts/sizes/Chart.yaml': chartYaml('1.0.0', 'sizes'),
      'charts/sizes/templates/sizes.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: sizes }\ndata: { values.yaml: "replicas: {{ .Values.size }}" }\n',
      'charts/sizes/values.yaml': 'size: 4\n',
    }),
    [
      'changed HelmRelease shop/sizes: updated, spec.values nothing → {"size":5}',
      'changed ConfigMap shop/sizes of shop/sizes: updated, data["values.yaml"] "replicas: 4" → "replicas: 5"',
      'changed Deployment shop/shop of shop/shop: updated, spec.replicas 4 → 5',
      'affected shop: upgraded: its values change with ConfigMap `sizes` (`replicas`): it is upgraded within 1h',
    ],
  ],
  [
    'a FluxKustomization that a release makes is followed',
    chartFleet(shop),
    chartFleet({ ...next, 'templates/more.yaml': flux('more', 'more', ['prune: true', 'targetNamespace: shop']) }, [], {
      'more/more.yaml': object('ConfigMap', 'more'),
    }),
    [
      'gained Kustomization flux-system/more of shop/shop: created',
      'gained ConfigMap shop/more: created',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'a chart that asks for an API that another release brings',
    chartFleet({
      ...shop,
      'templates/cart.yaml':
        '{{ if .Capabilities.APIVersions.Has "acme.example/v1/Cart" }}{apiVersion: acme.example/v1, kind: Cart, metadata: {name: cart}}{{ end }}',
    }),
    chartFleet(
      {
        ...shop,
        'templates/cart.yaml':
          '{{ if .Capabilities.APIVersions.Has "acme.example/v1/Cart" }}{apiVersion: acme.example/v1, kind: Cart, metadata: {name: cart}}{{ end }}',
      },
      [],
      {
        'apps/carts.yaml': releaseOf('carts', 'charts/carts'),
        'charts/carts/Chart.yaml': chartYaml('1.0.0', 'carts'),
        'charts/carts/crds/carts.yaml': crd(),
      },
    ),
    [
      'gained HelmRelease shop/carts: created',
      'gained CustomResourceDefinition carts.acme.example of shop/carts: created',
      'affected shop: stale: changes with its next upgrade: its chart asks which APIs the cluster serves, and that changes',
    ],
  ],
  [
    'definitions of the folder crds/ stay where they are there already, unless they are replaced',
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }),
    chartFleet({ ...next, 'crds/carts.yaml': crd(', labels: { new: "1" }') }),
    [
      'changed CustomResourceDefinition carts.acme.example of shop/shop: exempt, metadata.labels.new nothing → "1", stays as it is: Helm does not replace an existing definition, unless `spec.upgrade.crds` is `CreateReplace`',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'definitions that the release replaces',
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }, ['upgrade: { crds: CreateReplace }']),
    chartFleet({ ...next, 'crds/carts.yaml': crd(', labels: { new: "1" }') }, ['upgrade: { crds: CreateReplace }']),
    [
      'changed CustomResourceDefinition carts.acme.example of shop/shop: updated, metadata.labels.new nothing → "1"',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'definitions that upgrades skip: those that an install made stay, and new ones are not made',
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }, ['upgrade: { crds: Skip }']),
    chartFleet(
      { ...next, 'crds/carts.yaml': crd(', labels: { new: "1" }'), 'crds/bags.yaml': crd().replace(/[Cc]art/g, 'bag') },
      ['upgrade: { crds: Skip }'],
    ),
    [
      'gained CustomResourceDefinition bags.acme.example of shop/shop: exempt, stays out of the cluster: `spec.upgrade.crds` is `Skip`',
      'changed CustomResourceDefinition carts.acme.example of shop/shop: exempt, metadata.labels.new nothing → "1", stays as it is: `spec.upgrade.crds` is `Skip`',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'what upgrades skip in one cluster is made in another one that renders the same',
    chartFleet(shop, ['upgrade: { force: true, crds: Skip }'], dev('upgrade: { force: true }')),
    chartFleet(
      { ...next, 'crds/carts.yaml': crd() },
      ['upgrade: { force: true, crds: Skip }'],
      dev('upgrade: { force: true }'),
    ),
    [
      'gained CustomResourceDefinition carts.acme.example of shop/shop: exempt, stays out of the cluster: `spec.upgrade.crds` is `Skip`',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'a release that is new is installed with the definitions that its upgrades skip',
    { ...chartFleet({ ...shop, 'crds/carts.yaml': crd() }), 'apps/shop.yaml': '' },
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }, ['upgrade: { crds: Skip }']),
    [
      'gained HelmRelease shop/shop: created',
      'gained CustomResourceDefinition carts.acme.example of shop/shop: created',
      'gained Deployment shop/shop of shop/shop: created',
    ],
  ],
  [
    'definitions that are never applied are told of where they change and nothing else brings them',
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }, ['install: { crds: Skip }', 'upgrade: { crds: Skip }'], {
      'apps/bags.yaml': crd().replace(/[Cc]art/g, 'bag'),
    }),
    chartFleet(
      {
        ...next,
        'crds/carts.yaml': crd(', labels: { new: "1" }'),
        'crds/bags.yaml': crd().replace(/[Cc]art/g, 'bag'),
      },
      ['install: { crds: Skip }', 'upgrade: { crds: Skip }'],
      { 'apps/bags.yaml': crd().replace(/[Cc]art/g, 'bag') },
    ),
    [
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
      'affected shop: stale: its chart brings other definitions, and none is applied, as `spec.upgrade.crds` is `Skip`: `carts.acme.example`',
    ],
  ],
  [
    'what Helm keeps, what it deletes and what ran at an event',
    chartFleet({
      ...shop,
      'templates/kept.yaml': object('ConfigMap', 'kept', ', annotations: { helm.sh/resource-policy: keep }'),
      'templates/gone.yaml': object('ConfigMap', 'gone'),
      'templates/hook.yaml': object('ConfigMap', 'hook', ', annotations: { helm.sh/hook: "pre-upgrade,post-install" }'),
      'templates/test.yaml': object('ConfigMap', 'test', ', annotations: { helm.sh/hook: test }'),
    }),
    chartFleet({
      ...next,
      'templates/new.yaml': object('ConfigMap', 'new', ', annotations: { helm.sh/hook: pre-upgrade }'),
    }),
    [
      'gained ConfigMap shop/new of shop/shop: created, runs as a hook: before each upgrade',
      'lost ConfigMap shop/gone of shop/shop: pruned',
      'lost ConfigMap shop/kept of shop/shop: exempt, stays in the cluster, and nothing manages it: `helm.sh/resource-policy: keep`',
      'lost ConfigMap shop/hook of shop/shop: exempt, no longer runs as a hook',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
  [
    'a release that goes takes its objects with it',
    chartFleet({ ...shop, 'crds/carts.yaml': crd() }, [], {
      'apps/other.yaml': object('ConfigMap', 'other', ', namespace: shop'),
    }),
    {
      ...chartFleet(shop, [], { 'apps/other.yaml': object('ConfigMap', 'other', ', namespace: shop') }),
      'apps/shop.yaml': '',
    },
    [
      'lost HelmRelease shop/shop: pruned, Helm uninstalls its release: what its chart installed is deleted',
      'lost CustomResourceDefinition carts.acme.example of shop/shop: exempt, stays in the cluster: Helm deletes no definition of the folder `crds/`',
      'lost Deployment shop/shop of shop/shop: pruned',
    ],
  ],
  [
    'a field that cannot be changed in place fails the upgrade',
    chartFleet(shop),
    chartFleet({ ...next, 'templates/other.yaml': object('ConfigMap', 'other') }, ['values: { app: store }']),
    [
      'gained ConfigMap shop/other of shop/shop: created, `HelmRelease/shop/shop` stops: Deployment `shop/shop` is rejected',
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"app":"store"}',
      'changed Deployment shop/shop of shop/shop: rejected, spec.selector.matchLabels.app "shop" → "store"',
      'affected shop: stopped: its upgrade fails: Deployment `shop/shop` is rejected; what Helm applied before that stays',
    ],
  ],
  [
    'and does so with force too, which replaces in place',
    chartFleet(shop, ['upgrade: { force: true }']),
    chartFleet(shop, ['upgrade: { force: true }', 'values: { app: store }']),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"app":"store"}',
      'changed Deployment shop/shop of shop/shop: rejected, spec.selector.matchLabels.app "shop" → "store"',
      'affected shop: stopped: its upgrade fails: Deployment `shop/shop` is rejected; what Helm applied before that stays',
    ],
  ],
  [
    'a release waits for one whose upgrade fails',
    chartFleet(shop, [], {
      'apps/cart.yaml': releaseOf('cart', 'charts/cart', ['dependsOn: [{ name: shop }]']),
      'charts/cart/Chart.yaml': chartYaml('1.0.0', 'cart'),
      'charts/cart/templates/cart.yaml': object('ConfigMap', 'cart', ', labels: { size: "{{ .Values.size }}" }'),
    }),
    chartFleet(shop, ['values: { app: store }'], {
      'apps/cart.yaml': releaseOf('cart', 'charts/cart', ['dependsOn: [{ name: shop }]', 'values: { size: 1 }']),
      'charts/cart/Chart.yaml': chartYaml('1.0.0', 'cart'),
      'charts/cart/templates/cart.yaml': object('ConfigMap', 'cart', ', labels: { size: "{{ .Values.size }}" }'),
    }),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"app":"store"}',
      'changed HelmRelease shop/cart: updated, spec.values nothing → {"size":1}',
      'changed Deployment shop/shop of shop/shop: rejected, spec.selector.matchLabels.app "shop" → "store"',
      'changed ConfigMap shop/cart of shop/cart: updated, metadata.labels.size "" → "1", `HelmRelease/shop/cart` waits for `HelmRelease/shop/shop`, which stops',
      'affected cart: stopped: waits for `HelmRelease/shop/shop`, which stops',
      'affected shop: stopped: its upgrade fails: Deployment `shop/shop` is rejected; what Helm applied before that stays',
    ],
  ],
  [
    'a chart that asks for what it stored when it is upgraded is told that it is installed',
    chartFleet({
      ...shop,
      'templates/x.yaml': '{{ if .Release.IsUpgrade }}{{ fail "give me your password" }}{{ end }}',
    }),
    chartFleet(
      { ...shop, 'templates/x.yaml': '{{ if .Release.IsUpgrade }}{{ fail "give me your password" }}{{ end }}' },
      ['values: { replicas: 3 }', 'install: { disableHooks: true }'],
    ),
    [
      'changed HelmRelease shop/shop: updated, spec.install nothing → {"disableHooks":true}, spec.values nothing → {"replicas":3}',
      'changed Deployment shop/shop of shop/shop: updated, spec.replicas 2 → 3',
    ],
  ],
  [
    'a release that fails on both sides hides nothing but itself',
    chartFleet({ ...shop, 'templates/x.yaml': '{{ fail "never" }}' }, [], {
      'apps/a.yaml': object('ConfigMap', 'a', ', namespace: shop'),
    }),
    chartFleet({ ...shop, 'templates/x.yaml': '{{ fail "never" }}' }, [], {
      'apps/b.yaml': object('ConfigMap', 'b', ', namespace: shop'),
    }),
    [
      'gained ConfigMap shop/b: created',
      'lost ConfigMap shop/a: pruned',
      'standing: HelmRelease shop/shop cannot be installed with version 1.0.0 of its chart: execution error at (shop/templates/x.yaml:1:3): never',
    ],
  ],
  [
    'a release that fails on both sides and gets other values by a patch is not known',
    chartFleet({ ...shop, 'templates/x.yaml': '{{ fail "never" }}' }, ['values: { replicas: 1 }'], patched(2)),
    chartFleet({ ...shop, 'templates/x.yaml': '{{ fail "never" }}' }, ['values: { replicas: 1 }'], patched(3)),
    [
      'changed HelmRelease shop/shop: updated, spec.values.replicas 2 → 3',
      'standing: HelmRelease shop/shop cannot be installed with version 1.0.0 of its chart: execution error at (shop/templates/x.yaml:1:3): never, and its inputs differ in apps/shop.yaml',
    ],
  ],
  [
    'of a release that two roots bring, each otherwise, nothing is claimed',
    chartFleet(shop, ['values: { replicas: 1 }'], twins(2)),
    chartFleet(shop, ['values: { replicas: 1 }'], twins(3)),
    [
      'changed HelmRelease shop/shop: updated, spec.values.replicas 2 → 3',
      'unrendered shop/shop: several roots apply different versions of it, and which one wins is not known',
      'unrendered shop/shop: several roots apply different versions of it, and which one wins is not known',
    ],
  ],
  [
    'a chart for an older Kubernetes fails only where the cluster is known to run another',
    chartFleet(shop),
    chartFleet({ ...next, 'Chart.yaml': `${chartYaml('1.1.0')}kubeVersion: "< 1.30"\n` }, ['values: { replicas: 3 }']),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"replicas":3}',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
      'unrendered shop/shop: its chart asks for Kubernetes < 1.30, and which release the cluster runs is not configured',
    ],
  ],
  [
    'a suspended release changes nothing',
    chartFleet(shop, ['suspend: true']),
    chartFleet(shop, ['suspend: true', 'values: { replicas: 3 }']),
    [
      'changed HelmRelease shop/shop: updated, spec.values nothing → {"replicas":3}, nothing happens to its release: it is suspended',
      'changed Deployment shop/shop of shop/shop: suspended, spec.replicas 2 → 3',
    ],
  ],
  [
    'a chart that fails tells so in its own words, and the cluster keeps what it has',
    chartFleet(shop),
    chartFleet({ ...next, 'templates/x.yaml': '{{ required "a host is required" .Values.host }}' }),
    [
      'after: HelmRelease shop/shop cannot be installed with version 1.1.0 of its chart: execution error at (shop/templates/x.yaml:1:3): a host is required',
    ],
  ],
  [
    'a password by chance is no change, and stays hidden',
    chartFleet({
      ...shop,
      'templates/s.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: pass }\ndata: { password: {{ randAlphaNum 12 | b64enc }} }\n',
    }),
    chartFleet({
      ...next,
      'templates/s.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: pass }\ndata: { password: {{ randAlphaNum 12 | b64enc }}, user: YQ== }\n',
    }),
    [
      'changed Secret shop/pass of shop/shop: updated, data.user nothing → "***"',
      'affected shop: upgraded: its chart `charts/shop` is edited: 1.0.0 → 1.1.0',
    ],
  ],
];

test.each(cases)('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});
