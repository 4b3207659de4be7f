import { expect, test } from '@jest/globals';
import { type PromoteRequest, promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const deployment = (image: string, name = 'foo') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: default}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: app
          image: ${image}
`;

const release = (version: string, tag: string, replicas = 1) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: foo, namespace: default}
spec:
  interval: 10m
  chart:
    spec: {chart: foo, version: ${version}, sourceRef: {kind: HelmRepository, name: foo}}
  values:
    image:
      repository: example.org/foo
      tag: ${tag} # of the stage
    replicas: ${replicas}
`;

const oci = (tag: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: foo, namespace: default}
spec: {interval: 10m, url: oci://example.org/charts/foo, ref: {tag: ${tag}}}
`;

/** Overlays of one base, each with lines of its own. */
const overlays = (base: string, lines: Readonly<Record<string, string>>): FileTexts => ({
  'apps/foo/base/kustomization.yaml': list('app.yaml'),
  'apps/foo/base/app.yaml': base,
  ...Object.fromEntries(
    Object.entries(lines).flatMap(([cluster, own]) => [
      [`clusters/${cluster}/foo.yaml`, fluxKustomization('foo', `apps/foo/${cluster}`)],
      [`apps/foo/${cluster}/kustomization.yaml`, list('../base') + own],
    ]),
  ),
});

const images = (...lines: readonly string[]) =>
  `images:\n  - name: nginx\n${lines.map((line) => `    ${line}\n`).join('')}`;

/** A directory of each cluster's own. */
const own = (files: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>> = {}): FileTexts =>
  Object.fromEntries(
    Object.entries(files).flatMap(([cluster, text]) => [
      [`clusters/${cluster}/foo.yaml`, fluxKustomization('foo', `apps/${cluster}/foo`, fields[cluster])],
      [`apps/${cluster}/foo/kustomization.yaml`, list('app.yaml')],
      [`apps/${cluster}/foo/app.yaml`, text],
    ]),
  );

/** As a file uses a variable. */
const used = (name: string) => `\${${name}}`;
const TAG = used('TAG');

const variable = (value: string) => `  postBuild: {substitute: {TAG: ${value}}} # by hand\n`;

const variables = (tag: string) => ({
  'apps/foo/kustomization.yaml': list('app.yaml'),
  'apps/foo/app.yaml': deployment(tag),
});

const aligned = { asked: 'foo', clusters: ['prod'], version: true } as const;

test.each<[string, FileTexts, Readonly<Record<string, string>>]>([
  [
    'the tag of an overlay, its quotes and comment kept',
    overlays(deployment('nginx:1.0'), { dev: images('newTag: "1.10"'), prod: images('newTag: "1.9" # tested') }),
    { 'apps/foo/prod/kustomization.yaml': list('../base') + images('newTag: "1.10" # tested') },
  ],
  [
    'the digest of an overlay',
    overlays(deployment('nginx:1.0'), { dev: images('digest: sha256:bb'), prod: images('digest: sha256:aa') }),
    { 'apps/foo/prod/kustomization.yaml': list('../base') + images('digest: sha256:bb') },
  ],
  [
    'tag and digest',
    overlays(deployment('nginx:1.0'), {
      dev: images('newTag: v2', 'digest: sha256:bb'),
      prod: images('newTag: v1', 'digest: sha256:aa'),
    }),
    { 'apps/foo/prod/kustomization.yaml': list('../base') + images('newTag: v2', 'digest: sha256:bb') },
  ],
  [
    'the tag, and not the registry, where the cluster has its own',
    overlays(deployment('nginx:1.0'), {
      dev: images('newTag: v2'),
      prod: images('newName: mirror.example.org/nginx', 'newTag: v1'),
    }),
    {
      'apps/foo/prod/kustomization.yaml': list('../base') + images('newName: mirror.example.org/nginx', 'newTag: v2'),
    },
  ],
  [
    'the image in the text of a patch',
    overlays(deployment('nginx:1.0'), {
      dev: images('newTag: v2'),
      prod: `patches:\n  - target: {kind: Deployment}\n    patch: |\n      - {op: replace, path: /spec/template/spec/containers/0/image, value: 'nginx:v1'}\n`,
    }),
    {
      'apps/foo/prod/kustomization.yaml': `${list('../base')}patches:\n  - target: {kind: Deployment}\n    patch: |\n      - {op: replace, path: /spec/template/spec/containers/0/image, value: 'nginx:v2'}\n`,
    },
  ],
  [
    'the image of a manifest, with its port of a registry',
    own({ dev: deployment('example.org:5000/foo:v2'), prod: deployment('example.org:5000/foo:v1') }),
    { 'apps/prod/foo/app.yaml': deployment('example.org:5000/foo:v2') },
  ],
  [
    'the version of a chart and the tag in its values, and no other value',
    own({ dev: release('2.1.0', 'v2'), prod: release("'2.0.0'", 'v1', 3) }),
    { 'apps/prod/foo/app.yaml': release("'2.1.0'", 'v2', 3) },
  ],
  ['the ref of a source', own({ dev: oci('2.1.0'), prod: oci('2.0.0') }), { 'apps/prod/foo/app.yaml': oci('2.1.0') }],
  [
    'the variable of the FluxKustomization',
    {
      ...variables(`"nginx:${TAG}"`),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v2')),
      'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v1')),
    },
    { 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v2')) },
  ],
  [
    'the variable of a ConfigMap of the cluster',
    {
      ...variables(`nginx:${TAG}`),
      ...Object.fromEntries(
        ['dev', 'prod'].flatMap((name) => [
          [
            `clusters/${name}/foo.yaml`,
            fluxKustomization('foo', 'apps/foo', '  postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}\n'),
          ],
          [
            `clusters/${name}/vars.yaml`,
            configMap('vars', `{TAG: ${name === 'dev' ? 'v2' : 'v1'}}`).replace('default', 'flux-system'),
          ],
        ]),
      ),
    },
    { 'clusters/prod/vars.yaml': configMap('vars', '{TAG: v2}').replace('default', 'flux-system') },
  ],
])('%s becomes what the source has', (_, files, expected) => {
  const promotion = planned(promote(fleetOf(files), aligned));
  expect(written(promotion)).toEqual(expected);
  expect(promotion).toMatchObject({
    title: 'Align the version of foo in prod with dev',
    ...{ gained: [], lost: [], needs: [], unreferenced: [], source: 'dev', clusters: ['prod'] },
  });
  expect(promotion.notes).toContain(
    'demote does not bring the former version back: it would remove foo. Revert this change instead.',
  );
});

