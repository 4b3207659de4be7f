import { expect, test } from '@jest/globals';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list, written } from './flux-files.ts';

const foo = { asked: 'foo', clusters: ['prod'] };

/** dev has a list of a namespace, which prod lacks, with FluxKustomizations of units. */
const namespaceLists = (more: Readonly<Record<string, string>> = {}) =>
  fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/prod/kustomization.yaml': list('bar.yaml'),
    'apps/prod/bar.yaml': configMap('bar'),
    'apps/dev/kustomization.yaml': list('media'),
    'apps/dev/media/kustomization.yaml': list('foo.yaml', 'other.yaml'),
    'apps/dev/media/foo.yaml': fluxKustomization('foo', 'apps/dev/media/foo'),
    'apps/dev/media/foo/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/foo/cm.yaml': configMap('foo'),
    'apps/dev/media/other.yaml': fluxKustomization('other', 'apps/dev/media/other'),
    'apps/dev/media/other/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/other/cm.yaml': configMap('other'),
    ...more,
  });

test('one answer says what --clean would also delete: the list that was made with the unit too', () => {
  const fleet = namespaceLists();
  const promotion = planned(promote(fleet, foo));
  const after = edited(fleet, promotion.edits);
  const made = promotion.edits.filter(({ before }) => before === undefined).map(({ path }) => path);
  const plain = planned(demote(after, foo));
  const deleted = plain.edits.filter(({ after: text }) => text === undefined).map(({ path }) => path);
  expect([...plain.unreferenced, ...deleted].sort()).toEqual(made);
  const whole = planned(demote(after, { ...foo, clean: true }));
  expect(whole.edits.map(({ path, after: text }) => [path, text])).toEqual(
    promotion.edits.map(({ path, before }) => [path, before]),
  );
});

test('what stands below a new list of a namespace does not come with it', () => {
  const fleet = namespaceLists({
    'apps/dev/media/foo.yaml': fluxKustomization('set', 'apps/dev/media/set'),
    'apps/dev/media/set/kustomization.yaml': list('foo', 'more'),
    'apps/dev/media/set/foo/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/set/foo/cm.yaml': configMap('foo'),
    'apps/dev/media/set/more/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/set/more/cm.yaml': configMap('more'),
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: 'prod would also gain Kustomization/set and ConfigMap/more',
  });
});

test('a file that stood unused in the target is not brought in, as demote would delete it', () => {
  const fleet = fleetOf({
    'clusters/dev/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'foo.yaml'),
    'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'bar.yaml'),
    'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'clusters/prod/bar.yaml': configMap('bar'),
    'apps/foo/kustomization.yaml': list('cm.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
  });
  expect(promote(fleet, foo)).toMatchObject({
    kind: 'refused',
    reason: 'clusters/prod/foo.yaml stands there unused, and demote would delete it, so this is not written',
    remedy: 'Refer to it by hand.',
  });
});

test.each([
  ['HOST: foo.dev.example.org', 'HOST: foo.dev.example.org'],
  ['URL: https://dev.example.org/foo', 'URL: https://dev.example.org/foo'],
  ['MAIL: ops@dev.example.org', 'MAIL: ops@dev.example.org'],
  ['KNOWN: dev.example.com', 'KNOWN: prod.example.com'],
  ['CLUSTER: dev', 'CLUSTER: prod'],
  ['PATH_OF: ./apps/dev/values', 'PATH_OF: ./apps/prod/values'],
])('a variable %s becomes %s: no host is made up', (variable, expected) => {
  const settings = (text: string) => `  postBuild:\n    substitute:\n      ${text}\n`;
  const fleet = fleetOf({
    'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', settings(variable)),
    'clusters/prod/bar.yaml': configMap('bar', '{host: prod.example.com}'),
    'apps/foo/kustomization.yaml': list('cm.yaml'),
    'apps/foo/cm.yaml': configMap('foo'),
  });
  expect(written(promote(fleet, foo))).toEqual({
    'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo', settings(expected)),
  });
});

