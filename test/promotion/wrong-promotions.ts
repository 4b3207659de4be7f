import { configMap, type FileTexts, fluxKustomization, list, syncsOf } from './flux-files.ts';

/** A fleet in which `foo` cannot be promoted to prod without doing something wrong, and why not. */
type WrongPromotion = readonly [kind: string, files: FileTexts, reason: string];

const unit = (directory: string, name = 'foo'): FileTexts => ({
  [`${directory}/kustomization.yaml`]: list('cm.yaml'),
  [`${directory}/cm.yaml`]: configMap(name),
});

/** dev's overlay of foo; prod has a list for it. */
const overlaid = (overlay: string): FileTexts => ({
  ...syncsOf(['dev', 'prod']),
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/dev/kustomization.yaml': list('foo'),
  'apps/prod/kustomization.yaml': list('bar.yaml'),
  'apps/prod/bar.yaml': configMap('bar'),
  ...unit('apps/base/foo'),
  'apps/dev/foo/kustomization.yaml': list('../../base/foo') + overlay,
});

/** Clusters whose apps are directories that Flux takes as they are. */
const unlisted: FileTexts = {
  ...syncsOf(['dev', 'prod']),
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  ...unit('apps/base/foo'),
};

/** Lists under generators: a controller makes FluxKustomizations or Applications of each. */
export const RESOURCE_SET = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: apps, namespace: flux-system}
spec:
  inputs:
    - tenant: foo
      tag: 1.2.3
    - tenant: bar
  resources: []
`;

export const APPLICATION_SET = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: apps, namespace: argocd}
spec:
  generators:
    - list: {elements: [{app: foo}, {app: bar}]}
  template: {}
`;

/** Each is asked in the core, on the command line, and in a comment. */
export const WRONG_PROMOTIONS: readonly WrongPromotion[] = [
  [
    'more than the unit',
    {
      ...syncsOf(['dev', 'prod']),
      'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps'),
      'apps/kustomization.yaml': list('foo', 'other'),
      ...unit('apps/foo'),
      ...unit('apps/other', 'other'),
    },
    'Kustomization/apps, which brings foo to dev, also brings other, and prod has no such FluxKustomization',
  ],
  [
    'a part of the unit',
    {
      ...overlaid('configMapGenerator:\n  - name: settings\n    namespace: default\n    literals: [a=b]\n'),
      'apps/base/foo/cm.yaml': `apiVersion: v1
kind: Pod
metadata: {name: foo, namespace: default}
spec: {containers: [{name: foo, image: "foo:1", envFrom: [{configMapRef: {name: settings}}]}]}
`,
    },
    'prod would get only a part of it, without ConfigMap/settings, which dev runs',
  ],
  [
    "something in the target's own variant",
    {
      ...overlaid(''),
      'apps/dev/foo/kustomization.yaml': list('cm.yaml', 'more.yaml'),
      'apps/dev/foo/cm.yaml': configMap('foo'),
      'apps/dev/foo/more.yaml': configMap('foo-more'),
      'apps/prod/kustomization.yaml': list('bar.yaml', 'foo'),
      'apps/prod/foo/kustomization.yaml': list('other.yaml'),
      'apps/prod/foo/other.yaml': configMap('foo-other'),
    },
    'foo already runs in prod',
  ],
  [
    "a part that the target's own directory leaves out",
    {
      ...unlisted,
      'apps/dev/foo/kustomization.yaml': list('../../base/foo', '../../base/bar', 'own.yaml'),
      'apps/dev/foo/own.yaml': configMap('own'),
      'apps/prod/foo/kustomization.yaml': list('../../base/bar'),
      ...unit('apps/base/bar', 'bar'),
    },
    'prod has its own apps/prod/foo, which does not add ConfigMap/foo',
  ],
  [
    'what may be there, as it is not rendered',
    {
      ...unlisted,
      'apps/dev/foo/kustomization.yaml': list('../../base/foo'),
      'apps/prod/foo/kustomization.yaml': list('../../base/foo'),
      'apps/prod/bar/kustomization.yaml': list('../../base/gone'),
    },
    'prod is already only partly rendered, so what it runs of it is unknown: "../../base/gone" does not exist',
  ],
  [
    'a second owner',
    {
      ...syncsOf(['dev', 'prod']),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
      'clusters/prod/own.yaml': configMap('shared'),
      ...unit('apps/foo'),
      'apps/foo/kustomization.yaml': list('cm.yaml', 'shared.yaml'),
      'apps/foo/shared.yaml': configMap('shared'),
    },
    'prod already runs ConfigMap/shared, applied by flux-system/flux-system: it would have a second owner',
  ],
  [
    'a base that nobody runs',
    overlaid('namePrefix: my-\n'),
    'prod would gain ConfigMap/foo, which dev does not run: its own apps/dev/foo makes something else of apps/base/foo',
  ],
  [
    'what its own review would reject',
    {
      ...syncsOf(['dev', 'prod']),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
      'clusters/prod/other.yaml': configMap('other'),
      'apps/foo/kustomization.yaml': list('app.yaml'),
      'apps/foo/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: foo, namespace: default}
spec:
  selector: {matchLabels: {app: bar}}
  template:
    metadata: {labels: {app: foo}}
    spec: {containers: [{name: foo, image: "foo:1"}]}
`,
    },
    'its review would fail (refused-value): Deployment `default/foo`: `spec.template.metadata.labels` must be what spec.selector asks for, and "app" is not: the API server rejects it, and Kustomization flux-system/foo stops',
  ],
  [
    'what demote could not take back',
    {
      ...syncsOf(['dev', 'prod']),
      'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'foo.yaml'),
      'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'bar.yaml'),
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
      'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo'),
      'clusters/prod/bar.yaml': configMap('bar'),
      ...unit('apps/foo'),
    },
    'clusters/prod/foo.yaml stands there unused, and demote would delete it, so this is not written',
  ],
  ...(
    [
      ['an input of a ResourceSet', RESOURCE_SET, 'ResourceSet/apps'],
      ['an element of a list under generators', APPLICATION_SET, 'ApplicationSet/apps'],
    ] as const
  ).map(
    ([kind, text, name]): WrongPromotion => [
      kind,
      { ...syncsOf(['dev', 'prod']), 'clusters/dev/apps.yaml': text, 'clusters/prod/cm.yaml': configMap('cm') },
      `foo is an input of ${name} in dev (clusters/dev/apps.yaml:6), and what that makes of it stands in no file`,
    ],
  ),
];
