import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { type PromoteRequest, promote } from '../../src/promotion/propose/promote.ts';
import { articleRepo, articleStories, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { edited, fleetIn, planned } from './fixture-fleet.ts';

const fleet = fleetIn(articleRepo);
const stories = new Map(loadStories(articleStories).map((story) => [story.name, story]));

/** The article's promotions and moves: from its own before, its own after, file by file. */
test.each<[string, PromoteRequest]>([
  ['01-foo-app-to-prod', { asked: 'foo-app', clusters: ['prod'] }],
  ['02-foo-app-to-dev-and-prod', { asked: 'foo-app', clusters: ['dev', 'prod'] }],
  ['02-foo-app-to-dev-and-prod', { asked: 'apps/foo-app/base', clusters: ['all'] }],
  ['03-foo-app-as-baseline', { asked: 'foo-app', clusters: [], toBaseline: true }],
  ['05-namespace-foo-to-common', { asked: 'namespace/foo', clusters: [], toBaseline: true }],
  ['08-policy-to-shared', { asked: 'deny-latest-tag', clusters: [], toBaseline: true }],
])('%s', (name, request) => {
  const { edits } = planned(promote(fleet, request));
  const changes = stories.get(name)?.changes ?? new Map<string, Buffer | null>();
  expect(Object.fromEntries(edits.map(({ path, after }) => [path, after ?? null]))).toEqual(
    Object.fromEntries([...changes].map(([path, bytes]) => [path, bytes === null ? null : String(bytes)])),
  );
});

test('foo-app in prod lacks its namespace, and the command that brings it is named', () => {
  expect(planned(promote(fleet, { asked: 'foo-app', clusters: ['prod'] }))).toMatchObject({
    title: 'Promote foo-app to prod',
    source: 'test',
    gained: [
      { cluster: 'prod', kind: 'Service', namespace: 'foo', name: 'foo-app' },
      { cluster: 'prod', kind: 'Deployment', namespace: 'foo', name: 'foo-app' },
    ],
    needs: [
      {
        kind: 'namespace',
        object: 'Namespace/foo',
        by: 'Service/foo-app',
        cluster: 'prod',
        promotable: 'namespace/foo',
      },
    ],
    notes: [],
  });
});

test('namespace foo gets a set of its own, so that test stays as it is', () => {
  const { edits, gained, notes } = planned(promote(fleet, { asked: 'namespace/foo', clusters: ['prod'] }));
  expect(notes).toEqual(['infrastructure/namespaces/foo/ns-foo.yaml still mentions test-only in line 7.']);
  expect(gained).toEqual([{ cluster: 'prod', kind: 'Namespace', namespace: '', name: 'foo' }]);
  const list = (policies: string) => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../../infrastructure/controllers/kyverno
  - ../../../infrastructure/namespaces/common
  - ../../../infrastructure/policies/kyverno/shared
  - ../../../infrastructure/policies/kyverno/${policies}
  - ../../../infrastructure/namespaces/team-x
  - ../../../infrastructure/namespaces/foo
`;
  const moved = edits.find(({ path }) => path === 'infrastructure/namespaces/test-only/ns-foo.yaml')?.before;
  expect(Object.fromEntries(edits.map(({ path, after }) => [path, after]))).toEqual({
    'clusters/prod/infra/kustomization.yaml': list('prod'),
    'clusters/test/infra/kustomization.yaml': list('test-only'),
    'infrastructure/namespaces/foo/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ns-foo.yaml\n',
    'infrastructure/namespaces/foo/ns-foo.yaml': moved,
    'infrastructure/namespaces/test-only/kustomization.yaml': undefined,
    'infrastructure/namespaces/test-only/ns-foo.yaml': undefined,
  });
});

test('a policy leaves the set of test for one of its own, which test and prod import', () => {
  const { edits, gained } = planned(promote(fleet, { asked: 'require-signed-images', clusters: ['prod'] }));
  expect(gained).toEqual([{ cluster: 'prod', kind: 'ClusterPolicy', namespace: '', name: 'require-signed-images' }]);
  expect(edits.map(({ path, before, after }) => [path, before === undefined, after === undefined])).toEqual([
    ['clusters/prod/infra/kustomization.yaml', false, false],
    ['clusters/test/infra/kustomization.yaml', false, false],
    ['infrastructure/policies/kyverno/require-signed-images/kustomization.yaml', true, false],
    ['infrastructure/policies/kyverno/require-signed-images/require-signed-images.yaml', true, false],
    ['infrastructure/policies/kyverno/test-only/kustomization.yaml', false, false],
    ['infrastructure/policies/kyverno/test-only/require-signed-images.yaml', false, true],
  ]);
});

test('with its prerequisites, foo-app brings its namespace', () => {
  const all = planned(promote(fleet, { asked: 'foo-app', clusters: ['prod'], withPrerequisites: true }));
  const alone = planned(promote(fleet, { asked: 'foo-app', clusters: ['prod'] }));
  const namespace = planned(promote(edited(fleet, alone.edits), { asked: 'namespace/foo', clusters: ['prod'] }));
  expect(all.needs).toEqual([]);
  expect(textsOf(all.edits)).toEqual(new Map([...textsOf(alone.edits), ...textsOf(namespace.edits)].sort()));
});

test('a prerequisite that several clusters lack is brought in once', () => {
  const { gained, needs } = planned(promote(fleet, { asked: 'foo-app', clusters: ['all'], withPrerequisites: true }));
  expect(needs).toEqual([]);
  expect(gained.filter(({ kind }) => kind === 'Namespace').map(({ cluster, name }) => [cluster, name])).toEqual([
    ['dev', 'foo'],
    ['prod', 'foo'],
  ]);
});

test('an overlay for prod is made where it is asked for', () => {
  const { edits } = planned(promote(fleet, { asked: 'foo-app', clusters: ['prod'], overlay: true }));
  expect(edits.map(({ path }) => path)).toEqual([
    'apps/foo-app/overlays/prod/kustomization.yaml',
    'clusters/prod/apps/kustomization.yaml',
  ]);
  expect(edits[0]?.after).toBe(
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../../base\n',
  );
  expect(edits[1]?.after).toContain('  - ../../../apps/foo-app/overlays/prod\n');
});

test.each<[string, PromoteRequest, object]>([
  [
    'what runs there already',
    { asked: 'foo-app', clusters: ['test'] },
    { kind: 'nothing', reason: 'foo-app already runs in test' },
  ],
  [
    'a misspelt unit',
    { asked: 'foo-ap', clusters: ['prod'] },
    { reason: 'nothing is named foo-ap', remedy: 'Did you mean foo-app?' },
  ],
  [
    'a misspelt cluster',
    { asked: 'foo-app', clusters: ['prdo'] },
    { reason: 'there is no cluster prdo', remedy: 'Did you mean prod?' },
  ],
  [
    'an ambiguous name',
    { asked: 'test-only', clusters: ['prod'] },
    { reason: 'test-only is ambiguous: it could be kyverno/test-only, namespaces/test-only' },
  ],
  [
    "another stage's set",
    { asked: 'namespaces/test-only', clusters: ['prod'] },
    { remedy: 'Promote what is in it by kind/name: that gives it its own set.' },
  ],
  [
    "a stage's own directory",
    { asked: 'kyverno/prod', clusters: ['dev'] },
    { reason: 'prod runs its own infrastructure/policies/kyverno/prod, and dev has none' },
  ],
  [
    'a source that lacks it',
    { asked: 'foo-app', clusters: ['prod'], from: 'dev' },
    { reason: 'dev does not run foo-app' },
  ],
])('%s is answered, not edited', (_, request, answer) => {
  expect(promote(fleet, request)).toMatchObject({ kind: 'refused', ...answer });
});

test('a demotion names what is pruned, what holds data, and what nothing refers to any more', () => {
  expect(planned(demote(fleet, { asked: 'foo-app', clusters: ['test'] }))).toMatchObject({
    title: 'Demote foo-app from test',
    lost: [
      { cluster: 'test', kind: 'Service', effect: 'pruned', hasData: false },
      { cluster: 'test', kind: 'Deployment', effect: 'pruned', hasData: false },
    ],
    unreferenced: [
      'apps/foo-app/base/deployment.yaml',
      'apps/foo-app/base/kustomization.yaml',
      'apps/foo-app/base/service.yaml',
    ],
  });
});

function textsOf(edits: readonly { readonly path: string; readonly after: string | undefined }[]) {
  return new Map(edits.map(({ path, after }) => [path, after]));
}
