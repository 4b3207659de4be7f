import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { configMap, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const SPOKE = 'hub->flux-system/spoke';

/** The deployment's version is a variable of the FluxKustomization that brings it. */
const tagged = (tag: string) =>
  fluxKustomization('foo', 'apps/foo', `  postBuild:\n    substitute:\n      TAG: ${tag}\n`);

/** A hub brings Flux to a spoke, which then syncs itself by the same name as the hub does; the spoke and test run foo. */
const fleet = fleetOf(
  {
    'clusters/hub/remote.yaml': fluxKustomization(
      'remote',
      'clusters/spoke/flux-system',
      '  kubeConfig: {secretRef: {name: spoke}}\n',
    ),
    'clusters/hub/bar.yaml': configMap('bar'),
    'clusters/spoke/foo.yaml': tagged('1.0.0'),
    'clusters/spoke/other.yaml': configMap('other'),
    'clusters/test/foo.yaml': tagged('2.0.0'),
    'apps/foo/kustomization.yaml': list('app.yaml'),
    'apps/foo/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: foo}}
  template:
    metadata: {labels: {app: foo}}
    spec: {containers: [{name: foo, image: "foo:\${TAG}"}]}
`,
  },
  ['hub', 'spoke', 'test'],
);

test("what a spoke runs is taken out of its own directory, though its sync is called as the hub's is", () => {
  expect(written(demote(fleet, { asked: 'foo', clusters: [SPOKE, 'spoke'] }))).toEqual({
    'clusters/spoke/foo.yaml': undefined,
  });
});

test('the way to what a spoke runs ends at the hub', () => {
  expect(promote(fleet, { asked: 'foo', clusters: ['hub'], from: SPOKE })).toMatchObject({ kind: 'refused' });
});

test('the version that a spoke runs is written where its own Flux has it', () => {
  const request = { asked: 'foo', clusters: [SPOKE, 'spoke'], from: 'test', version: true };
  expect(written(promote(fleet, request))).toEqual({ 'clusters/spoke/foo.yaml': tagged('2.0.0') });
});

/** A hub applies bar to a spoke that has no Flux of its own, and runs foo itself. */
const plain = fleetOf(
  {
    'clusters/hub/bar.yaml': fluxKustomization('bar', 'apps/bar', '  kubeConfig: {secretRef: {name: spoke}}\n'),
    'clusters/hub/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'apps/bar/kustomization.yaml': list('cm.yaml'),
    'apps/bar/cm.yaml': configMap('bar'),
    'apps/foo/kustomization.yaml': list('cm.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
  },
  ['hub'],
);

test.each([
  ['bar', 'hub', 'without a kubeConfig'],
  ['foo', SPOKE, 'with its kubeConfig'],
])('between a hub and what it applies to, %s has no place that is for %s alone', (asked, target, how) => {
  expect(promote(plain, { asked, clusters: [target] })).toEqual({
    kind: 'refused',
    reason: `hub itself applies what ${SPOKE} runs: of ${asked}, neither has a place that corresponds to the other's`,
    remedy: `Give ${target} a FluxKustomization of its own in clusters/hub, ${how}.`,
  });
});
