import { expect, test } from '@jest/globals';
import { Random } from '../../scripts/fuzz/random.ts';
import { EMPTY_ROOT } from '../../src/flux/roots/build-one-root.ts';
import type { Inventory, InventoryObject, Root } from '../../src/flux/roots/inventory.ts';
import { objectsOf } from '../../src/flux/roots/search-roots.ts';
import { Resource } from '../../src/kustomize/model/resource.ts';
import { trailOf } from '../../src/kustomize/model/resources.ts';
import { type SortedPairs, sortPairs } from '../../src/review/cluster/sort-pairs.ts';
import { ObjectPairs } from '../../src/review/diff/pair.ts';
import { Mapping, Scalar } from '../../src/yaml/node/node.ts';
import { isThorough } from '../thorough.ts';

test('roots that are left out of a comparison, as they hold the same lists, would add nothing to it', () => {
  const random = new Random(1);
  let left = 0;
  for (let round = 0; round < (isThorough ? 20_000 : 2_000); round++) {
    const lists = Array.from({ length: 6 }, () => listOf(random));
    const [before, after] = [inventoryOf(random, lists), inventoryOf(random, lists)];
    const pairs = new ObjectPairs(before.objects, after.objects, false, { before, after });
    expect(told(sortPairs(pairs.open))).toEqual(told(sortPairs(pairs.all)));
    left += pairs.all.length - pairs.open.length;
  }
  expect(left).toBeGreaterThan(1_000);
});

/** Of two or three objects, which others may hold too, of the same content or another. */
function listOf(random: Random): readonly Resource[] {
  const names = new Set([random.int(0, 150), random.int(0, 150), random.int(0, 150)]);
  return [...names].map((name) => config(`config-${name}`, String(random.int(0, 2))));
}

function config(name: string, value: string): Resource {
  const text = (each: string) => new Scalar(each, 'str', 'double');
  const node = new Mapping([
    ['apiVersion', text('v1')],
    ['kind', text('ConfigMap')],
    ['metadata', new Mapping([['name', text(name)]])],
    ['data', new Mapping([['value', text(value)]])],
  ]);
  return new Resource(node, trailOf({ path: `${name}.yaml`, line: 1, generated: false }));
}

/** Some roots, each with one of the lists: mostly its own, in its own place. */
function inventoryOf(random: Random, lists: readonly (readonly Resource[])[]): Inventory {
  const roots = lists.flatMap((own, at): readonly Root[] => {
    if (random.chance(0.1)) return [];
    const resources = random.chance(0.8) ? own : random.pick(lists);
    const directory = random.chance(0.9) ? `apps-${at}` : 'elsewhere';
    const named = { by: 'flux' as const, name: `flux-system/root-${at}`, directory, home: '', cluster: '' };
    return [{ ...EMPTY_ROOT, ...named, flux: undefined, parent: undefined, chain: [], resources }];
  });
  return {
    ...{ roots, objects: roots.flatMap(objectsOf), sync: undefined, controllers: new Map(), external: [] },
    ...{ generators: [], releases: [], above: [], spokes: new Map() },
  };
}

function told({ gained, lost, changed, moved, respelled }: SortedPairs) {
  const named = ({ resource, root }: InventoryObject) => `${root.name} ${root.directory} ${resource.name}`;
  return {
    gained: gained.map(named),
    lost: lost.map(named),
    changed: changed.map(({ before, after, isShared }) => [named(before), named(after), isShared]),
    moved: moved.map(({ before, after }) => [named(before), named(after)]),
    respelled,
  };
}
