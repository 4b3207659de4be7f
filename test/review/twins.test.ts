import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const AT: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/kustomization.yaml': 'resources: [a, b, c]\n',
};

/** The directories that hold the same file, each with a Deployment of its own name. */
function twins(file: string, text: string, entry = ''): SmallFiles {
  return Object.fromEntries(
    ['a', 'b', 'c'].flatMap((name) => [
      [`apps/${name}/web.yaml`, deployment(name)],
      [`apps/${name}/kustomization.yaml`, entry || text],
      ...(entry === '' ? [] : [[`apps/${name}/${file}`, text]]),
    ]),
  );
}

function whoSet(path: string, name: string, files: SmallFiles): string | undefined {
  const snapshot = snapshotOf(memoryTree({ ...AT, ...files }), defaultConfig);
  const question = { kind: 'explain' as const, asked: `Deployment/${name}`, cluster: 'prod' };
  const explained = answer(question, { snapshot, commit: '', key: new Uint8Array(32) });
  if (!('objects' in explained)) throw new Error('it is not explained');
  const field = explained.objects[0]?.explanation.fields.find((each) => each.path === path);
  return field?.place && `${field.place.path}:${field.place.line}`;
}

const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: any }\nspec: { replicas: 2 }\n';
const PATCHES = 'resources: [web.yaml]\npatches:\n  - { path: patch.yaml, target: { kind: Deployment } }\n';

test.each<[string, string, SmallFiles, (name: string) => string]>([
  [
    'a field of a kustomization',
    'metadata.namespace',
    twins('kustomization.yaml', 'resources: [web.yaml]\nnamespace: shared\n'),
    (name) => `apps/${name}/kustomization.yaml:2`,
  ],
  ['a patch of its own', 'spec.replicas', twins('patch.yaml', PATCH, PATCHES), (name) => `apps/${name}/patch.yaml:4`],
  [
    'a patch in a kustomization',
    'spec.replicas',
    twins(
      'kustomization.yaml',
      'resources: [web.yaml]\npatches:\n  - target: { kind: Deployment }\n    patch: "- { op: add, path: /spec/replicas, value: 2 }"\n',
    ),
    (name) => `apps/${name}/kustomization.yaml:4`,
  ],
  [
    'the overlay of a base',
    'metadata.namespace',
    Object.fromEntries(
      ['a', 'b', 'c'].flatMap((name) => [
        [`apps/${name}/kustomization.yaml`, 'resources: [base]\nnamespace: shared\n'],
        [`apps/${name}/base/kustomization.yaml`, 'resources: [web.yaml]\n'],
        [`apps/${name}/base/web.yaml`, deployment(name)],
      ]),
    ),
    (name) => `apps/${name}/kustomization.yaml:2`,
  ],
])('of equal files in several directories, %s is explained by its own', (_, path, files, place) => {
  for (const name of ['a', 'b', 'c']) expect(whoSet(path, name, files)).toBe(place(name));
});

test('a change that two equal files make leads to the one that is edited for it', () => {
  const kustomization = 'resources: [web.yaml]\nnamespace: shared\n';
  const files = { ...AT, ...twins('kustomization.yaml', kustomization) };
  const next = { ...files, 'apps/c/kustomization.yaml': `${kustomization}commonAnnotations: { team: shop }\n` };
  const last = { ...next, 'apps/b/kustomization.yaml': `${kustomization}commonAnnotations: { team: shop }\n` };
  const [changed] = reviewOf(next, last).clusters.prod?.changed ?? [];
  expect(changed?.chain.map(({ path }) => path)).toEqual([
    'clusters/prod/apps.yaml',
    'apps/kustomization.yaml',
    'apps/b/kustomization.yaml',
  ]);
});

test('a field that the controllers drop is told at the FluxKustomization of its own cluster', () => {
  const dropping = flux('apps', 'apps', ['prune: true', 'patchesStrategicMerge: []']);
  const before = { ...cluster('dev'), ...cluster('prod'), 'apps/web.yaml': deployment('web') };
  const after = { ...before, 'clusters/dev/apps.yaml': dropping, 'clusters/prod/apps.yaml': dropping };
  const found = reviewOf(before, after).findings.filter(({ rule }) => rule === 'dropped-field');
  expect(found.map((each) => `${each.cluster} ${each.path}`)).toEqual([
    'dev clusters/dev/apps.yaml',
    'prod clusters/prod/apps.yaml',
  ]);
});
