import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import {
  configMap,
  type FileTexts,
  fleetOf,
  fluxFrom,
  fluxKustomization,
  gains,
  gitRepository,
  list,
  sync,
  written,
} from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

const elsewhere = (name: string, fields = '') => fluxFrom('elsewhere', name, fields);

/** dev's foo is made of what another repository holds. */
const unit: FileTexts = {
  'apps/base/foo/kustomization.yaml': list('source.yaml', 'deploy.yaml'),
  'apps/base/foo/source.yaml': gitRepository('elsewhere'),
  'apps/base/foo/deploy.yaml': elsewhere('foo-deploy'),
  'clusters/prod/bar.yaml': configMap('bar'),
};

test.each<[string, FileTexts, readonly string[]]>([
  [
    "the unit's own FluxKustomization",
    { 'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/base/foo') },
    ['clusters/prod/foo.yaml'],
  ],
  [
    'a list',
    {
      'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
      'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
      'apps/dev/kustomization.yaml': list('../base/foo'),
      'apps/prod/kustomization.yaml': list('cm.yaml'),
      'apps/prod/cm.yaml': configMap('cm'),
    },
    ['apps/prod/kustomization.yaml'],
  ],
  [
    'a FluxKustomization of the unit, of which one depends on the other',
    {
      'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/base/foo'),
      'apps/base/foo/deploy.yaml': `${elsewhere('foo-crds')}---\n${elsewhere('foo-deploy', '  dependsOn: [{name: foo-crds}]\n')}`,
    },
    ['clusters/prod/foo.yaml'],
  ],
  [
    "a directory of the source's own",
    {
      'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
      'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
      'apps/dev/foo/kustomization.yaml': list('source.yaml', 'deploy.yaml'),
      'apps/dev/foo/source.yaml': gitRepository('elsewhere'),
      'apps/dev/foo/deploy.yaml': elsewhere('foo-deploy'),
      'apps/prod/bar/kustomization.yaml': list('cm.yaml'),
      'apps/prod/bar/cm.yaml': configMap('cm'),
    },
    ['apps/prod/foo/deploy.yaml', 'apps/prod/foo/kustomization.yaml', 'apps/prod/foo/source.yaml'],
  ],
])('what another repository holds comes by its FluxKustomization, through %s', (_, files, edits) => {
  const fleet = fleetOf({ ...unit, ...files });
  const promotion = promote(fleet, foo);
  expect(Object.keys(written(promotion))).toEqual(edits);
  expect(gains(promotion)).toContainEqual(expect.stringMatching(/^prod: Kustomization\/foo-deploy/));
  const back = demote(edited(fleet, planned(promotion).edits), { ...foo, clean: true });
  expect(planned(back).edits.map(({ after }) => after)).toEqual(planned(promotion).edits.map(({ before }) => before));
});

test('one that the source does not run is too much', () => {
  const fleet = fleetOf({
    ...unit,
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/dev/kustomization.yaml': `${list('../base/foo')}patches:\n  - target: {kind: Kustomization, name: foo-deploy}\n    patch: "{kind: Kustomization, apiVersion: kustomize.toolkit.fluxcd.io/v1, metadata: {name: foo-deploy, namespace: flux-system}, $patch: delete}"\n`,
    'apps/prod/kustomization.yaml': list('cm.yaml'),
    'apps/prod/cm.yaml': configMap('cm'),
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: 'prod would also gain Kustomization/foo-deploy',
  });
});

