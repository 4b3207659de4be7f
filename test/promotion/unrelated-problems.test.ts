import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

/** dev runs foo, prod only bar. */
const fleet: FileTexts = {
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/dev/kustomization.yaml': list('../base/foo', '../base/bar'),
  'apps/prod/kustomization.yaml': list('../base/bar'),
  'apps/base/foo/kustomization.yaml': list('cm.yaml'),
  'apps/base/foo/cm.yaml': configMap('foo'),
  'apps/base/bar/kustomization.yaml': list('cm.yaml'),
  'apps/base/bar/cm.yaml': configMap('bar'),
};

const other = (cluster: string, more: FileTexts): FileTexts => ({
  ...fleet,
  [`clusters/${cluster}/other.yaml`]: fluxKustomization('other', `other/${cluster}`),
  ...more,
});

test.each<[string, FileTexts]>([
  ['a remote base', other('prod', { 'other/prod/kustomization.yaml': list('https://example.org/nobody/base?ref=v1') })],
  ['a base that is missing', other('prod', { 'other/prod/kustomization.yaml': list('../base') })],
  ['a directory that is missing', other('prod', {})],
  ['a manifest that is no YAML', other('prod', { 'other/prod/cm.yaml': 'a: [\n' })],
  [
    'objects twice',
    other('prod', { 'other/prod/a.yaml': configMap('twice'), 'other/prod/b.yaml': configMap('twice') }),
  ],
  [
    'a chart that kustomize is to fetch',
    other('prod', {
      'other/prod/kustomization.yaml': 'helmCharts:\n  - {name: x, repo: "https://example.org", version: 1.0.0}\n',
    }),
  ],
  [
    'a source of another repository',
    {
      ...other('prod', {}),
      'clusters/prod/other.yaml': fluxKustomization('other', 'deploy').replace(
        'name: flux-system}',
        'name: elsewhere}',
      ),
      'clusters/prod/elsewhere.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: elsewhere, namespace: flux-system}\nspec: {interval: 1m, url: "https://example.org/nobody/elsewhere", ref: {branch: main}}\n',
    },
  ],
  [
    'variables that only the cluster has',
    {
      ...other('prod', { 'other/prod/cm.yaml': configMap(`\${NAME}`) }),
      'clusters/prod/other.yaml': fluxKustomization(
        'other',
        'other/prod',
        '  postBuild: {substituteFrom: [{kind: Secret, name: vars}]}\n',
      ),
    },
  ],
  ['a broken root of another cluster', other('dev', { 'other/dev/kustomization.yaml': list('../base') })],
  [
    'a remote base of another cluster',
    other('dev', { 'other/dev/kustomization.yaml': list('https://example.org/nobody/base?ref=v1') }),
  ],
])('%s elsewhere does not stop a promotion, nor its demotion', (_, files) => {
  const before = fleetOf(files);
  const promotion = promote(before, foo);
  expect(written(promotion)).toEqual({ 'apps/prod/kustomization.yaml': list('../base/bar', '../base/foo') });
  expect(gains(promotion)).toEqual(['prod: ConfigMap/foo']);
  const back = demote(edited(before, planned(promotion).edits), foo);
  expect(written(back)).toEqual({ 'apps/prod/kustomization.yaml': list('../base/bar') });
});

test('a remote base in the same list hides nothing of what stands beside it', () => {
  const remote = 'https://example.org/nobody/base?ref=v1';
  const files = { ...fleet, 'apps/prod/kustomization.yaml': list('../base/bar', remote) };
  const promotion = promote(fleetOf(files), foo);
  expect(written(promotion)).toEqual({ 'apps/prod/kustomization.yaml': list('../base/bar', remote, '../base/foo') });
});

test('what hides the list itself stops it, and is named', () => {
  const files = { ...fleet, 'apps/prod/kustomization.yaml': list('../base/bar', '../base/gone') };
  expect(promote(fleetOf(files), foo)).toMatchObject({
    kind: 'refused',
    reason: 'prod is already only partly rendered, so what it would gain is unknown: "../base/gone" does not exist',
  });
});
