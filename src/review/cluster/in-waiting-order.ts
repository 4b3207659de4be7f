import type { Units } from '../../fleet/units/units.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { WaitingOrder } from '../order/waiting-order.ts';
import type { SortedPairs } from './sort-pairs.ts';

/**
 * @param before what the cluster held, by which what it loses is in order
 * @param after what it holds
 * @returns the same with what others wait for in front of what waits for it; what waits alike by units
 */
export function inWaitingOrder(
  sorted: SortedPairs,
  before: Inventory | undefined,
  after: Inventory | undefined,
  units: Units,
): SortedPairs {
  const { gained, lost, changed, moved } = sorted;
  const there = [...gained, ...[...changed, ...moved].map((each) => each.after)];
  const now = orderOf(after, there, units);
  return {
    ...sorted,
    gained: now(gained, (object) => object),
    changed: now(changed, (each) => each.after),
    moved: now(moved, (each) => each.after),
    lost: orderOf(before, lost, units)(lost, (object) => object),
  };
}

type Sort = <T>(all: readonly T[], objectOf: (each: T) => InventoryObject) => readonly T[];

function orderOf(side: Inventory | undefined, objects: readonly InventoryObject[], units: Units): Sort {
  if (side === undefined || objects.length < 2) return (all) => all;
  const order = new WaitingOrder(side, objects);
  return (all, objectOf) =>
    all
      .map((each) => {
        const object = objectOf(each);
        return { each, rank: order.rankOf(object), unit: units.of(object) ?? object.root.directory };
      })
      .sort((a, b) => a.rank - b.rank || compare(a.unit, b.unit))
      .map(({ each }) => each);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
