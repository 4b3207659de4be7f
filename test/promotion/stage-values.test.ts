import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, list } from './flux-files.ts';

const CLUSTERS = ['dev', 'test', 'prod'];
const toProd = { asked: 'foo', clusters: ['prod'] } as const;

const settings = (data: string) => configMap('foo', data);

/** A directory of each cluster's own; prod has another app. */
const own = (texts: Readonly<Record<string, string>>): FileTexts => ({
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/prod/other/cm.yaml': configMap('other'),
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([cluster, text]) => [
      [`clusters/${cluster}/apps.yaml`, fluxKustomization('apps', `apps/${cluster}`)],
      [`apps/${cluster}/foo/kustomization.yaml`, list('cm.yaml')],
      [`apps/${cluster}/foo/cm.yaml`, text],
    ]),
  ),
});

test('what differs between those that run it is told with file and line, and with what was taken', () => {
  const files = own({
    dev: settings('{host: a.example.org, port: "1"}'),
    test: settings('{host: b.example.org, port: "1"}'),
  });
  expect(planned(promote(fleetOf(files, CLUSTERS), toProd)).values).toEqual([
    {
      cluster: 'prod',
      object: 'ConfigMap/foo',
      field: 'data.host',
      taken: { value: 'b.example.org', place: 'apps/prod/foo/cm.yaml:4' },
      others: [
        { cluster: 'dev', value: 'a.example.org', place: 'apps/dev/foo/cm.yaml:4' },
        { cluster: 'test', value: 'b.example.org', place: 'apps/test/foo/cm.yaml:4' },
      ],
    },
  ]);
});

const fields = (files: FileTexts) =>
  planned(promote(fleetOf(files, CLUSTERS), toProd)).values.map(
    ({ field, taken, others }) => `${field}: ${taken.value}, not ${others.map(({ value }) => value).join(', ')}`,
  );

/** One base, which some clusters patch. */
const shared = (lines: Readonly<Record<string, string>>, prod: string | undefined = undefined): FileTexts => ({
  'clusters/prod/other.yaml': configMap('other'),
  'apps/foo/base/kustomization.yaml': list('cm.yaml'),
  'apps/foo/base/cm.yaml': settings('{host: base.example.org}'),
  ...(prod === undefined ? {} : { 'apps/foo/prod/kustomization.yaml': list('../base') + prod }),
  ...Object.fromEntries(
    Object.entries(lines).flatMap(([cluster, text]) => [
      [`clusters/${cluster}/foo.yaml`, fluxKustomization('foo', `apps/foo/${cluster}`)],
      [`apps/foo/${cluster}/kustomization.yaml`, list('../base') + text],
    ]),
  ),
});

const patch = (host: string) =>
  `patches: [{target: {kind: ConfigMap}, patch: '[{"op": "replace", "path": "/data/host", "value": "${host}"}]'}]\n`;

const variables = (lines: Readonly<Record<string, string>>): FileTexts => ({
  'clusters/prod/other.yaml': configMap('other'),
  'apps/foo/kustomization.yaml': list('cm.yaml'),
  'apps/foo/cm.yaml': settings(`{host: "\${HOST}"}`),
  ...Object.fromEntries(
    Object.entries(lines).map(([cluster, host]) => [
      `clusters/${cluster}/foo.yaml`,
      fluxKustomization('foo', 'apps/foo', `  postBuild: {substitute: {HOST: ${host}}}\n`),
    ]),
  ),
});

test.each<[string, FileTexts, readonly string[]]>([
  ['equal values', own({ dev: settings('{a: b}'), test: settings('{a: b}') }), []],
  ['one cluster alone', own({ test: settings('{a: b}') }), []],
  [
    'a field that one of them lacks',
    own({ dev: settings('{a: b}'), test: settings('{a: b, level: debug}') }),
    ['data.level: debug, not absent, debug'],
  ],
  [
    'the base of overlays that differ',
    shared({ dev: patch('dev.example.org'), test: patch('test.example.org') }),
    ['data.host: base.example.org, not dev.example.org, test.example.org'],
  ],
  [
    "an overlay of the target's own, which says what it wants",
    shared({ dev: patch('dev.example.org'), test: patch('test.example.org') }, patch('prod.example.org')),
    [],
  ],
  [
    'variables',
    variables({ dev: 'a.example.org', test: 'b.example.org' }),
    [
      'spec.postBuild.substitute.HOST: b.example.org, not a.example.org, b.example.org',
      'data.host: b.example.org, not a.example.org, b.example.org',
    ],
  ],
])('%s', (_, files, expected) => {
  expect(fields(files)).toEqual(expected);
});

/** What dev has by the name of foo is of another directory than what test runs. */
const stub = (files: FileTexts): FileTexts => ({
  ...own({ test: settings('{host: b.example.org}') }),
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'apps/dev/other/cm.yaml': configMap('other'),
  ...files,
});