test('each version is told with its place', () => {
  const fleet = fleetOf(own({ dev: release('2.1.0', 'v2'), prod: release('2.0.0', 'v1') }));
  const shared = { cluster: 'prod', object: 'HelmRelease/foo' };
  expect(planned(promote(fleet, aligned)).aligned).toEqual([
    { ...shared, field: 'spec.chart.spec.version', from: '2.0.0', to: '2.1.0', place: 'apps/prod/foo/app.yaml:7' },
    { ...shared, field: 'spec.values.image.tag', from: 'v1', to: 'v2', place: 'apps/prod/foo/app.yaml:11' },
  ]);
});

test('two clusters that take it from one line are aligned by one edit', () => {
  const files = {
    ...overlays(deployment('nginx:1.0'), { dev: images('newTag: v2'), prod: images('newTag: v1') }),
    'clusters/live/foo.yaml': fluxKustomization('foo', 'apps/foo/prod'),
  };
  const fleet = fleetOf(files, ['dev', 'live', 'prod']);
  const both = promote(fleet, { ...aligned, clusters: ['live', 'prod'], from: 'dev' });
  expect(written(both)).toEqual({ 'apps/foo/prod/kustomization.yaml': list('../base') + images('newTag: v2') });
  expect(promote(fleet, { ...aligned, from: 'dev' })).toEqual({
    kind: 'refused',
    reason: 'apps/foo/prod/kustomization.yaml:7 holds nginx:v1 for prod, and live reads that file too',
    remedy: "Set newTag v2 for nginx under images in an overlay of prod's own, or edit the shared file to change both.",
  });
});

