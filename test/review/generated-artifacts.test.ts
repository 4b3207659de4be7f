import { expect, test } from '@jest/globals';
import { reviewOf } from './review-of.ts';
import type { SmallFiles } from './small-fleet.ts';

/** A cluster that is synced by an artifact of `deploy`, and what a generator copies out of that. */
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
  'deploy/apps/web/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
  'deploy/apps/other/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other }\n',
};

test('what a generator copies out of a pushed artifact is what stands in the directory that is pushed', () => {
  const changed = { 'deploy/apps/web/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: www }\n' };
  const { verdict, files, clusters } = reviewOf(pushed, { ...pushed, ...changed });
  expect({ verdict, files, changed: clusters.prod?.unresolved.map((each) => each.changed) }).toEqual({
    verdict: 'neutral',
    files: [{ path: 'deploy/apps/web/namespace.yaml', status: 'modified', clusters: ['prod'] }],
    changed: [['deploy/apps/web']],
  });
});
