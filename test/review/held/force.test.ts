import { expect, test } from '@jest/globals';
import { cluster, flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const SYNC = 'clusters/prod/flux-system/gotk-sync.yaml';
const claim = (of: string, annotations = '') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop${annotations} }\nspec: { accessModes: [ReadWriteOnce], storageClassName: ${of}, resources: { requests: { storage: 1Gi } } }\n`;
const forced = ', annotations: { kustomize.toolkit.fluxcd.io/force: enabled }';

/** The root apps, with a claim. */
const apps = (file: string, ...spec: readonly string[]): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', ...spec]),
  'apps/p.yaml': file,
});
/** The entrypoint itself, with the claim in it. */
const entry = (file: string, spec = ''): SmallFiles => ({
  [SYNC]: `${cluster('prod')[SYNC]}${spec}`,
  'clusters/prod/p.yaml': file,
});

const CLASS = '(spec.storageClassName: slow → fast)';
const LOST = 'the data on it is lost, unless its volume is retained';
const RACE =
  'may be rejected instead: `flux-system/flux-system` may take `spec.force` from `flux-system/apps` before that applies this merge';
const STOPS = (name: string) =>
  `! Kustomization/${name} stops, with everything it applies: PersistentVolumeClaim \`shop/data\` is rejected`;

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'taken away with a change that needs it, it may still be there',
    apps(claim('slow'), 'force: true'),
    apps(claim('fast'), 'force: false'),
    [
      '~ Kustomization/apps: updated (spec.force: true → false)',
      `~ PersistentVolumeClaim/data: replaced, ${LOST}, ${RACE} ${CLASS}`,
    ],
  ],
  [
    'taken away before, it is not',
    apps(claim('slow')),
    apps(claim('fast')),
    [STOPS('apps'), `~ PersistentVolumeClaim/data: rejected ${CLASS}`],
  ],
  [
    'it is not either where the root waits for the one that takes it away',
    apps(claim('slow'), 'force: true', 'dependsOn: [{ name: flux-system }]'),
    apps(claim('fast'), 'dependsOn: [{ name: flux-system }]'),
    [
      STOPS('apps'),
      '~ Kustomization/apps: updated (spec.force: true → undefined)',
      `~ PersistentVolumeClaim/data: rejected ${CLASS}`,
    ],
  ],
  [
    'given with the change it comes too late once, and then recreates',
    apps(claim('slow')),
    apps(claim('fast'), 'force: true'),
    [
      '~ Kustomization/apps: updated (spec.force: undefined → true)',
      `~ PersistentVolumeClaim/data: replaced, ${LOST} ${CLASS}`,
    ],
  ],
  [
    'an annotation of the object itself is no race',
    apps(claim('slow', forced), 'force: true'),
    apps(claim('fast', forced)),
    [
      '~ Kustomization/apps: updated (spec.force: true → undefined)',
      `~ PersistentVolumeClaim/data: replaced, ${LOST} ${CLASS}`,
    ],
  ],
  [
    'an entrypoint that gives it to itself stops at what needs it, and never gets it',
    entry(claim('slow')),
    entry(claim('fast'), '  force: true\n'),
    [
      STOPS('flux-system'),
      '~ Kustomization/flux-system: updated, not yet: `flux-system/flux-system` stops: PersistentVolumeClaim `shop/data` is rejected (spec.force: undefined → true)',
      `~ PersistentVolumeClaim/data: rejected ${CLASS}`,
    ],
  ],
  [
    'one that takes it from itself has it until then',
    entry(claim('slow'), '  force: true\n'),
    entry(claim('fast')),
    [
      '~ Kustomization/flux-system: updated (spec.force: true → undefined)',
      `~ PersistentVolumeClaim/data: replaced, ${LOST} ${CLASS}`,
    ],
  ],
])('spec.force: %s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});