test.each<[string, FileTexts]>([
  ['a directory of stubs', { 'apps/dev/stubs/foo.yaml': settings('{host: a.example.org}') }],
  ["the cluster's own tree", { 'clusters/dev/foo.yaml': settings('{host: a.example.org}') }],
  [
    'another unit',
    {
      'apps/dev/bar/kustomization.yaml': list('cm.yaml', 'bar.yaml'),
      'apps/dev/bar/cm.yaml': settings('{host: a.example.org}'),
      'apps/dev/bar/bar.yaml': configMap('bar'),
    },
  ],
])('what another cluster has by the same name in %s is compared too', (_, files) => {
  expect(fields(stub(files))).toEqual(['data.host: b.example.org, not a.example.org, b.example.org']);
});

test('what is secret is masked, also where it is written out', () => {
  const deployment = (password: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: foo}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec:
      containers:
        - name: foo
          image: foo:1.0.0
          args: [--db-password, ${password}-argument]
          env: [{name: DB_PASSWORD, value: ${password}}, {name: URL, value: "https://foo:${password}@db.example.org"}]
`;
  const files = own({ dev: deployment('hunter2-dev'), test: deployment('hunter2-test') });
  expect(fields(files)).toEqual([
    'spec.template.spec.containers[foo].args[1]: ***, not ***, ***',
    'spec.template.spec.containers[foo].env[DB_PASSWORD].value: ***, not ***, ***',
    'spec.template.spec.containers[foo].env[URL].value: https://foo:***@db.example.org, not https://foo:***@db.example.org, https://foo:***@db.example.org',
  ]);
});

/** Variables that only the cluster has. */
const FROM_CLUSTER = '  postBuild: {substituteFrom: [{kind: Secret, name: of-the-cluster}]}\n';

/** A directory of each cluster's own, with variables out of a Secret that is not in the repository; prod has another app. */
const withUnknown = (texts: Readonly<Record<string, string>>): FileTexts => ({
  ...own(texts),
  ...Object.fromEntries(
    Object.keys(texts).map((cluster) => [
      `clusters/${cluster}/apps.yaml`,
      fluxKustomization('apps', `apps/${cluster}`, FROM_CLUSTER),
    ]),
  ),
});

test.each<[string, string, string, readonly string[]]>([
  ['a value', '{zone: blue}', `{zone: "\${zone}"}`, [`data.zone: \${zone}, not blue, \${zone}`]],
  ['nothing', '{a: b}', `{a: b, zone: "\${zone}"}`, [`data.zone: \${zone}, not absent, \${zone}`]],
  ['another variable', `{zone: "\${region}"}`, `{zone: "\${zone}"}`, [`data.zone: \${zone}, not \${region}, \${zone}`]],
  [
    'another text around it',
    `{url: "http://a.\${zone}"}`,
    `{url: "http://b.\${zone}"}`,
    [`data.url: http://b.\${zone}, not http://a.\${zone}, http://b.\${zone}`],
  ],
  ['the same variable', `{zone: "\${zone}"}`, `{zone: "\${zone}"}`, []],
  [
    'a password beside it',
    `{url: "http://foo:hunter2@\${zone}"}`,
    `{url: "http://\${zone}"}`,
    [`data.url: http://\${zone}, not http://foo:***@\${zone}, http://\${zone}`],
  ],
])('%s where another has a variable of the cluster', (_, dev, testing, expected) => {
  expect(fields(withUnknown({ dev: settings(dev), test: settings(testing) }))).toEqual(expected);
});

/** Each cluster's overlay generates the values of a release, whose name says what is in it. */
const generated = (texts: Readonly<Record<string, string>>, more = ''): FileTexts => ({
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/prod/other/cm.yaml': configMap('other'),
  ...Object.fromEntries(
    Object.entries(texts).flatMap(([cluster, text]) => [
      [`clusters/${cluster}/apps.yaml`, fluxKustomization('apps', `apps/${cluster}`, FROM_CLUSTER)],
      [`apps/${cluster}/foo/kustomization.yaml`, `${list('app.yaml')}${text}${more}`],
      [
        `apps/${cluster}/foo/app.yaml`,
        'apiVersion: v1\nkind: Pod\nmetadata: {name: foo, namespace: default}\nspec: {containers: [{name: foo, image: foo:1.0.0}], volumes: [{name: a, configMap: {name: foo-values}}]}\n',
      ],
    ]),
  ),
});

const generator = (...literals: readonly string[]) =>
  `configMapGenerator: [{name: foo-values, namespace: default, literals: ['${literals.join("', '")}']}]\n`;

test.each<[string, FileTexts, readonly string[]]>([
  [
    'is compared by what it is called without its hash, which is not told itself',
    generated({ dev: generator('level=debug'), test: generator('level=info') }),
    ['data.level: info, not debug, info'],
  ],
  ['is not told where it is the same', generated({ dev: generator('a=b'), test: generator('a=b') }), []],
  [
    'is compared where only the cluster knows a value',
    generated({ dev: generator(`group=\${GROUP}`), test: generator(`group=\${FAST_GROUP}`) }),
    [`data.group: \${FAST_GROUP}, not \${GROUP}, \${FAST_GROUP}`],
  ],
  [
    'is compared where it has no hash',
    generated(
      { dev: generator('level=debug'), test: generator('level=info') },
      'generatorOptions: {disableNameSuffixHash: true}\n',
    ),
    ['data.level: info, not debug, info'],
  ],
])('what is generated %s', (_, files, expected) => {
  expect(fields(files)).toEqual(expected);
});
