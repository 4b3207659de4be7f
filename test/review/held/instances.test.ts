import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { configMap } from '../sets/set-fleet.ts';
import type { SmallFiles } from '../small-fleet.ts';
import { linesOf } from './said.ts';

/** A cluster that flux-operator syncs, with more of the instance's spec. */
const instance = (spec: string, { path = 'clusters/prod', paused = '' } = {}) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system${paused === '' ? '' : `, annotations: { fluxcd.controlplane.io/reconcile: ${paused} }`} }
spec:
  distribution: { version: 2.9.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: "https://github.com/acme/fleet", ref: refs/heads/main, path: ${path} }
  ${spec}
`;
/** A root that takes its files from another namespace. */
const TENANT = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: tenant, namespace: tenant }
spec:
  path: ./tenant
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
`;
const fleet = (flux: string, size = '1'): SmallFiles => ({
  'clusters/prod/flux.yaml': flux,
  'clusters/prod/tenant.yaml': TENANT,
  'tenant/app.yaml': configMap('app', `{ size: "${size}" }`, 'tenant'),
  'other/app.yaml': configMap('other', '{ size: "1" }', 'tenant'),
});
const LOCKDOWN = 'cluster: { multitenant: true }';
const CHANGED = '~ ConfigMap/tenant/app: updated (data.size: 1 → 2)';

/** What is said of all but the instance itself, whose fields change on either side. */
const said = (before: string, after: string) =>
  linesOf(reviewOf(fleet(before), fleet(after, '2')), ['another-flux', 'refused-object']).filter(
    (line) => !line.startsWith('~ FluxInstance'),
  );

test('an instance that is paused keeps its controllers as they are started', () => {
  expect(said(instance(''), instance(LOCKDOWN, { paused: 'disabled' }))).toEqual([
    'another-flux: prod keeps its Flux as it is: FluxInstance `flux-system/flux` is paused, so flux-operator does nothing of what changes in it',
    CHANGED,
  ]);
});

test('what it had not locked down before, and what it had', () => {
  expect(said(instance('', { paused: 'disabled' }), instance(LOCKDOWN, { paused: 'Disabled' }))).toContain(CHANGED);
  expect(said(instance(LOCKDOWN), instance('', { paused: 'disabled' }))).not.toContain(CHANGED);
});

test('so does one that a release makes of its values, as long as that is suspended', () => {
  const release = (cluster: string, suspend: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flux, namespace: flux-system }
spec:
  suspend: ${suspend}
  chart: { spec: { chart: flux-instance, sourceRef: { kind: HelmRepository, name: operator } } }
  values:
    instance:
      distribution: { version: 2.9.x, registry: ghcr.io/fluxcd }
      sync: { kind: GitRepository, url: "https://github.com/acme/fleet", ref: refs/heads/main, path: clusters/prod }
      cluster: ${cluster}
`;
  const told = said(release('{}', 'false'), release('{ multitenant: true }', 'true'));
  expect(told).toContain(CHANGED);
  expect(told).toContain(
    'another-flux: prod keeps its Flux as it is: HelmRelease `flux-system/flux` is suspended, so nothing happens of what changes in it',
  );
});

test('it goes on syncing what it synced', () => {
  expect(said(instance(''), instance('', { paused: 'disabled', path: 'other' }))).toEqual([
    'another-flux: prod keeps its Flux as it is: FluxInstance `flux-system/flux` is paused, so flux-operator does nothing of what changes in it',
    CHANGED,
  ]);
});

test('an instance that is no longer paused runs by all that changed meanwhile', () => {
  expect(said(instance('', { paused: 'disabled' }), instance(LOCKDOWN)).join('\n')).toContain('prod starts');
});

/** An instance that syncs a bucket, and a root that takes its files from a Bucket. */
const ofBucket = (bucket: string, source = 'flux-system'): SmallFiles => {
  const sync = `{ kind: Bucket, url: s3.example.com, ref: ${bucket}, path: clusters/prod }`;
  return {
    ...fleet(instance('').replace(/sync: .*/, `sync: ${sync}`)),
    'clusters/prod/tenant.yaml': TENANT.replace('GitRepository, name: flux-system,', `Bucket, name: ${source},`),
    'clusters/prod/other.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: Bucket
metadata: { name: other, namespace: flux-system }
spec: { endpoint: s3.example.com, bucketName: other }
`,
  };
};

test('what is taken from the bucket that an instance syncs is rendered, what is of another bucket is declared', () => {
  const after = (source?: string) => ({
    ...ofBucket('fleet', source),
    'tenant/app.yaml': configMap('app', '{ size: "2" }', 'tenant'),
  });
  expect(linesOf(reviewOf(ofBucket('fleet'), after()))).toEqual([CHANGED]);
  const { prod } = reviewOf(ofBucket('fleet', 'other'), after('other')).clusters;
  expect([prod?.changed, prod?.external]).toEqual([
    [],
    [expect.objectContaining({ root: 'tenant/tenant', source: 'Bucket/flux-system/other' })],
  ]);
});

test('another bucket is another content', () => {
  const rules = ['follows-elsewhere'];
  expect(linesOf(reviewOf(ofBucket('fleet'), ofBucket('prod')), rules)[0]).toBe(
    'follows-elsewhere: prod would follow bucket `prod` instead of bucket `fleet`',
  );
});

test('the name of what an instance syncs stays, once it has one', () => {
  const named = (name: string) => fleet(instance('').replace('sync: { ', `sync: { ${name}`));
  const of = (before: string, after: string) =>
    linesOf(reviewOf(named(before), named(after))).filter((line) => line.startsWith('~ FluxInstance'));
  expect(of('name: fleet, ', 'name: other, ')).toEqual([
    '~ FluxInstance/flux: rejected (spec.sync.name: fleet → other)',
  ]);
  expect(of('', 'name: other, ')).toEqual(['~ FluxInstance/flux: updated (spec.sync.name: undefined → other)']);
});
