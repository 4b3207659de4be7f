import { describe, expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, deployment, flux, reviewProd, type SmallFiles } from '../small-fleet.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const VARS = 'postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }';
const config = (name: string, data: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${name}", namespace: "${namespace}" }\ndata: { ${data} }\n`;
const apps = (files: SmallFiles): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', VARS]),
  'apps/known.yaml': config('known', 'a: b'),
  ...files,
});
const WHY = 'since only the cluster knows its name';
const reviewed = (before: SmallFiles, after: SmallFiles) =>
  reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });

describe('an object whose name only the cluster has', () => {
  test('is compared by the name that is written', () => {
    const of = (value: string) =>
      apps({ 'apps/x.yaml': config(`${use('N')}-x`, `a: ${value}`), 'apps/y.yaml': config('y', 'a: b', use('NS')) });
    const { clusters, findings } = reviewed(of('1'), of('2'));
    expect(clusters.prod).toMatchObject({ status: 'rendered', unresolved: [], gained: [], lost: [] });
    expect(clusters.prod?.changed).toMatchObject([{ kind: 'ConfigMap', name: `${use('N')}-x` }]);
    expect(findings).toEqual([]);
  });

  test('may be another one where it comes or goes', () => {
    const of = (files: SmallFiles) => apps({ 'apps/z.yaml': config('z', 'a: b'), ...files });
    const [with_, without] = [of({ 'apps/x.yaml': config('x', 'a: b', use('NS')) }), of({})];
    expect(reviewed(without, with_).clusters.prod?.gained).toMatchObject([
      { name: 'x', namespace: use('NS'), uncertain: `may be there already, ${WHY}` },
    ]);
    expect(reviewed(with_, without).clusters.prod?.lost).toMatchObject([
      { name: 'x', namespace: use('NS'), uncertain: `may stay, ${WHY}` },
    ]);
  });

  test('is not missed where something refers to it, and nothing is that it refers to', () => {
    const pod = `, envFrom: [{ configMapRef: { name: "${use('CM')}" } }, { secretRef: { name: "${use('S')}" } }]`;
    const web = deployment('web', pod).replace('namespace: shop', `namespace: "${use('NS')}"`);
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: r, namespace: shop }\nspec: { interval: 1h, chart: { spec: { chart: "${use('CHART')}", version: "${use('V')}", sourceRef: { kind: HelmRepository, name: "${use('SRC')}" } } }, valuesFrom: [{ kind: ConfigMap, name: "${use('CM')}" }], dependsOn: [{ name: "${use('DEP')}" }] }\n`;
    const account = web.replace(
      '    spec:\n      containers',
      `    spec:\n      serviceAccountName: "${use('SA')}"\n      containers`,
    );
    const known = {
      'apps/kustomization.yaml': 'resources: [known.yaml, ns.yaml, web.yaml, r.yaml]\n',
      'apps/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
    };
    const after = apps({ ...known, 'apps/web.yaml': account, 'apps/r.yaml': release });
    const { findings, clusters } = reviewed(
      apps({ ...known, 'apps/web.yaml': deployment('web'), 'apps/r.yaml': config('r', 'a: b') }),
      after,
    );
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(clusters.prod?.unresolved).toEqual([]);
  });

  test('of a kind that only the cluster has', () => {
    const of = (value: string) =>
      apps({ 'apps/x.yaml': config('x', `a: ${value}`).replace('kind: ConfigMap', `kind: ${use('KIND')}`) });
    const { clusters } = reviewed(of('1'), of('2'));
    expect(clusters.prod).toMatchObject({ unresolved: [], changed: [{ kind: use('KIND'), name: 'x' }] });
  });
});

test.each([
  ['kind', config('x', 'a: b').replace('kind: ConfigMap', `kind: ${use('KIND')}`)],
  ['version', config('x', 'a: b').replace('v1', `apps/${use('VERSION')}`)],
  ['group', config('x', 'a: b').replace('v1', `${use('GROUP')}/v1`)],
  ['group and version', config('x', 'a: b').replace('v1', use('API'))],
])('a new object of a %s that only the cluster has is not judged by another', (_, object) => {
  const { clusters, findings } = reviewed(apps({}), apps({ 'apps/x.yaml': object }));
  expect(clusters.prod?.gained).toMatchObject([{ name: 'x' }]);
  expect(findings.map(({ rule }) => rule)).toEqual(['missing-namespace', 'implicit-membership']);
  expect(JSON.stringify(clusters)).not.toMatch(/opaque-[0-9a-f]/);
});

describe('a root whose path only the cluster has', () => {
  const child = (path: string) =>
    apps({
      'apps/child.yaml': flux('child', path),
      'eu/a.yaml': config('eu', 'a: "1"'),
      'us/a.yaml': config('us', 'a: "1"'),
    });

  test('is not known, and what stands beside it is', () => {
    const path = use('REGION');
    const { clusters } = reviewed(child(path), { ...child(path), 'apps/known.yaml': config('known', 'a: c') });
    const message = `only the cluster knows what FluxKustomization flux-system/child builds: spec.path is "./${path}"`;
    expect(clusters.prod?.unresolved).toMatchObject([{ code: 'unknown-place', message, standing: true }]);
    expect(clusters.prod?.changed.map(({ name }) => name)).toEqual(['known']);
  });

  test('may be what changes in a directory that fits', () => {
    const path = use('REGION');
    const { clusters, files, verdict } = reviewed(child(path), { ...child(path), 'us/a.yaml': config('us', 'a: "2"') });
    expect(clusters.prod?.unresolved).toMatchObject([{ code: 'unknown-place', changed: ['us'] }]);
    expect(files).toMatchObject([{ path: 'us/a.yaml', clusters: ['prod'] }]);
    expect(verdict).toBe('neutral');
  });

  test.each([
    ['another directory', `${use('REGION')}-x/b`, 'us/a.yaml'],
    ['another one, beside the variable', `lib/${use('REGION')}`, 'eu/a.yaml'],
    ['no file of it', `us/${use('REGION')}/b`, 'us/a.yaml'],
  ])('is not what changes in %s', (_, path, changed) => {
    const { clusters } = reviewed(child(path), { ...child(path), [changed]: config('x', 'a: "2"') });
    expect(clusters.prod?.unresolved).toMatchObject([{ code: 'unknown-place', standing: true }]);
    expect(clusters.prod?.unresolved[0]).not.toHaveProperty('changed');
  });

  test('is as unknown as its source', () => {
    const source = flux('child', 'eu').replace('name: flux-system }', `name: "${use('SOURCE')}" }`);
    const files = { ...child('eu'), 'apps/child.yaml': source };
    const { unresolved, external } = reviewProd(files, { ...files, 'eu/a.yaml': config('eu', 'a: "2"') });
    expect(unresolved).toMatchObject([{ code: 'unknown-place', changed: ['eu/a.yaml'] }]);
    expect(external).toEqual([]);
  });
});
