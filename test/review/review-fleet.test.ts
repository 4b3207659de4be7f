import { expect, test } from '@jest/globals';
import type { Review } from '../../src/review/contract/review.ts';
import { type Layout, reviewOf } from './review-of.ts';

const sync = (path: string, postBuild = '') =>
  `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { url: https://example.org/fleet, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: flux-system }${postBuild} }
`;
const flux = (name: string, path: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec: { path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }\n`;
const app = (value: string, name = 'app') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${name}", namespace: default }\ndata: { region: "${value}" }\n`;
const region = ['$', '{REGION}'].join('');

test('two clusters that sync one path are two clusters, each with its own variables', () => {
  const of = (name: string) => ({
    [`clusters/${name}/flux-system/gotk-sync.yaml`]: sync(
      './clusters/common',
      `, postBuild: { substitute: { REGION: ${name} } }`,
    ),
  });
  const before = {
    ...of('eu'),
    ...of('us'),
    'clusters/common/apps.yaml': flux('apps', './apps'),
    'apps/app.yaml': app(''),
  };
  const result = reviewOf(before, { ...before, 'clusters/common/settings.yaml': app(`${region}-1`, region) });
  expect(summary(result)).toEqual({ eu: ['gained eu from clusters/common'], us: ['gained us from clusters/common'] });
});

test('a cluster that comes gains all it holds, one that goes is said to be gone, the others stand', () => {
  const of = (name: string) => ({
    [`clusters/${name}/flux-system/gotk-sync.yaml`]: sync(`./clusters/${name}`),
    [`clusters/${name}/app.yaml`]: app(name),
  });
  const result = reviewOf({ ...of('dev'), ...of('old') }, { ...of('dev'), ...of('new') });
  expect(summary(result)).toEqual({
    dev: [],
    new: [
      'gained app from clusters/new',
      'gained flux-system from clusters/new',
      'gained flux-system from clusters/new',
    ],
    old: ['lost app from clusters/old', 'lost flux-system from clusters/old', 'lost flux-system from clusters/old'],
  });
  expect(result.clusters.old?.lost.map(({ effect }) => effect)).toEqual(['orphaned', 'orphaned', 'orphaned']);
  expect(result.findings.filter(({ rule }) => rule === 'cluster-gone')).toMatchObject([{ cluster: 'old' }]);
});

test('a cluster from which more FluxKustomizations lead than are rendered is not known, and never unchanged', () => {
  const many = Array.from({ length: 2_010 }, (_, index) => flux(`n${index}`, './apps')).join('---\n');
  const before = { 'clusters/prod/flux-system/gotk-sync.yaml': sync('./clusters/prod'), 'apps/app.yaml': app('eu') };
  const result = reviewOf(before, { ...before, 'clusters/prod/many.yaml': many });
  expect(result.clusters.prod).toMatchObject({
    status: 'unresolved',
    gained: [],
    unresolved: [{ code: 'too-many-roots', side: 'after', standing: false }],
  });
  expect(result.verdict).toBe('failure');
});

test('a broken sync object is a problem of its cluster alone', () => {
  const before: Layout = {
    'clusters/dev/flux-system/gotk-sync.yaml': sync('./clusters/dev'),
    'clusters/prod/flux-system/gotk-sync.yaml': sync('./clusters/prod'),
  };
  const result = reviewOf(before, { ...before, 'clusters/prod/flux-system/gotk-sync.yaml': 'spec: [\n' });
  expect(result.clusters.dev).toMatchObject({ status: 'rendered', unresolved: [] });
  expect(result.clusters.prod).toMatchObject({
    status: 'failed',
    lost: [],
    unresolved: [{ code: 'invalid-yaml', path: 'clusters/prod/flux-system/gotk-sync.yaml', line: 1 }],
  });
});

function summary({ clusters }: Review) {
  return Object.fromEntries(
    Object.entries(clusters).map(([name, { gained, lost, changed }]) => [
      name,
      [
        ...gained.map((each) => `gained ${each.name} from ${each.root}`),
        ...lost.map((each) => `lost ${each.name} from ${each.root}`),
        ...changed.map((each) => `changed ${each.name} from ${each.root}`),
      ].sort(),
    ]),
  );
}
