import { entrypointsOf, type Inventory, type Root } from '../../flux/roots/inventory.ts';
import { isSyncPruned } from '../effects/root-loss.ts';
import { RootStates } from '../effects/root-states.ts';

/**
 * @param after what the cluster would run if its sync stayed
 * @returns a cluster that runs nothing where its sync deletes itself; else what it was given
 */
export function withoutPrunedSync(before: Inventory | undefined, after: Inventory): Inventory {
  if (before === undefined || before === after) return after;
  const states = new RootStates(before, after);
  const isGone = (root: Root) => isSyncPruned(root, before, after, states) && !isRenamed(root, states);
  if (!entrypointsOf(before).every(isGone)) return after;
  return {
    ...{ ...after, isPruned: true },
    ...{ roots: [], external: [], objects: [], generators: [], releases: [], spokes: new Map() },
  };
}

/** One that goes on under another name applies the same. */
function isRenamed(root: Root, states: RootStates): boolean {
  const now = states.afterOf(root)?.flux;
  return now !== undefined && now.resource.id !== root.flux?.resource.id;
}
