import { expect, test } from '@jest/globals';
import { reviewOf } from './review-of.ts';
import type { SmallFiles } from './small-fleet.ts';

/** A cluster that is synced by an artifact of `deploy`, what a generator copies out of that, and what is built of it. */
const pushed: SmallFiles = {
  'deploy/clusters/prod/flux-instance.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: OCIRepository, url: "oci://ghcr.io/acme/fleet", ref: latest, path: clusters/prod }
`,
  'deploy/clusters/prod/artifacts.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: { name: apps, namespace: flux-system }
spec:
  sources: [{ alias: repo, kind: OCIRepository, name: flux-system }]
  artifacts:
    - { name: web, copy: [{ from: "@repo/apps/web/", to: "@artifact/" }] }
`,
  'deploy/clusters/prod/web.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  path: ./web
  prune: true
  sourceRef: { kind: ExternalArtifact, name: web }
`,
  'deploy/apps/web/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
  'deploy/apps/other/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other }\n',
};

test('what a generator copies out of a pushed artifact is what stands in the directory that is pushed: the way leads there', () => {
  const labelled = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web, labels: { team: shop } }\n';
  const { verdict, files, clusters } = reviewOf(pushed, { ...pushed, 'deploy/apps/web/namespace.yaml': labelled });
  const changed = clusters.prod?.changed.map(({ name, unit, chain }) => ({ name, unit, chain }));
  expect({ verdict, files, changed, unresolved: clusters.prod?.unresolved }).toEqual({
    verdict: 'success',
    files: [{ path: 'deploy/apps/web/namespace.yaml', status: 'modified', clusters: ['prod'] }],
    changed: [
      {
        name: 'web',
        unit: 'web',
        chain: [
          { path: 'deploy/clusters/prod/web.yaml', line: 5 },
          { path: 'deploy/clusters/prod/artifacts.yaml', line: 7 },
          { path: 'deploy/apps/web/namespace.yaml', line: 3, changed: true },
        ],
      },
    ],
    unresolved: [],
  });
});

test('a file that nothing is built of is not read, though it is copied', () => {
  const copied = { ...pushed, 'deploy/clusters/prod/web.yaml': '' };
  const renamed = {
    ...copied,
    'deploy/apps/web/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: www }\n',
  };
  const { verdict, files } = reviewOf(copied, renamed);
  expect({ verdict, files }).toEqual({
    verdict: 'neutral',
    files: [{ path: 'deploy/apps/web/namespace.yaml', status: 'modified', clusters: [], unread: true }],
  });
});

test('a generator that fails is one problem, however many roots are built of what it makes', () => {
  const web = pushed['deploy/clusters/prod/web.yaml'] ?? '';
  const both: SmallFiles = {
    ...pushed,
    'deploy/clusters/prod/more.yaml': web.replace('name: web, namespace', 'name: more, namespace'),
  };
  const { 'deploy/apps/web/namespace.yaml': _, ...without } = both;
  const { unresolved } = reviewOf(both, without).clusters.prod ?? {};
  expect(unresolved?.map(({ roots, message }) => [roots, message])).toEqual([
    [
      ['flux-system/more', 'flux-system/web'],
      "ArtifactGenerator flux-system/apps makes nothing new, so everything built from it stays as it was: web build failed: failed to apply copy operations: failed to apply copy operation from '@repo/apps/web/' to '@artifact/': source 'apps/web' does not exist",
    ],
  ]);
});
