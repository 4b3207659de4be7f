import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

/** dev's FluxKustomization `infra` brings foo and other, each by a FluxKustomization of its own. */
const nested = (directory: string) => ({
  'clusters/dev/infra.yaml': fluxKustomization('infra', 'infrastructure/dev'),
  'infrastructure/dev/kustomization.yaml': list('foo.yaml', 'other.yaml'),
  'infrastructure/dev/foo.yaml': fluxKustomization('foo', `${directory}/foo`),
  'infrastructure/dev/other.yaml': fluxKustomization('other', `${directory}/other`),
  [`${directory}/foo/kustomization.yaml`]: list('cm.yaml'),
  [`${directory}/foo/cm.yaml`]: configMap('foo'),
  [`${directory}/other/kustomization.yaml`]: list('cm.yaml'),
  [`${directory}/other/cm.yaml`]: configMap('other'),
});

test.each(['infrastructure/prod', 'infrastructure/base', 'platform'])(
  "what comes by a FluxKustomization of a whole set comes by the unit's own, from %s",
  (directory) => {
    const fleet = fleetOf(nested(directory));
    const promotion = promote(fleet, foo);
    expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': fluxKustomization('foo', `${directory}/foo`) });
    expect(gains(promotion)).toEqual(['prod: ConfigMap/foo', 'prod: Kustomization/foo']);
    const back = demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true });
    expect(written(back)).toEqual({ 'clusters/prod/foo.yaml': undefined });
  },
);

test('a set that names no unit by itself is not promoted for one of them', () => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps'),
    'apps/kustomization.yaml': list('foo', 'other'),
    'apps/foo/kustomization.yaml': list('cm.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
    'apps/other/kustomization.yaml': list('cm.yaml'),
    'apps/other/cm.yaml': configMap('other'),
  });
  expect(promote(fleet, foo)).toEqual({
    kind: 'refused',
    reason: 'Kustomization/apps, which brings foo to dev, also brings other, and prod has no such FluxKustomization',
    remedy: 'Give foo a FluxKustomization of its own first, or prod one for both.',
  });
});

/** dev's overlay makes something of a base that prod would get as it is. */
const overlaid = (overlay: string, more: Record<string, string> = {}) => ({
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/dev/kustomization.yaml': list('foo'),
  'apps/prod/kustomization.yaml': list('../base/other'),
  'apps/base/other/kustomization.yaml': list('cm.yaml'),
  'apps/base/other/cm.yaml': configMap('other'),
  'apps/base/foo/kustomization.yaml': list('app.yaml'),
  'apps/base/foo/app.yaml': deployment,
  'apps/dev/foo/kustomization.yaml': list('../../base/foo') + overlay,
  ...more,
});

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec:
      containers:
        - name: foo
          image: foo:1.0.0
          envFrom: [{configMapRef: {name: settings}}]
