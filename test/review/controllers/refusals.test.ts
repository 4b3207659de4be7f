import { expect, test } from '@jest/globals';
import { root, saidOf } from '../refused/said-of.ts';

const APP = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }] }
`;

/** A root of another namespace, which takes its files from the cluster's own source. */
const TENANT = root('apps')
  .replace('namespace: flux-system }', 'namespace: tenant }')
  .replace('name: flux-system }', 'name: flux-system, namespace: flux-system }');
const LABELLED = (shard: string) =>
  root('apps').replace(
    'namespace: flux-system }',
    `namespace: flux-system, labels: { sharding.fluxcd.io/key: ${shard} } }`,
  );

const controller = (args: readonly string[], name = 'kustomize-controller') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: flux-system }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: manager
          image: ghcr.io/fluxcd/kustomize-controller:v1.10.1
          args: ${JSON.stringify(args)}
`;

const instance = (more: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.x, registry: ghcr.io/fluxcd }
  ${more}
`;

const NO_CROSS =
  'kustomize-controller does not let it refer to anything in another namespace, such as GitRepository flux-system/flux-system (--no-cross-namespace-refs)';

test.each([
  ['a flag', TENANT, controller(['--no-cross-namespace-refs=true']), 'tenant/apps', NO_CROSS],
  ['a multitenant instance', TENANT, instance('cluster: { multitenant: true }'), 'tenant/apps', NO_CROSS],
  [
    'a patch of an instance',
    TENANT,
    instance(`kustomize:
    patches:
      - target: { kind: Deployment }
        patch: |
          - { op: add, path: /spec/template/spec/containers/0/args/-, value: --no-cross-namespace-refs }`),
    'tenant/apps',
    NO_CROSS,
  ],
  [
    'a namespace that is not watched',
    TENANT,
    controller(['--watch-all-namespaces=false']),
    'tenant/apps',
    'kustomize-controller looks at flux-system alone (--watch-all-namespaces=false)',
  ],
  [
    'a label that no shard selects',
    LABELLED('two'),
    instance('sharding: { shards: [one] }'),
    'flux-system/apps',
    'no kustomize-controller selects its labels (--watch-label-selector: !sharding.fluxcd.io/key; sharding.fluxcd.io/key=one)',
  ],
  [
    'a label where there are no shards',
    LABELLED('one'),
    controller(['--watch-label-selector=!sharding.fluxcd.io/key']),
    'flux-system/apps',
    'no kustomize-controller selects its labels (--watch-label-selector: !sharding.fluxcd.io/key)',
  ],
])('a root is not applied that its controller refuses by %s', (_, flux, runs, name, reason) => {
  const files = { 'clusters/prod/apps.yaml': flux, 'clusters/prod/controller.yaml': runs };
  const { effects } = saidOf({ ...files, 'apps/web.yaml': APP('web:1') }, { ...files, 'apps/web.yaml': APP('web:2') });
  expect(effects).toEqual([`Deployment/web rolled; not yet: \`${name}\` stops: ${reason}`]);
});

test.each([
  [
    'of its own namespace',
    root('apps'),
    controller(['--no-cross-namespace-refs=true', '--watch-all-namespaces=false']),
  ],
  [
    'where a later flag says otherwise',
    TENANT,
    controller(['--no-cross-namespace-refs', '--no-cross-namespace-refs=false']),
  ],
  ['that a shard selects', LABELLED('one'), instance('sharding: { shards: [one] }')],
  ['with a label that means nothing', LABELLED('one'), controller([])],
  ['of a lax instance', TENANT, instance('cluster: { multitenant: false }')],
])('a root is applied %s', (_, flux, runs) => {
  const files = { 'clusters/prod/apps.yaml': flux, 'clusters/prod/controller.yaml': runs };
  const { effects } = saidOf({ ...files, 'apps/web.yaml': APP('web:1') }, { ...files, 'apps/web.yaml': APP('web:2') });
  expect(effects).toEqual(['Deployment/web rolled']);
});

test('what depends on a refused root waits, and what it holds stays', () => {
  const files = {
    'clusters/prod/apps.yaml': TENANT,
    'clusters/prod/controller.yaml': controller(['--no-cross-namespace-refs=true']),
    'clusters/prod/more.yaml': root('more', '  dependsOn: [{ name: apps, namespace: tenant }]'),
    'more/web.yaml': APP('web:1').replace('name: web,', 'name: more,'),
  };
  const { effects } = saidOf(
    { ...files, 'apps/web.yaml': APP('web:1') },
    {
      ...files,
      'apps/kustomization.yaml': 'resources: []\n',
      'more/web.yaml': APP('web:2').replace('name: web,', 'name: more,'),
    },
  );
  expect(effects).toEqual([
    'Deployment/more rolled; not yet: `flux-system/more` waits for `tenant/apps`, which its controller does not apply',
    `Deployment/web pruned; not yet: \`tenant/apps\` stops: ${NO_CROSS}`,
  ]);
});

test('a root that is refused no more is said to take all that was merged since', () => {
  const files = { 'clusters/prod/apps.yaml': TENANT, 'apps/web.yaml': APP('web:1') };
  const { effects } = saidOf(
    { ...files, 'clusters/prod/controller.yaml': controller(['--no-cross-namespace-refs=true']) },
    { ...files, 'clusters/prod/controller.yaml': controller([]) },
  );
  expect(effects).toEqual([
    'Deployment/kustomize-controller rolled',
    'Kustomization/apps resumed: follows Git again: everything merged while its controller did not apply it is applied now, not only this',
  ]);
});

test.each([
  ['a directory of another repository', 'https://github.com/acme/bases//web?ref=v1', true],
  ['an address of ssh', 'git@github.com:acme/bases.git', true],
  ['a manifest that is fetched alone', 'https://example.org/crds.yaml', false],
])('--no-remote-bases refuses %s: %s', (_, target, isRefused) => {
  const { unresolved, effects } = saidOf(
    {
      'clusters/prod/controller.yaml': controller(['--no-remote-bases=true']),
      'apps/kustomization.yaml': `resources: [web.yaml]\n`,
      'apps/web.yaml': APP('web:1'),
    },
    {
      'clusters/prod/controller.yaml': controller(['--no-remote-bases=true']),
      'apps/kustomization.yaml': `resources: [web.yaml, "${target}"]\n`,
      'apps/web.yaml': APP('web:2'),
    },
  );
  const why = isRefused
    ? 'is in another repository, which kustomize-controller refuses (--no-remote-bases)'
    : 'is a remote URL; remote files are not fetched';
  expect({ unresolved, effects }).toEqual({
    unresolved: [`"${target}" ${why} (apps/kustomization.yaml:1)`],
    // Where the build is not refused, what stands here is applied whatever is fetched.
    effects: isRefused ? [] : ['Deployment/web rolled'],
  });
});
