import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, type FileTexts, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

/** prod has a list of other things, or, without one, directories that Flux takes. */
const fleetWith = (files: FileTexts) => ({
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/prod/kustomization.yaml': list('bar.yaml'),
  'apps/prod/bar.yaml': configMap('bar'),
  'apps/base/foo/kustomization.yaml': list('cm.yaml'),
  'apps/base/foo/cm.yaml': configMap('foo'),
  ...files,
});

test.each<[string, FileTexts]>([
  ['one list', { 'apps/dev/kustomization.yaml': list('ns'), 'apps/dev/ns/kustomization.yaml': list('../../base/foo') }],
  [
    'a list that a list names',
    {
      'apps/dev/kustomization.yaml': list('ns'),
      'apps/dev/ns/kustomization.yaml': list('./group'),
      'apps/dev/ns/group/kustomization.yaml': list('../../../base/foo'),
    },
  ],
  [
    'a list that a list names, of a FluxKustomization',
    {
      'apps/dev/kustomization.yaml': list('ns'),
      'apps/dev/ns/kustomization.yaml': list('./group'),
      'apps/dev/ns/group/kustomization.yaml': list('./foo/ks.yaml'),
      'apps/dev/ns/group/foo/ks.yaml': fluxKustomization('foo', 'apps/dev/ns/group/foo/app'),
      'apps/dev/ns/group/foo/app/kustomization.yaml': list('cm.yaml'),
      'apps/dev/ns/group/foo/app/cm.yaml': configMap('foo'),
    },
  ],
  [
    'a list of files that are shared',
    {
      'apps/dev/kustomization.yaml': list('foo'),
      'apps/dev/foo/kustomization.yaml': list('../../base/foo/cm.yaml'),
    },
  ],
])('with --clean, %s that was made for a unit goes with it', (_, files) => {
  const fleet = fleetOf(fleetWith(files));
  const promotion = planned(promote(fleet, foo));
  const back = planned(demote(edited(fleet, promotion.edits), { ...foo, clean: true }));
  expect(back.edits.map(({ path, after }) => [path, after])).toEqual(
    promotion.edits.map(({ path, before }) => [path, before]),
  );
});

/** prod's list of a namespace holds nothing but foo. */
const onlyFoo = fleetWith({
  'apps/dev/bar.yaml': configMap('bar'),
  'apps/prod/kustomization.yaml': list('ns'),
  'apps/prod/ns/kustomization.yaml': list('../../base/foo'),
});

test('without it, an emptied list stays', () => {
  expect(written(demote(fleetOf(onlyFoo), foo))).toEqual({
    'apps/prod/ns/kustomization.yaml': list().replace('resources:\n', 'resources: []\n'),
  });
});

test('what a FluxKustomization builds stays, with nothing in it', () => {
  expect(written(demote(fleetOf(onlyFoo), { ...foo, clean: true }))).toMatchObject({
    'apps/prod/kustomization.yaml': list().replace('resources:\n', 'resources: []\n'),
    'apps/prod/ns/kustomization.yaml': undefined,
  });
});

test('a list that something else stands beside stays', () => {
  const beside = fleetOf({ ...onlyFoo, 'apps/prod/ns/README.md': 'What stands here.\n' });
  expect(Object.keys(written(demote(beside, { ...foo, clean: true })))).toContain('apps/prod/ns/kustomization.yaml');
  expect(written(demote(beside, { ...foo, clean: true }))).not.toHaveProperty(['apps/prod/kustomization.yaml']);
});

const component = list('more.yaml').replace('v1beta1', 'v1alpha1').replace('Kustomization', 'Component');

/** In a namespace that Flux takes as it is, foo uses a component, and makes settings where its FluxKustomization builds. */
const namespace = (others: FileTexts, entries: readonly string[]): FileTexts => ({
  'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
  'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
  'apps/dev/ns/kustomization.yaml': list('bar.yaml'),
  'apps/dev/ns/bar.yaml': configMap('bar'),
  'apps/prod/ns/kustomization.yaml': list('foo/ks.yaml', ...entries),
  'apps/prod/ns/foo/ks.yaml': fluxKustomization('foo', 'apps/prod/ns/foo/app'),
  'apps/prod/ns/foo/app/kustomization.yaml': `${list('cm.yaml')}components:\n  - ../../../../../components/more\nconfigMapGenerator:\n  - {name: made, namespace: default, literals: [a=b]}\n`,
  'apps/prod/ns/foo/app/cm.yaml': configMap('foo'),
  'components/more/kustomization.yaml': component,
  'components/more/more.yaml': configMap('more'),
  ...others,
});

test.each<[string, FileTexts, readonly string[]]>([
  [
    'beside it',
    {
      'apps/prod/ns/other/ks.yaml': fluxKustomization('other', 'apps/prod/ns/other/app'),
      'apps/prod/ns/other/app/kustomization.yaml': list('cm.yaml'),
      'apps/prod/ns/other/app/cm.yaml': configMap('other'),
    },
    ['other/ks.yaml'],
  ],
  [
    'in a file of the list',
    {
      'apps/prod/ns/other.yaml': fluxKustomization('other', 'apps/prod/ns/other'),
      'apps/prod/ns/other/kustomization.yaml': list('cm.yaml'),
      'apps/prod/ns/other/cm.yaml': configMap('other'),
    },
    ['other.yaml'],
  ],
  [
    'that is shared',
    {
      'apps/prod/ns/other.yaml': fluxKustomization('other', 'apps/base/other'),
      'apps/base/other/kustomization.yaml': list('cm.yaml'),
      'apps/base/other/cm.yaml': configMap('other'),
    },
    ['other.yaml'],
  ],
])(
  'what another FluxKustomization brings is never deleted with a unit that uses a component: one %s',
  (_, files, entries) => {
    const back = planned(demote(fleetOf(namespace(files, entries)), { ...foo, clean: true }));
    expect(back.lost.map(({ name }) => name.replace(/-[a-z0-9]{10}$/, '')).sort()).toEqual([
      'foo',
      'foo',
      'made',
      'more',
    ]);
    expect(written(back)).toMatchObject({ 'apps/prod/ns/kustomization.yaml': list(...entries) });
  },
);

test('without --clean, nothing is edited in what a removed FluxKustomization builds', () => {
  const fleet = fleetOf(namespace({}, []));
  expect(Object.keys(written(demote(fleet, foo)))).toEqual([
    'apps/prod/ns/foo/ks.yaml',
    'apps/prod/ns/kustomization.yaml',
  ]);
});
