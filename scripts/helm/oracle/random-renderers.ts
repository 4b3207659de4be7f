import type { Chance } from '../fuzz/chance.ts';
import type { Asked } from './random-release.ts';
import type { Json } from './random-values.ts';

type Fields = { readonly [key: string]: Json };

const PATCHES: readonly Fields[] = [
  { target: { kind: 'Deployment' }, patch: '- {op: replace, path: /spec/replicas, value: 7}' },
  { target: { kind: 'Deployment' }, patch: '- {op: add, path: /spec/replicas, value: 7}' },
  {
    target: { kind: 'ConfigMap', name: '.*-second' },
    patch: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: any}\ndata: {added: "yes", last: null}\n',
  },
  {
    target: { kind: 'Service' },
    patch:
      'apiVersion: v1\nkind: Service\nmetadata: {name: any, annotations: {patched: ""}}\nspec: {ports: [{port: 81}]}\n',
  },
  {
    target: { labelSelector: 'app.kubernetes.io/name=shop' },
    patch: '- {op: add, path: /metadata/labels/patched, value: "1"}',
  },
  {
    target: { annotationSelector: 'helm.sh/hook' },
    patch: '- {op: add, path: /metadata/annotations/patched, value: "1"}',
  },
  { target: { kind: 'Job' }, patch: '$patch: delete\napiVersion: batch/v1\nkind: Job\nmetadata: {name: any}\n' },
  { target: { kind: 'ConfigMap', version: 'v1' }, patch: '- {op: add, path: /metadata/annotations, value: {}}' },
  { target: { kind: 'ConfigMap', namespace: 'apps' }, patch: '- {op: add, path: /data/apps, value: "1"}' },
  { target: { kind: 'NoSuchKind' }, patch: '- {op: remove, path: /metadata}' },
  { target: { group: 'apps' }, patch: '- {op: remove, path: /no/such/path}' },
  {
    target: { kind: 'ConfigMap' },
    patch: '- {op: add, path: /metadata/annotations, value: {helm.sh/hook: pre-install}}',
  },
];

const IMAGES: readonly Fields[] = [
  { name: 'registry.example.com/shop', newTag: '9.9' },
  { name: 'registry.example.com/shop', newName: 'mirror.example.com/shop' },
  { name: 'registry.example.com/side', newTag: '1' },
  { name: 'registry.example.com/operator', digest: `sha256:${'ab'.repeat(32)}` },
];

const STRATEGIES = ['combined', 'separate', 'nohooks'];

/** @returns the post-renderers of a HelmRelease and their strategy, most often none */
export function randomRenderers(chance: Chance, { isNewest }: Pick<Asked, 'isNewest'>): Fields {
  const kustomize = () => ({
    kustomize: {
      ...(chance.below(3) > 0 && { patches: Array.from({ length: 1 + chance.below(2) }, () => chance.pick(PATCHES)) }),
      ...(chance.below(2) === 0 && { images: [chance.pick(IMAGES)] }),
    },
  });
  return {
    ...(chance.below(2) === 0 && { postRenderers: Array.from({ length: 1 + chance.below(2) }, kustomize) }),
    ...(isNewest && chance.below(2) === 0 && { postRenderStrategy: chance.pick(STRATEGIES) }),
  };
}

/** @returns the metadata that a HelmRelease adds to all its objects, most often none */
export function randomCommonMetadata(chance: Chance): Fields {
  if (chance.below(2) === 0) return {};
  const labels: Fields = { team: 'two', ...(chance.below(3) === 0 && { 'helm.toolkit.fluxcd.io/name': 'forged' }) };
  const annotations: Fields = chance.pick([{ note: 'yes' }, { note: '1.0', empty: '' }, {}]);
  return {
    commonMetadata: { ...(chance.below(3) > 0 && { labels }), ...(chance.below(2) === 0 && { annotations }) },
  };
}
