import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import type { Units } from '../../fleet/units/units.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ComparedCluster } from '../../review/cluster/compare-cluster.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import { FleetPlaces } from './fleet-places.ts';
import { KustomizationFiles } from './kustomization-file.ts';
import type { ClusterView, FleetContext } from './rule.ts';
import { type Side, sideOf } from './side.ts';

/**
 * Puts a compared fleet before the rules.
 *
 * @param fleet in promotion order
 * @param trees the files before and after the merge
 * @param units names what people promote
 * @param sources what was resolved of what is elsewhere after the merge
 * @throws Needs where a kustomization file has not been fetched yet
 */
export function viewFleet(
  fleet: readonly (ClusterSides & ComparedCluster)[],
  trees: { readonly before: Files; readonly after: Files },
  units: Units,
  sources?: SourceTable,
): readonly ClusterView[] {
  const places = placesOf(fleet);
  const files = {
    before: new KustomizationFiles(trees.before),
    after: new KustomizationFiles(trees.after),
  };
  const sides = mapAll(fleet, ({ cluster, pairs, staying, applied, ...inventories }) => {
    const [before, after] = mapAll(['before', 'after'] as const, (name) => {
      const inventory = inventories[name];
      const there = name === 'after' ? { staying, applied } : { staying: [], applied: undefined };
      const held = { objects: pairs[name], ...there };
      return inventory && sideOf({ cluster, inventory, ...held, places: places[name] }, files[name]);
    });
    return { before, after };
  });
  const contextAt = (name: 'before' | 'after') =>
    contextOf(
      sides.flatMap((each) => each[name] ?? []),
      units,
    );
  const context = { before: contextAt('before'), after: contextAt('after') };
  return fleet.map(({ cluster, review, pairs, staying, applied, secrets }, index) => {
    const { before, after } = sides[index] ?? {};
    return { cluster, before, after, sources, context, review, pairs, staying, applied, secrets };
  });
}

/** Where the clusters of each tree are kept: of one fleet on both sides, once. */
function placesOf(fleet: readonly ClusterSides[]): Readonly<Record<'before' | 'after', FleetPlaces>> {
  const before = new FleetPlaces(fleet.filter((sides) => sides.before !== undefined).map(({ cluster }) => cluster));
  const isSame = fleet.every((sides) => (sides.before === undefined) === (sides.after === undefined));
  if (isSame) return { before, after: before };
  return {
    before,
    after: new FleetPlaces(fleet.filter((sides) => sides.after !== undefined).map(({ cluster }) => cluster)),
  };
}

function contextOf(fleet: readonly Side[], units: Units): FleetContext {
  const unitsOf = onceEach(({ objects }: Side): ReadonlyMap<string, readonly InventoryObject[]> => {
    const byUnit = new Map<string, InventoryObject[]>();
    for (const object of objects) {
      const unit = units.of(object);
      if (unit === undefined) continue;
      const known = byUnit.get(unit);
      if (known === undefined) byUnit.set(unit, [object]);
      else known.push(object);
    }
    return byUnit;
  });
  return { fleet, unitsOf };
}
