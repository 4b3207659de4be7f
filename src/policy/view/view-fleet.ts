import type { Units } from '../../fleet/units/units.ts';
import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ClusterSides } from '../../review/cluster/compare-cluster.ts';
import type { ClusterReview } from '../../review/contract/review-contract.ts';
import { type Pair, pairObjects } from '../../review/diff/pair.ts';
import { unknownRoots } from '../../review/unknown/unknown-roots.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { FleetPlaces } from './fleet-places.ts';
import { KustomizationFiles } from './kustomization-file.ts';
import type { Around, ClusterView } from './rule.ts';
import type { Side } from './side.ts';
import { sideOf } from './side-of.ts';

/**
 * Puts a compared fleet before the rules.
 *
 * @param fleet in promotion order
 * @param trees the files before and after the merge
 * @param units names what people promote
 */
export function viewFleet(
  fleet: readonly (ClusterSides & { readonly review: ClusterReview })[],
  trees: { readonly before: Files; readonly after: Files },
  units: Units,
): readonly ClusterView[] {
  const former = new FleetPlaces(fleet.flatMap(({ cluster, before }) => (before === undefined ? [] : [cluster])));
  const isSame = fleet.every(({ before, after }) => (before === undefined) === (after === undefined));
  const latter = fleet.flatMap(({ cluster, after }) => (after === undefined ? [] : [cluster]));
  const places = { former, latter: isSame ? former : new FleetPlaces(latter) };
  const files = {
    former: new KustomizationFiles(trees.before),
    latter: new KustomizationFiles(trees.after),
  };
  const sides = mapAll(fleet, ({ cluster, before, after }) => {
    const unknown = unknownRoots(before, after);
    const [former, latter] = mapAll(['former', 'latter'] as const, (name) => {
      const inventory = name === 'former' ? before : after;
      const isUnknown = (root: Root) => unknown.covers(root, inventory);
      return inventory && sideOf(cluster, inventory, isUnknown, files[name], places[name]);
    });
    return { former, latter };
  });
  const around = {
    former: aroundOf(
      sides.flatMap(({ former }) => former ?? []),
      units,
    ),
    latter: aroundOf(
      sides.flatMap(({ latter }) => latter ?? []),
      units,
    ),
  };
  return fleet.map(({ cluster, before, after, review }, index): ClusterView => {
    const { former, latter } = sides[index] ?? {};
    let pairs: readonly Pair[] | undefined;
    return {
      ...{ cluster, before, after, review, former, latter, around },
      get pairs() {
        pairs ??= differingPairs(former, latter);
        return pairs;
      },
    };
  });
}

function aroundOf(fleet: readonly Side[], units: Units): Around {
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

/** What was rendered once for both sides need not be looked at to be known to be the same. */
function differingPairs(former: Side | undefined, latter: Side | undefined): readonly Pair[] {
  if (former !== undefined && former.objects === latter?.objects) return [];
  const pairs = pairObjects(former?.objects ?? [], latter?.objects ?? []);
  return pairs.filter(({ before, after }) => before?.resource.node !== after?.resource.node);
}
