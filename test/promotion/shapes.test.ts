import { expect, test } from '@jest/globals';
import { kindName } from '../../src/kubernetes/facts/object-ref.ts';
import { homesOf } from '../../src/promotion/places/homes.ts';
import type { Fleet } from '../../src/promotion/plan/fleet.ts';
import { gitPatch } from '../../src/promotion/plan/git-patch.ts';
import { demote } from '../../src/promotion/propose/demote.ts';
import { type PromoteRequest, promote } from '../../src/promotion/propose/promote.ts';
import { articleRepo } from '../fixtures/fleets/load-fleet.ts';
import { edited, fleetIn, planned, SHAPES, shapeFolder } from './fixture-fleet.ts';
import { SHAPE_PROMOTIONS, shapeAnswer } from './shape-promotions.ts';

/** Each expected patch is the whole answer; `git apply` takes it. */
test.each(SHAPE_PROMOTIONS)('%s: %s', (shape, name, request) => {
  const { edits, needs, notes } = planned(promote(fleetIn(`${shapeFolder(shape)}/repo`), request));
  const said = [...needs.map(({ object }) => `needs ${object}`), ...notes].map((line) => `# ${line}\n`).join('');
  expect(said + gitPatch(edits)).toBe(shapeAnswer(shape, name));
});

/** What stands in the way is named, and what would make it possible. */
test.each<[string, PromoteRequest, string, string]>([
  [
    'namespace-lists',
    { asked: 'volumes', clusters: ['edge'] },
    "it uses kubernetes/main/components/backup, which is main's own, and edge has none",
    'Create kubernetes/edge/components/backup first.',
  ],
  [
    'layers',
    { asked: 'mail', clusters: ['prod/00'] },
    'prod/01 would get it too, by groups/prod/kustomization.yaml, which prod/00 shares',
    'Name all of them: prod/00 prod/01.',
  ],
])('%s: %j is refused', (shape, request, reason, remedy) => {
  expect(promote(fleetIn(`${shapeFolder(shape)}/repo`), request)).toEqual({ kind: 'refused', reason, remedy });
});

test('what a layer runs is demoted from all of its clusters, or from none', () => {
  const fleet = fleetIn(`${shapeFolder('layers')}/repo`);
  expect(demote(fleet, { asked: 'menu', clusters: ['prod/00'] })).toEqual({
    kind: 'refused',
    reason: 'prod/01 would lose it too, by clusters/prod/base/kustomization.yaml, which prod/00 shares',
    remedy: 'Name all of them: prod/00 prod/01.',
  });
  expect(planned(demote(fleet, { asked: 'bill', clusters: ['test'] })).edits.map(({ path }) => path)).toEqual([
    'clusters/test/base/kustomization.yaml',
  ]);
});

test('a layer promoted and demoted as a whole is as it was', () => {
  const fleet = fleetIn(`${shapeFolder('layers')}/repo`);
  for (const asked of ['bill', 'mail']) {
    const request = { asked, clusters: ['prod'] };
    const { edits } = planned(promote(fleet, request));
    const back = planned(demote(edited(fleet, edits), request));
    expect(back.edits.map(({ path, after }) => [path, after])).toEqual(edits.map(({ path, before }) => [path, before]));
  }
});

test.each(['article', ...SHAPES])('%s: promoted and demoted, every file is as it was', (shape) => {
  const fleet = fleetIn(shape === 'article' ? articleRepo : `${shapeFolder(shape)}/repo`);
  let restored = 0;
  for (const { cluster } of fleet.clusters) {
    for (const [asked, overlay] of namesIn(fleet).flatMap((name) => [[name, false] as const, [name, true] as const])) {
      const request = { asked, clusters: [cluster.name], overlay };
      const result = promote(fleet, request);
      if (result.kind !== 'planned') continue;
      // What the promotion has made is unreferenced again; what was so before would go with it.
      const clean = result.edits.some(
        ({ path, before }) => before === undefined && !/^clusters\/[^/]+\/[^/]+$/.test(path),
      );
      const back = demote(edited(fleet, result.edits), { ...request, clean });
      // With a variant of its own, the target's goes by another name, or the old name may mean several.
      if (back.kind !== 'planned') {
        expect(back.reason).toMatch(/ does not run in | is ambiguous: /);
        continue;
      }
      expect(planned(back).edits.map(({ path, after }) => [path, after])).toEqual(
        result.edits.map(({ path, before }) => [path, before]),
      );
      restored++;
    }
  }
  expect(restored).toBeGreaterThan(0);
});

/** What could be asked for: units as they are listed, the other directories that things come from, and workloads of no unit. */
function namesIn(fleet: Fleet): readonly string[] {
  const objects = fleet.clusters.flatMap(({ inventory }) => inventory.objects);
  const homes = objects.flatMap((object) => homesOf(object, fleet));
  const units = new Set(objects.flatMap((object) => fleet.units.of(object) ?? []));
  const alone = objects.filter(
    (object) => object.resource.kind === 'Deployment' && fleet.units.of(object) === undefined,
  );
  const names = [...homes.filter((home) => !units.has(home.slice(home.lastIndexOf('/') + 1)))];
  return [...units, ...new Set([...names, ...alone.map(({ resource }) => kindName(resource))])];
}
