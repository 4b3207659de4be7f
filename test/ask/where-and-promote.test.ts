import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import type { Fleet } from '../../src/promotion/plan/fleet.ts';
import { promotableUnits } from '../../src/promotion/propose/promotable-units.ts';
import { articleRepo } from '../fixtures/fleets/load-fleet.ts';
import { fleetIn, SHAPES, shapeFolder } from '../promotion/fixture-fleet.ts';
import { configMap, fleetOf, fluxKustomization, list } from '../promotion/flux-files.ts';

const asking = (snapshot: Fleet) => ({ snapshot, commit: '', key: new Uint8Array(32) });

/** The clusters that `where` shows a name in. */
function shown(fleet: Fleet, asked: string): readonly string[] {
  const { found } = answer({ kind: 'where', asked }, asking(fleet));
  return [...new Set(found.objects.flatMap(({ clusters }) => clusters))].sort();
}

/** The clusters of which `promote` says that it runs there already. */
function running(fleet: Fleet, asked: string): readonly string[] {
  const names = fleet.clusters.map(({ cluster }) => cluster.name);
  return names
    .filter(
      (name) => answer({ kind: 'promote', request: { asked, clusters: [name] } }, asking(fleet)).kind === 'nothing',
    )
    .sort();
}

const base = {
  'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo'),
  'apps/foo/kustomization.yaml': list('cm.yaml'),
  'apps/foo/cm.yaml': configMap('foo'),
};

test.each([
  ['from the same directory', { 'clusters/prod/foo.yaml': fluxKustomization('foo', 'apps/foo') }],
  ['from a file of its own', { 'clusters/prod/foo.yaml': configMap('foo', '{own: "yes"}') }],
  [
    'as a part of another unit',
    {
      'clusters/prod/bar.yaml': fluxKustomization('bar', 'apps/bar'),
      'apps/bar/kustomization.yaml': list('cm.yaml', 'more.yaml'),
      'apps/bar/cm.yaml': configMap('foo'),
      'apps/bar/more.yaml': configMap('bar'),
    },
  ],
])('what a cluster runs %s runs there, to promote and to where', (_, files) => {
  const fleet = fleetOf({ ...base, ...files });
  expect([running(fleet, 'foo'), shown(fleet, 'foo')]).toEqual([
    ['dev', 'prod'],
    ['dev', 'prod'],
  ]);
});

test('where it comes from is said, if that is not where the others have it', () => {
  const fleet = fleetOf({ ...base, 'clusters/prod/own.yaml': configMap('foo', '{own: "yes"}') });
  expect(answer({ kind: 'promote', request: { asked: 'foo', clusters: ['prod'] } }, asking(fleet))).toEqual({
    kind: 'nothing',
    reason: 'foo already runs in prod, where ConfigMap/foo comes from clusters/prod/own.yaml',
  });
});

test.each(['article', ...SHAPES])('%s: where shows each unit in the clusters that promote says run it', (shape) => {
  const fleet = fleetIn(shape === 'article' ? articleRepo : `${shapeFolder(shape)}/repo`);
  const names = [...new Set(promotableUnits(fleet).flatMap(({ units }) => units.map(({ unit }) => unit)))];
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect([name, shown(fleet, name)]).toEqual([name, running(fleet, name)]);
});

test.each(['foo', 'Foo', 'apps/foo', './apps/foo/', 'configmap/foo', 'ConfigMap/default/foo', 'apps/foo/cm.yaml'])(
  'where knows %s as promote does',
  (asked) => {
    expect(shown(fleetOf({ ...base, 'clusters/prod/other.yaml': configMap('other') }), asked)).toEqual(['dev']);
  },
);

test('clusters that are called alike are told apart, and asked for by the part that they share', () => {
  const sync = (path: string) => fluxKustomization('flux-system', path);
  const files = {
    ...base,
    'eu/prod/flux-system/gotk-sync.yaml': sync('eu/prod'),
    'us/prod/flux-system/gotk-sync.yaml': sync('us/prod'),
    'eu/prod/foo.yaml': fluxKustomization('foo', 'apps/foo'),
    'us/prod/other.yaml': configMap('other'),
  };
  const fleet = fleetOf(files, ['dev']);
  expect(shown(fleet, 'foo')).toEqual(['dev', 'eu/prod']);
  expect(running(fleet, 'foo')).toEqual(['dev', 'eu/prod']);
  expect(answer({ kind: 'promote', request: { asked: 'foo', clusters: ['prod'] } }, asking(fleet))).toEqual({
    kind: 'refused',
    reason: 'there is no cluster prod',
    remedy: 'Did you mean eu/prod or us/prod?',
  });
});

test('of a name that several things have, where shows them all, while promote asks which', () => {
  const fleet = fleetOf({
    'clusters/dev/one.yaml': fluxKustomization('one', 'apps/web'),
    'clusters/prod/two.yaml': fluxKustomization('two', 'tools/web'),
    'apps/web/kustomization.yaml': list('cm.yaml'),
    'apps/web/cm.yaml': configMap('one'),
    'tools/web/kustomization.yaml': list('cm.yaml'),
    'tools/web/cm.yaml': configMap('web'),
  });
  const { found } = answer({ kind: 'where', asked: 'Web' }, asking(fleet));
  expect(found.units.map(({ unit, clusters }) => [unit, clusters])).toEqual([
    ['apps/web', ['dev']],
    ['tools/web', ['prod']],
  ]);
});