test.each<[string, string, string, string]>([
  ['foo', 'apps/foo/dev', '', '`Kustomization/foo` was copied, with dev replaced by prod in `spec.path`: review it.'],
  [
    'foo-dev',
    'apps/foo/dev',
    '',
    '`Kustomization/foo-prod` was copied, with dev replaced by prod in `metadata.name` and `spec.path`: review it.',
  ],
  [
    'foo',
    'plain/foo',
    '  postBuild: {substitute: {CLUSTER: dev}}\n',
    '`Kustomization/foo` was copied, with dev replaced by prod in `spec.postBuild.substitute`: review it.',
  ],
  [
    'foo-dev',
    'apps/foo/dev',
    '  postBuild: {substituteFrom: [{kind: ConfigMap, name: of-dev, optional: true}]}\n',
    '`Kustomization/foo-prod` was copied, with dev replaced by prod in `metadata.name`, `spec.path` and `spec.postBuild.substituteFrom`: review it.',
  ],
])('a copy of a FluxKustomization %s of %s names the fields that were reworded', (name, path, fields, expected) => {
  const fleet = fleetOf({
    'clusters/dev/foo.yaml': fluxKustomization(name, path, fields),
    'clusters/prod/bar.yaml': configMap('bar'),
    [path.startsWith('plain') ? 'plain/foo/kustomization.yaml' : 'apps/foo/base/kustomization.yaml']: list('cm.yaml'),
    [path.startsWith('plain') ? 'plain/foo/cm.yaml' : 'apps/foo/base/cm.yaml']: configMap('foo'),
    'apps/foo/dev/kustomization.yaml': list('../base'),
    'apps/foo/prod/kustomization.yaml': list('../base'),
  });
  expect(planned(promote(fleet, foo)).notes).toContain(expected);
});

test('each value that is not as the source has it is named, with its place; what is secret is masked', () => {
  const overlaid = (name: string, text: string) => ({
    [`clusters/${name}/apps.yaml`]: fluxKustomization('apps', `apps/${name}`),
    [`apps/${name}/foo/kustomization.yaml`]: `${list('../../base/foo')}patches:\n  - path: patch.yaml\n`,
    [`apps/${name}/foo/patch.yaml`]: configMap('foo', text),
  });
  const fleet = fleetOf({
    ...overlaid('dev', '{level: debug, where: dev, apiToken: abcdefgh}'),
    ...overlaid('prod', '{level: info, where: prod, apiToken: ijklmnop}'),
    'apps/dev/kustomization.yaml': list('foo', 'bar.yaml'),
    'apps/dev/bar.yaml': configMap('bar'),
    'apps/prod/kustomization.yaml': list('bar.yaml'),
    'apps/prod/bar.yaml': configMap('bar'),
    'apps/base/foo/kustomization.yaml': list('cm.yaml'),
    'apps/base/foo/cm.yaml': configMap('foo', '{level: none}'),
  });
  expect(planned(promote(fleet, foo)).notes).toEqual([
    '`ConfigMap/foo` is not as dev runs it: `data.apiToken` is "***" (apps/prod/foo/patch.yaml:4), there "***"; `data.level` is "info" (apps/prod/foo/patch.yaml:4), there "debug". Check that this is right.',
  ]);
});

const component = (...resources: readonly string[]) =>
  list(...resources).replace('v1beta1\nkind: Kustomization', 'v1alpha1\nkind: Component');

/** A component that other clusters use too adds something to the unit. */
test.each<[string, Readonly<Record<string, string>>]>([
  [
    'a component of its FluxKustomization',
    {
      'apps/dev/media/foo.yaml': fluxKustomization(
        'foo',
        'apps/dev/media/foo',
        '  components: [../../../../parts/claim]\n',
      ),
    },
  ],
  [
    'a component of its kustomization',
    { 'apps/dev/media/foo/kustomization.yaml': `${list('cm.yaml')}components: [../../../../parts/claim]\n` },
  ],
  [
    'several components',
    {
      'apps/dev/media/foo.yaml': fluxKustomization(
        'foo',
        'apps/dev/media/foo',
        '  components: [../../../../parts/claim, ../../../../parts/more]\n',
      ),
    },
  ],
  [
    'a component within another',
    {
      'apps/dev/media/foo.yaml': fluxKustomization(
        'foo',
        'apps/dev/media/foo',
        '  components: [../../../../parts/all]\n',
      ),
      'parts/all/kustomization.yaml': component('cm.yaml')
        .replace('resources', 'components')
        .replace('cm.yaml', '../claim'),
    },
  ],
  [
    'a component of a FluxKustomization in a list that is there',
    {
      'apps/prod/kustomization.yaml': list('bar.yaml', 'media'),
      'apps/prod/media/kustomization.yaml': list('bar.yaml'),
      'apps/prod/media/bar.yaml': configMap('media-bar'),
      'apps/dev/media/foo.yaml': fluxKustomization(
        'foo',
        'apps/dev/media/foo',
        '  components: [../../../../parts/claim]\n',
      ),
    },
  ],
])('what %s adds goes with the unit again', (_, files) => {
  const fleet = namespaceLists({
    'clusters/dev/claims.yaml': fluxKustomization('claims', 'apps/both', '  components: [../../parts/claim]\n'),
    'clusters/prod/claims.yaml': fluxKustomization('claims', 'apps/both', '  components: [../../parts/claim]\n'),
    'apps/both/kustomization.yaml': `${list('cm.yaml')}namespace: both\n`,
    'apps/both/cm.yaml': configMap('both'),
    'parts/claim/kustomization.yaml': component('cm.yaml'),
    'parts/claim/cm.yaml': configMap('claim'),
    'parts/more/kustomization.yaml': component('cm.yaml'),
    'parts/more/cm.yaml': configMap('more'),
    ...files,
  });
  const promotion = planned(promote(fleet, foo));
  const back = planned(demote(edited(fleet, promotion.edits), { ...foo, clean: true }));
  expect(back.edits.map(({ path, after }) => [path, after])).toEqual(
    promotion.edits.map(({ path, before }) => [path, before]),
  );
});

