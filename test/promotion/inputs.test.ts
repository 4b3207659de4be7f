import { expect, test } from '@jest/globals';
import { promote } from '../../src/promotion/propose/promote.ts';
import { planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, list } from './flux-files.ts';

/** A ResourceSet that runs the directory of each tenant. */
const set = (inputs: string) => `# The tenants of this cluster.
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: tenants
  namespace: flux-system
spec:
  inputs:
${inputs}  resources: # for each
    - apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: << inputs.tenant >>, namespace: flux-system }
      spec:
        path: ./tenants/<< inputs.tenant >>
        prune: true
        interval: 1h
        sourceRef: { kind: GitRepository, name: flux-system }
`;
const DEV = `    - tenant: team-a # the first
      size: "1"
      roles: [admin, view]
    - tenant: team-b
      size: "2"
`;
const FILES: FileTexts = {
  'clusters/dev/tenants.yaml': set(DEV),
  'clusters/prod/tenants.yaml': set('    - tenant: team-b # also here\n      size: "5"\n'),
  'tenants/team-a/kustomization.yaml': list('cm.yaml'),
  'tenants/team-a/cm.yaml': configMap('team-a'),
  'tenants/team-b/kustomization.yaml': list('cm.yaml'),
  'tenants/team-b/cm.yaml': configMap('team-b'),
};

test('what a ResourceSet runs is promoted by an input of the ResourceSet of the other cluster', () => {
  const promotion = planned(promote(fleetOf(FILES), { asked: 'team-a', clusters: ['prod'] }));
  expect(promotion.edits).toEqual([
    {
      path: 'clusters/prod/tenants.yaml',
      before: FILES['clusters/prod/tenants.yaml'],
      after: set(
        '    - tenant: team-b # also here\n      size: "5"\n    - tenant: team-a\n      size: "1"\n      roles:\n      - admin\n      - view\n',
      ),
      mode: '100644',
    },
  ]);
  const { title, source, gained, notes } = promotion;
  expect({ title, source, gained, notes }).toEqual({
    title: 'Promote team-a to prod',
    source: 'dev',
    gained: [
      { cluster: 'prod', kind: 'ConfigMap', namespace: 'default', name: 'team-a' },
      { cluster: 'prod', kind: 'Kustomization', namespace: 'flux-system', name: 'team-a' },
    ],
    notes: ['ResourceSet/tenants gets the input as dev has it: tenant, size and roles. Check its values.'],
  });
});

test('a list in brackets gets it in braces', () => {
  const files = {
    ...FILES,
    'clusters/prod/tenants.yaml': set('').replace('  inputs:\n', '  inputs: [{ tenant: team-b }]\n'),
  };
  const { edits } = planned(promote(fleetOf(files), { asked: 'Team-A', clusters: ['prod'], from: 'dev' }));
  expect(edits.map(({ after }) => after?.split('\n')[7])).toEqual([
    '  inputs: [{ tenant: team-b }, { tenant: "team-a", size: "1", roles: ["admin","view"] }]',
  ]);
});

test.each<readonly [string, FileTexts, string]>([
  [
    'that is there already',
    { 'clusters/prod/tenants.yaml': set(DEV) },
    'team-a already is an input of ResourceSet/tenants in prod',
  ],
  [
    'whose ResourceSet the other cluster lacks',
    { 'clusters/prod/tenants.yaml': configMap('cm') },
    'prod has its own tenants/team-a/cm.yaml, which does not add ConfigMap/team-a',
  ],
  [
    'of which the other cluster lists none',
    { 'clusters/prod/tenants.yaml': set('').replace('  inputs:\n', '  inputs: []\n') },
    'prod would gain nothing from this edit',
  ],
  [
    'that brings what cannot be rendered',
    { 'tenants/team-a/kustomization.yaml': list('gone.yaml') },
    'prod would be only partly rendered: "gone.yaml" does not exist',
  ],
])('an input %s is not added', (_, files, reason) => {
  expect(promote(fleetOf({ ...FILES, ...files }), { asked: 'team-a', clusters: ['prod'] })).toMatchObject({ reason });
});