/** Dev calls this repository otherwise than prod does; `listed` are files by which it comes to run foo. */
const calling = (name: string, listed: FileTexts) =>
  fleetOf({
    'clusters/dev/source.yaml': gitRepository(name).replace(`nobody/${name}`, 'nobody/fleet'),
    'clusters/prod/bar.yaml': configMap('bar'),
    'apps/foo/kustomization.yaml': list('cm.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
    ...listed,
  });

const from = (name: string, text: string) => text.replaceAll('name: flux-system}', `name: ${name}}`);

test.each(['fleet', 'config', 'home'])(
  'a copy takes this repository, which the source calls %s, as the target calls it',
  (name) => {
    const fleet = calling(name, { 'clusters/dev/foo.yaml': from(name, fluxKustomization('foo', 'apps/foo')) });
    const promotion = promote(fleet, foo);
    expect(written(promotion)).toEqual({ 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo') });
    expect(planned(promotion).notes).toEqual([
      `\`Kustomization/foo\` is not as dev runs it: \`spec.sourceRef.name\` is "flux-system" (clusters/prod/foo.yaml:10), there "${name}". Check that this is right.`,
    ]);
  },
);

test.each(['fleet', 'config', 'home'])(
  'a target that calls this repository otherwise than %s in what both share is told so',
  (name) => {
    const fleet = calling(name, {
      'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
      'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
      'apps/dev/kustomization.yaml': list('../shared'),
      'apps/prod/kustomization.yaml': list('other.yaml'),
      'apps/prod/other.yaml': configMap('other'),
      'apps/shared/kustomization.yaml': list('foo.yaml'),
      'apps/shared/foo.yaml': from(name, fluxKustomization('foo', 'apps/foo')),
    });
    expect(promote(fleet, foo)).toEqual({
      kind: 'refused',
      reason: `Kustomization/foo takes this repository from GitRepository/${name}, as dev calls it, which prod does not have`,
      remedy: 'Give prod a FluxKustomization by hand, with its own source.',
    });
  },
);

/** Prod has its Flux, and so this repository, in a namespace of its own, as one of these files says. */
const apart = (files: FileTexts) => ({
  'clusters/prod/bar.yaml': configMap('bar'),
  'apps/foo/kustomization.yaml': list('cm.yaml'),
  'apps/foo/cm.yaml': configMap('foo'),
  ...files,
});

const instance = `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: gitops}
spec:
  distribution: {version: "2.x", registry: ghcr.io/fluxcd}
  sync: {kind: GitRepository, url: "https://example.org/nobody/fleet", ref: refs/heads/main, path: clusters/prod}
`;

const synced = sync('clusters/prod').replaceAll('flux-system', 'gitops');

test('a copy that names the namespace of its source gets the namespace of the target', () => {
  const own = fluxKustomization('foo', 'apps/foo').replace('namespace: flux-system', 'namespace: default');
  const named = (name: string) => own.replace('name: flux-system}', `name: ${name}, namespace: ${name}}`);
  const files = { 'clusters/prod/gotk-sync.yaml': synced, 'clusters/dev/foo.yaml': named('flux-system') };
  expect(written(promote(fleetOf(apart(files), ['dev']), foo))).toEqual({ 'clusters/prod/foo.yaml': named('gitops') });
});

test.each([
  ['its sync', { 'clusters/prod/gotk-sync.yaml': synced }],
  ['flux-operator', { 'clusters/prod/instance.yaml': instance }],
])(
  'a target that has this repository in another namespace than a copy would look in, by %s, is told so',
  (_, files) => {
    const fleet = fleetOf(apart({ ...files, 'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo') }), ['dev']);
    expect(promote(fleet, foo)).toEqual({
      kind: 'refused',
      reason:
        'prod has this repository as GitRepository/gitops/gitops, and the FluxKustomization to be copied looks for it as GitRepository/flux-system/flux-system',
      remedy: 'Give prod a FluxKustomization by hand, with its own source.',
    });
  },
);

test('a target whose Flux is where flux-operator puts it by default gets the usual name', () => {
  const files = {
    'clusters/prod/instance.yaml': instance.replace('namespace: gitops', 'namespace: flux-system'),
    'clusters/dev/source.yaml': gitRepository('fleet'),
    'clusters/dev/foo.yaml': from('fleet', fluxKustomization('foo', 'apps/foo')),
  };
  expect(written(promote(fleetOf(apart(files), ['dev']), foo))).toEqual({
    'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo'),
  });
});
