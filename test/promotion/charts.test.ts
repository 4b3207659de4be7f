import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { fleetOf, fluxKustomization, gains, list, written } from './flux-files.ts';

const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: foo, namespace: flux-system }
spec:
  interval: 1h
  chart: { spec: { chart: charts/foo, sourceRef: { kind: GitRepository, name: flux-system } } }
`;

test('what a chart makes comes and goes with its HelmRelease', () => {
  const fleet = fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/kustomization.yaml': list('../base/foo'),
    'apps/prod/kustomization.yaml': list('../base/other'),
    'apps/base/foo/kustomization.yaml': list('release.yaml'),
    'apps/base/foo/release.yaml': release,
    'apps/base/other/kustomization.yaml': list('cm.yaml'),
    'apps/base/other/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: flux-system }\n',
    'charts/foo/Chart.yaml': 'apiVersion: v2\nname: foo\nversion: 1.0.0\n',
    'charts/foo/templates/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: foo-made }\n',
  });
  const promotion = promote(fleet, { asked: 'foo', clusters: ['prod'] });
  expect(written(promotion)).toEqual({ 'apps/prod/kustomization.yaml': list('../base/other', '../base/foo') });
  expect(gains(promotion)).toEqual(['prod: HelmRelease/foo']);
  const back = demote(edited(fleet, planned(promotion).edits), { asked: 'foo', clusters: ['prod'] });
  expect(written(back)).toEqual({ 'apps/prod/kustomization.yaml': list('../base/other') });
});
