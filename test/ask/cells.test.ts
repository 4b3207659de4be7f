import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import type { CellOrigins } from '../../src/review/origins/cell-origins.ts';
import { type FileTexts, fleetOf, fluxKustomization, list } from '../promotion/flux-files.ts';

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop, namespace: shop}
spec:
  chart:
    spec:
      chart: shop
      version: 1.2.0
      sourceRef: {kind: HelmRepository, name: acme}
  valuesFrom:
    - {kind: ConfigMap, name: sizes}
    - {kind: Secret, name: keys}
    - {kind: Secret, name: more}
  values:
    region: "\${REGION}"
    price: "$\${REGION}"
    hosts: [{name: "https://ada:xK93hq72Lp@example.org", on: true}]
    replicas: 1
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: \${REPLICAS:=1}
  template:
    spec:
      containers:
        - {name: web, image: example.org/web:1.0}
`;
const sizes = `apiVersion: v1
kind: ConfigMap
metadata: {name: sizes, namespace: shop}
data:
  values.yaml: |
    # Of each pod.
    memory: 1Gi
`;
const keys = `apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData:
  values.yaml: "key: swordfish-8472"
`;
const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: flux-system}
data:
  REGION: eu
`;

/** A fleet in which prod sets more, and otherwise, than dev. */
const files: FileTexts = {
  'clusters/dev/shop.yaml': fluxKustomization('shop', 'apps/shop/dev', '  postBuild:\n    substitute: {REGION: us}\n'),
  'clusters/prod/settings.yaml': settings,
  'clusters/prod/shop.yaml': fluxKustomization(
    'shop',
    'apps/shop/prod',
    [
      '  postBuild:',
      '    substituteFrom: [{kind: ConfigMap, name: settings}]',
      '    substitute:',
      '      REPLICAS: "3"',
      '',
    ].join('\n'),
  ),
  'apps/shop/base/kustomization.yaml': list('release.yaml', 'web.yaml', 'sizes.yaml', 'keys.yaml'),
  'apps/shop/base/release.yaml': release,
  'apps/shop/base/web.yaml': deployment,
  'apps/shop/base/sizes.yaml': sizes,
  'apps/shop/base/keys.yaml': keys,
  'apps/shop/dev/kustomization.yaml': list('../base'),
  'apps/shop/prod/kustomization.yaml': `${list('../base')}patches:
  - patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: shop, namespace: shop}
      spec:
        values:
          replicas: 5
images:
  - name: example.org/web
    newTag: "2.0"
`,
};

const snapshot = fleetOf(files);
const asking = { snapshot, commit: '', key: new Uint8Array(32) };

function originsIn(cluster: string, unit = 'shop'): CellOrigins {
  const cell = answer({ kind: 'cell', unit, cluster }, asking);
  if ('kind' in cell) throw new Error(cell.reason);
  return cell.origins;
}

/** What is set, a line each: the value, what the stage before has, and where it is set. */
function lines({ settings }: CellOrigins): readonly string[] {
  return settings.map(({ object, name, value, before, place, from }) =>
    [
      `${object} ${name} = ${value}`,
      ...(before === undefined ? [] : [`not ${before || 'set'}`]),
      ...(place === undefined ? [] : [`${place.path}:${place.line}`]),
      ...(from === undefined ? [] : [from]),
    ].join(' | '),
  );
}

test('an opened cell says what is set there and where: first what the stage before has otherwise, nothing secret', () => {
  const { than, more, ...rest } = originsIn('prod');
  expect([than, more]).toEqual(['dev', 0]);
  expect(lines({ than, more, ...rest })).toEqual([
    'Deployment shop/web replicas = 3 | not 1 | apps/shop/base/web.yaml:5',
    'Deployment shop/web image = example.org/web:2.0 | not example.org/web:1.0 | apps/shop/prod/kustomization.yaml:15',
    'HelmRelease shop/shop region = eu | not us | apps/shop/base/release.yaml:15',
    'HelmRelease shop/shop replicas = 5 | not 1 | apps/shop/prod/kustomization.yaml:12',
    ` \${REPLICAS} = 3 | not set | clusters/prod/shop.yaml:14 | Kustomization flux-system/shop`,
    ` \${REGION} = eu | not us | clusters/prod/settings.yaml:5 | ConfigMap flux-system/settings`,
    'HelmRelease shop/shop chart = shop | apps/shop/base/release.yaml:7',
    'HelmRelease shop/shop version = 1.2.0 | apps/shop/base/release.yaml:8',
    'HelmRelease shop/shop values from Secret more = not in the repository | apps/shop/base/release.yaml:13',
    'HelmRelease shop/shop memory = 1Gi | apps/shop/base/sizes.yaml:7 | ConfigMap shop/sizes',
    'HelmRelease shop/shop key = *** | apps/shop/base/keys.yaml:5 | Secret shop/keys',
    `HelmRelease shop/shop price = \${REGION} | apps/shop/base/release.yaml:16`,
    ...['name = https://ada:***@example.org', 'on = true'].map((line) => {
      return `HelmRelease shop/shop hosts[name=https://ada:***@example.org].${line} | apps/shop/base/release.yaml:17`;
    }),
  ]);
  expect(JSON.stringify(rest)).not.toMatch(/swordfish|xK93/);
});

test('the first stage is compared with none, and what only the stage before sets is told', () => {
  expect(lines(originsIn('dev')).filter((line) => line.includes(' | not '))).toEqual([]);
  const { 'apps/shop/prod/kustomization.yaml': prod = '', ...others } = files;
  const turned = fleetOf({
    ...others,
    'apps/shop/dev/kustomization.yaml': prod.replace('replicas: 5', 'extra: 5'),
    'apps/shop/prod/kustomization.yaml': list('../base'),
  });
  const cell = answer({ kind: 'cell', unit: 'shop', cluster: 'prod' }, { ...asking, snapshot: turned });
  expect('kind' in cell ? cell : lines(cell.origins)).toContain('HelmRelease shop/shop extra = undefined | not 5');
});

test('it says how Flux gets there: from the entrypoint by each FluxKustomization and kustomization to the release', () => {
  const shown = originsIn('prod').ways.map(({ steps, objects }) => ({
    objects,
    steps: steps.map(({ what, place: { path, line } }) =>
      `${what} ${path}${line === undefined ? '' : `:${line}`}`.trim(),
    ),
  }));
  expect(shown).toEqual([
    {
      objects: ['ConfigMap shop/sizes', 'Secret shop/keys', 'Deployment shop/web', 'HelmRelease shop/shop'],
      steps: [
        'Kustomization flux-system/flux-system clusters/prod',
        'Kustomization flux-system/shop clusters/prod/shop.yaml:8',
        'apps/shop/prod/kustomization.yaml:4',
        'apps/shop/base/kustomization.yaml',
      ],
    },
  ]);
});

test.each([
  ['a unit that a cluster does not run', 'shop', 'test', 'test runs nothing of shop'],
  ['a unit that is not there', 'nothing', 'prod', 'prod runs nothing of nothing'],
])('%s is refused', (_, unit, cluster, reason) => {
  expect(answer({ kind: 'cell', unit, cluster }, asking)).toEqual({ kind: 'refused', reason, remedy: undefined });
});

test('a page of the whole fleet holds all cells that there is room for, also of what belongs to no unit', () => {
  const cells = (withCells: boolean) =>
    answer({ kind: 'fleet', withCells }, asking).cells.map(({ unit, cluster }) => `${unit} ${cluster}`);
  expect(cells(true)).toEqual([' dev', ' prod', 'shop dev', 'shop prod']);
  expect(cells(false)).toEqual([]);
});
