import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec: {containers: [{name: foo, image: "foo:1.0.0"}]}
`;

const fleet = fleetOf({
  'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
  'clusters/dev/web.yaml': fluxKustomization('web', 'apps/web'),
  'clusters/dev/tools.yaml': fluxKustomization('tools', 'tools/web'),
  'clusters/prod/other.yaml': configMap('other'),
  'apps/foo/kustomization.yaml': list('app.yaml', 'cm.yaml'),
  'apps/foo/app.yaml': deployment,
  'apps/foo/cm.yaml': configMap('foo'),
  'apps/web/kustomization.yaml': list('cm.yaml'),
  'apps/web/cm.yaml': configMap('web'),
  'tools/web/kustomization.yaml': list('cm.yaml'),
  'tools/web/cm.yaml': configMap('tools'),
});

test.each([
  'foo',
  'Foo',
  'FOO',
  'apps/foo',
  './apps/foo/',
  'deployment/foo',
  'Deployment/default/foo',
  'kustomization/foo',
  'apps/foo/app.yaml',
  'apps/foo/cm.yaml',
])('%s means the unit', (asked) => {
  const promotion = promote(fleet, { asked, clusters: ['prod'] });
  expect(planned(promotion).subject).toBe('foo');
  expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo') });
});

test('what is ambiguous is listed with where it runs', () => {
  expect(promote(fleet, { asked: 'web', clusters: ['prod'] })).toEqual({
    kind: 'refused',
    reason: 'web is ambiguous: it could be apps/web, tools/web',
    remedy: 'Name one of them: apps/web runs in dev; tools/web runs in dev.',
  });
});

test('a FluxKustomization that another one brings too is what it says', () => {
  expect(planned(promote(fleet, { asked: 'kustomization/tools', clusters: ['prod'] })).subject).toBe('tools/web');
});
