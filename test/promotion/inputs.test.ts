import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
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
      { cluster: 'prod', kind: 'Kustomization', namespace: 'flux-system', name: 'team-a' },
      { cluster: 'prod', kind: 'ConfigMap', namespace: 'default', name: 'team-a' },
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

const after = (
  files: FileTexts,
  { edits }: { readonly edits: readonly { readonly path: string; readonly after: string | undefined }[] },
): FileTexts => ({
  ...files,
  ...Object.fromEntries(edits.map((edit) => [edit.path, edit.after ?? ''])),
});

test.each<readonly [string, FileTexts]>([
  ['in lines', FILES],
  [
    'in brackets, of a file without a last line break',
    {
      ...FILES,
      'clusters/prod/tenants.yaml': set('').replace('  inputs:\n', '  inputs: [ {tenant: team-b} ] # few\n').trimEnd(),
    },
  ],
])('an input that is promoted is demoted, and every byte is as before: %s', (_, files) => {
  const asked = { asked: 'team-a', clusters: ['prod'] };
  const promoted = after(files, planned(promote(fleetOf(files), asked)));
  const demotion = planned(demote(fleetOf(promoted), asked));
  expect(after(promoted, demotion)).toEqual(files);
  const { title, lost, unreferenced } = demotion;
  expect({ title, lost, unreferenced }).toEqual({
    title: 'Demote team-a from prod',
    lost: [
      {
        cluster: 'prod',
        kind: 'Kustomization',
        namespace: 'flux-system',
        name: 'team-a',
        effect: 'pruned',
        hasData: false,
      },
      { cluster: 'prod', kind: 'ConfigMap', namespace: 'default', name: 'team-a', effect: 'pruned', hasData: false },
    ],
    unreferenced: [],
  });
});

test('the files that no cluster runs any more are told, and go with --clean', () => {
  const asked = { asked: 'team-a', clusters: ['dev'] };
  const { unreferenced } = planned(demote(fleetOf(FILES), asked));
  expect(unreferenced).toEqual(['tenants/team-a/cm.yaml', 'tenants/team-a/kustomization.yaml']);
  const { edits } = planned(demote(fleetOf(FILES), { ...asked, clean: true }));
  expect(edits.map((edit) => [edit.path, edit.after === undefined])).toEqual([
    ['clusters/dev/tenants.yaml', false],
    ['tenants/team-a/cm.yaml', true],
    ['tenants/team-a/kustomization.yaml', true],
  ]);
});

test.each<readonly [string, FileTexts, string]>([
  [
    'that is the last one, as the templates would run without it',
    { 'clusters/prod/tenants.yaml': set('    - tenant: team-a\n') },
    'prod would be only partly rendered: flux-operator cannot render ResourceSet flux-system/tenants: map has no entry for key "tenant", at <inputs>',
  ],
  [
    'of two ResourceSets',
    { 'clusters/prod/tenants.yaml': `${set(DEV)}---\n${set(DEV).replaceAll('name: tenants', 'name: others')}` },
    'team-a is an input of ResourceSet/others and ResourceSet/tenants in prod',
  ],
])('an input %s is not taken away', (_, files, reason) => {
  expect(demote(fleetOf({ ...FILES, ...files }), { asked: 'team-a', clusters: ['prod'] })).toMatchObject({ reason });
});