const apart = own({ dev: deployment('nginx:v2'), prod: deployment('nginx:v1') });

test.each<[string, FileTexts, Partial<PromoteRequest>, string, string]>([
  [
    'a version that the base holds for others too',
    overlays(deployment('nginx:1.0'), { dev: images('newTag: v2'), prod: 'namePrefix: ""\n' }),
    {},
    'apps/foo/base/app.yaml:11 holds nginx:1.0 for prod, and dev reads that file too',
    'Set newTag v2 for nginx under images in apps/foo/prod/kustomization.yaml, or edit the shared file to change both.',
  ],
  [
    'a variable that something else uses too',
    {
      ...variables(`nginx:${TAG}`),
      'apps/foo/app.yaml': `${deployment(`nginx:${TAG}`)}---\n${configMap('foo', `{tag: "${TAG}"}`)}`,
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v2')),
      'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v1')),
    },
    {},
    'ConfigMap foo would change in prod (data.tag)',
    'What adds it also changes other objects: make this change by hand.',
  ],
  [
    'two variables in one version',
    {
      ...variables(`nginx:${used('MAJOR')}.${TAG}`),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', '  postBuild: {substitute: {MAJOR: a, TAG: b}}\n'),
      'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', '  postBuild: {substitute: {MAJOR: a, TAG: c}}\n'),
    },
    {},
    `apps/foo/app.yaml:11 makes the version of Deployment/foo from \`nginx:${used('MAJOR')}.${TAG}\``,
    'Set its variables by hand.',
  ],
  [
    'a variable that only its default sets',
    {
      ...variables(`nginx:${used('TAG:=v1')}`),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', variable('v2')),
      'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', '  postBuild: {substitute: {OTHER: x}}\n'),
    },
    {},
    `apps/foo/app.yaml:11 takes the version of Deployment/foo from \`${TAG}\`, which no file of prod sets`,
    'Set it where the cluster gets its variables from.',
  ],
  [
    'what does not run there',
    own({ dev: deployment('nginx:v2') }),
    {},
    'prod does not run foo, so it has no version to align',
    'Promote it without --version.',
  ],
  [
    'the cluster itself',
    apart,
    { from: 'prod' },
    'the version of foo would be taken from prod itself',
    'Name another cluster with --from.',
  ],
  [
    'all clusters without the one that has the version',
    apart,
    { clusters: ['all'] },
    'which version all clusters shall run is not clear',
    'Name the cluster that has it: --from test.',
  ],
  [
    'options that add something',
    apart,
    { overlay: true },
    '--version changes only the version of what runs already',
    'Omit --overlay, --to-baseline and --with-prerequisites, or --version.',
  ],
])('%s is refused', (_, files, request, reason, remedy) => {
  expect(promote(fleetOf(files), { ...aligned, ...request })).toEqual({ kind: 'refused', reason, remedy });
});

test.each<[string, FileTexts]>([
  ['equal versions', own({ dev: deployment('nginx:v1'), prod: deployment('nginx:v1') })],
  ['different images', own({ dev: deployment('nginx:v2'), prod: deployment('caddy:v1') })],
])('with %s there is nothing to do', (_, files) => {
  expect(promote(fleetOf(files), aligned)).toEqual({
    kind: 'nothing',
    reason: 'prod runs the same versions of foo as dev',
  });
});

test('all clusters that run it are aligned with the one that is named', () => {
  const fleet = fleetOf({ ...apart, ...own({ test: deployment('nginx:v0') }) }, ['dev', 'test', 'spare', 'prod']);
  const promotion = planned(promote(fleet, { ...aligned, clusters: ['all'], from: 'dev' }));
  expect(promotion.clusters).toEqual(['test', 'prod']);
});