`;

test.each([
  ['a prefix', 'namePrefix: my-\n'],
  ['a namespace', 'namespace: foo\n'],
  ['a suffix', 'nameSuffix: -x\n'],
])('a base that only %s makes real is not a reference', (_, overlay) => {
  expect(promote(fleetOf(overlaid(overlay)), foo)).toEqual({
    kind: 'refused',
    reason:
      'prod would gain Deployment/foo, which dev does not run: its own apps/dev/foo makes something else of apps/base/foo',
    remedy: '--overlay copies apps/dev/foo with all that it adds, for you to review.',
  });
});

test('an app does not come without what it reads', () => {
  const settings = 'configMapGenerator:\n  - name: settings\n    namespace: default\n    literals: [a=b]\n';
  expect(promote(fleetOf(overlaid(settings)), foo)).toMatchObject({
    kind: 'refused',
    reason: 'prod would get only a part of it, without ConfigMap/settings, which dev runs',
    remedy: '--overlay copies apps/dev/foo with all that it adds, for you to review.',
  });
  const copied = promote(fleetOf(overlaid(settings)), { ...foo, overlay: true });
  expect(gains(copied)).toEqual([expect.stringMatching(/^prod: ConfigMap\/settings-/), 'prod: Deployment/foo']);
});

test('what the source runs beside it is named where the target does not get it', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: foo, namespace: default}\n';
  const files = overlaid('', {
    'apps/dev/foo/kustomization.yaml': list('../../base/foo', 'svc.yaml'),
    'apps/dev/foo/svc.yaml': `${service}spec: {selector: {app: foo}, ports: [{port: 80}]}\n`,
    'apps/base/foo/app.yaml': deployment.replace(/ *envFrom.*\n/, ''),
  });
  const { notes } = planned(promote(fleetOf(files), foo));
  expect(notes).toContain('dev also runs `Service/foo`: prod does not get them, check that this is right.');
});

test('another version that the target runs by the same FluxKustomization is left alone', () => {
  const version = (number: string) => ({
    [`components/foo/${number}/kustomization.yaml`]: list('cm.yaml'),
    [`components/foo/${number}/cm.yaml`]: configMap(`foo-${number}`),
  });
  const fleet = fleetOf({
    'clusters/dev/foo.yaml': fluxKustomization('foo', 'components/foo/v2'),
    'clusters/prod/foo.yaml': fluxKustomization('foo', 'components/foo/v1'),
    ...version('v1'),
    ...version('v2'),
  });
  expect(promote(fleet, { asked: 'components/foo/v2', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'prod already runs Kustomization/foo, from components/foo/v1',
    remedy: 'Change its path in clusters/prod/foo.yaml if prod shall run what dev does.',
  });
});

test('a promotion that would give an object a second owner is not offered', () => {
  const fleet = fleetOf({
    'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'clusters/prod/own.yaml': configMap('shared'),
    'apps/foo/kustomization.yaml': list('cm.yaml', 'shared.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
    'apps/foo/shared.yaml': configMap('shared'),
  });
  expect(promote(fleet, { asked: 'apps/foo', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'prod already runs ConfigMap/shared, applied by flux-system/flux-system: it would have a second owner',
    remedy: 'Remove it from one of them first.',
  });
});

/** prod has FluxKustomizations for apps and for sources; foo comes with a source that prod has already. */
const withSource = (files: FileTexts): FileTexts => ({
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'clusters/prod/sources.yaml': fluxKustomization('sources', 'sources'),
  'sources/kustomization.yaml': list('../base/foo/source.yaml'),
  'apps/dev/foo/kustomization.yaml': list('../../../base/foo'),
  'apps/prod/bar/kustomization.yaml': list('cm.yaml'),
  'apps/prod/bar/cm.yaml': configMap('bar'),
  'base/foo/kustomization.yaml': list('cm.yaml', 'source.yaml'),
  'base/foo/cm.yaml': configMap('foo'),
  'base/foo/source.yaml': configMap('source'),
  ...files,
});

test.each<[string, FileTexts, string]>([
  ['a directory that Flux takes as it is', withSource({}), 'flux-system/sources'],
  [
    'a list',
    withSource({ 'apps/dev/kustomization.yaml': list('foo'), 'apps/prod/kustomization.yaml': list('bar') }),
    'flux-system/sources',
  ],
  [
    'a source cluster that has two owners itself',
    withSource({ 'clusters/dev/sources.yaml': fluxKustomization('sources', 'sources') }),
    'flux-system/sources',
  ],
  [
    "the cluster's own directory",
    withSource({ 'clusters/prod/sources.yaml': configMap('source') }),
    'flux-system/flux-system',
  ],
  [
    "the cluster's own list",
    withSource({
      'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', '../../base/foo'),
      'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'sources.yaml'),
    }),
    'flux-system/sources',
  ],
])('nor is one that gives it in what a FluxKustomization of the target builds already: %s', (_, files, owner) => {
  expect(promote(fleetOf(files), foo)).toEqual({
    kind: 'refused',
    reason: `prod already runs ConfigMap/source, applied by ${owner}: it would have a second owner`,
    remedy: 'Remove it from one of them first.',
  });
});

test('a promotion that its own review would fail is not offered', () => {
  const fleet = fleetOf({
    'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'clusters/prod/other.yaml': configMap('other'),
    'apps/foo/kustomization.yaml': list('app.yaml'),
    'apps/foo/app.yaml': deployment.replace('matchLabels: {app: foo}', 'matchLabels: {app: bar}'),
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: expect.stringMatching(/^its review would fail \(refused-value\): /),
  });
});

test('what an overlay generates for a unit belongs to it', () => {
  const generated = (name: string) =>
    `configMapGenerator:\n  - name: ${name}\n    namespace: default\n    literals: [a=b]\n`;
  const overlay = (unit: string) => list(`../../base/${unit}`) + generated(`${unit}-env`);
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/base/foo/kustomization.yaml': list('cm.yaml'),
    'apps/base/foo/cm.yaml': configMap('foo'),
    'apps/base/bar/kustomization.yaml': list('cm.yaml'),
    'apps/base/bar/cm.yaml': configMap('bar'),
    'apps/dev/foo/kustomization.yaml': overlay('foo'),
    'apps/dev/bar/kustomization.yaml': overlay('bar'),
    'apps/prod/bar/kustomization.yaml': overlay('bar'),
  });
  const promotion = promote(fleet, { ...foo, overlay: true });
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo', expect.stringMatching(/^prod: ConfigMap\/foo-env-/)]);
  const back = demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true });
  expect(written(back)).toEqual({ 'apps/prod/foo/kustomization.yaml': undefined });
});

test.each([
  'TOKEN=ENC[AES256_GCM,data:x]\nsops_version=3\n',
  '[Interface]\nPrivateKey = abc=\n',
  '-----BEGIN EC PRIVATE KEY-----\n',
])('a file that holds %j is not copied', (text) => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/prod/kustomization.yaml': list('other.yaml'),
    'apps/prod/other.yaml': configMap('other'),
    'apps/dev/kustomization.yaml': list('foo'),
    'apps/dev/foo/kustomization.yaml': `${list('cm.yaml')}configMapGenerator:\n  - name: env\n    files: [env.txt]\n`,
    'apps/dev/foo/cm.yaml': configMap('foo'),
    'apps/dev/foo/env.txt': text,
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: 'apps/dev/foo/env.txt contains secrets and is not copied',
  });
});
