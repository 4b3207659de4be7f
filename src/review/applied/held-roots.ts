import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { failsInCluster } from '../../kustomize/model/only-here.ts';
import { rejectedAround } from '../cluster/rejected-around.ts';
import { isLeftAlone } from '../effects/exempt.ts';
import { certainStates } from '../effects/races.ts';
import { refusedAround } from '../effects/rejections.ts';
import type { RootStates } from '../effects/root-states.ts';
import { stoppedRoots } from '../order/stopped-roots.ts';

/** @returns the roots that apply nothing for a reason that shows without a look at what they change. */
export function plainlyHeld(after: Inventory, states: RootStates): ReadonlySet<Root> {
  const isApplied = ({ resource, root }: InventoryObject) => !states.isSuspended(root) && !isLeftAlone(resource, true);
  return heldBy(after, states, refusedAround(after, isApplied));
}

/** @returns the roots that apply nothing: those, and what stops at an object that the API server rejects. */
export function heldRoots(
  before: Inventory,
  after: Inventory,
  states: RootStates,
  minor: Minor | undefined,
): ReadonlySet<Root> {
  return heldBy(after, states, rejectedAround({ before, after }, minor));
}

function heldBy(after: Inventory, states: RootStates, rejected: ReadonlyMap<string, string>): ReadonlySet<Root> {
  const stopped = [after, ...after.spokes.values()].flatMap((cluster) => {
    const stops = stoppedRoots(cluster, certainStates(states), rejected);
    return cluster.roots.filter((root) => stops.has(root.name));
  });
  const held = rootsAround(after).all.filter((root) => failsInCluster(root.problems) || states.isSuspended(root));
  return new Set([...stopped, ...held]);
}