/** dev has a FluxKustomization whose directory has no kustomization, and in it the parts of foo; prod has nothing like it. */
const parts = (files: Readonly<Record<string, string>>) =>
  fleetOf({
    'clusters/dev/apps.yaml': fluxKustomization('apps', 'apps/dev'),
    'clusters/prod/apps.yaml': fluxKustomization('apps', 'apps/prod'),
    'apps/prod/bar/kustomization.yaml': list('bar.yaml'),
    'apps/prod/bar/bar.yaml': configMap('bar'),
    'apps/dev/media/kustomization.yaml': list('config/ks.yaml', 'other.yaml'),
    'apps/dev/media/other.yaml': configMap('other'),
    'apps/dev/media/config/ks.yaml': fluxKustomization(
      'foo-routes',
      'apps/dev/media/config/foo',
      '  targetNamespace: default\n',
    ),
    ...files,
  });

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'directories',
    {
      'apps/dev/media/config/foo/inner/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/inner/cm.yaml': configMap('inner'),
      'apps/dev/media/config/foo/outer/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/outer/cm.yaml': configMap('outer'),
    },
  ],
  [
    'one directory',
    {
      'apps/dev/media/config/foo/inner/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/inner/cm.yaml': configMap('inner'),
    },
  ],
  [
    'files',
    {
      'apps/dev/media/config/foo/inner.yaml': configMap('inner'),
      'apps/dev/media/config/foo/outer.yaml': configMap('outer'),
    },
  ],
  [
    'a directory and a file',
    {
      'apps/dev/media/config/foo/inner/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/inner/cm.yaml': configMap('inner'),
      'apps/dev/media/config/foo/outer.yaml': configMap('outer'),
    },
  ],
  [
    'directories below others',
    {
      'apps/dev/media/config/foo/deep/inner/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/deep/inner/cm.yaml': configMap('inner'),
      'apps/dev/media/config/foo/deep/outer/kustomization.yaml': list('cm.yaml'),
      'apps/dev/media/config/foo/deep/outer/cm.yaml': configMap('outer'),
    },
  ],
])(
  'a FluxKustomization that leads to nothing but %s of the unit goes with it, as its path would be gone',
  (_, files) => {
    const fleet = parts(files);
    const promotion = planned(promote(fleet, foo));
    const back = planned(demote(edited(fleet, promotion.edits), { ...foo, clean: true }));
    expect(back.edits.map(({ path, after }) => [path, after])).toEqual(
      promotion.edits.map(({ path, before }) => [path, before]),
    );
  },
);

test('without --clean, it goes as the reference to what is left', () => {
  const fleet = parts({
    'apps/dev/media/config/foo/inner/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/config/foo/inner/cm.yaml': configMap('inner'),
  });
  const back = planned(demote(edited(fleet, planned(promote(fleet, foo)).edits), foo));
  expect(back.edits.map(({ path, after }) => [path, after === undefined])).toEqual([
    ['apps/prod/media/config/ks.yaml', true],
    ['apps/prod/media/kustomization.yaml', false],
  ]);
  expect(back.unreferenced).toEqual([
    'apps/prod/media/config/foo/inner/cm.yaml',
    'apps/prod/media/config/foo/inner/kustomization.yaml',
    'apps/prod/media/kustomization.yaml',
  ]);
});

test('it stays where Git keeps its directory for something else', () => {
  const fleet = parts({
    'apps/dev/media/config/foo/inner/kustomization.yaml': list('cm.yaml'),
    'apps/dev/media/config/foo/inner/cm.yaml': configMap('inner'),
    'apps/dev/media/config/foo/README.md': 'What foo is.\n',
  });
  const back = planned(demote(fleet, { asked: 'foo', clusters: ['dev'], clean: true }));
  expect(back.edits.map(({ path }) => path)).toEqual([
    'apps/dev/media/config/foo/inner/cm.yaml',
    'apps/dev/media/config/foo/inner/kustomization.yaml',
  ]);
});
