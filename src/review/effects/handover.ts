import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Handover } from '../contract/object-change.ts';
import { type Stop, stopText } from '../order/stopped-roots.ts';
import { isLeftAlone } from './exempt.ts';
import { isSyncPruned } from './loss/root-loss.ts';
import type { RootStates } from './root-states.ts';

/**
 * Who may delete an object on its way from one FluxKustomization to another. The old one deletes only what still bears
 * its labels, so all is well once the new one has applied it; and one that depends on another waits until that has
 * applied the same revision.
 *
 * @returns `undefined` where the object stays in its root
 * @see fluxcd/kustomize-controller internal/controller checkDependencies, prune
 */
export function handoverOf(
  before: InventoryObject,
  after: InventoryObject,
  states: RootStates,
  sides: Pick<ClusterSides, 'before' | 'after'>,
): Handover | undefined {
  if (before.root.name === after.root.name) return undefined;
  if (isOneEntrypoint(before, after)) return isSyncReplaced(before.root, sides, states) ? 'race' : undefined;
  if (states.effectOfLoss(before) !== 'pruned') return 'safe';
  // It is made again once it is not there any more.
  if (isSkipped(after, true)) return 'recreated';
  const old = states.afterOf(before.root);
  if (old === undefined || states.orders === undefined) return 'race';
  if (states.orders.waitsFor(old, after.root)) return 'safe';
  return states.orders.waitsFor(after.root, old) ? 'recreated' : 'race';
}

/**
 * What keeps the new root from ever taking an object over. The old one then deletes it, as it still bears its labels.
 *
 * @param stops what keeps roots from applying anything, for certain, by their names
 * @returns the end of a sentence that begins with the new root; `undefined` where it takes the object over, sooner or later,
 *   and where the old root deletes nothing for now
 * @see fluxcd/pkg ssa ResourceManager.shouldSkipApply; fluxcd/kustomize-controller internal/controller prune
 */
export function whyNotTakenOver(
  before: InventoryObject,
  after: InventoryObject,
  states: RootStates,
  stops: ReadonlyMap<string, Stop>,
): string | undefined {
  if (!isDeletedUnlessTakenOver(before, after, states, ({ name }) => stops.has(name))) return undefined;
  if (states.isSuspended(after.root)) return 'is suspended';
  const stop = stops.get(after.root.name);
  if (stop !== undefined) return stopText(stop);
  return isSkipped(after, false) ? 'leaves it alone' : undefined;
}

/**
 * @param isStopped whether a root deletes nothing
 * @returns whether an object went from one root to another, and the old one deletes it if the new one does not take it over
 */
export function isDeletedUnlessTakenOver(
  before: InventoryObject,
  after: InventoryObject,
  states: RootStates,
  isStopped: (root: Root) => boolean,
): boolean {
  if (!isHandedOver(before, after) || states.effectOfLoss(before) !== 'pruned') return false;
  const old = states.afterOf(before.root);
  return old === undefined || !isStopped(old);
}

function isHandedOver(before: InventoryObject, after: InventoryObject): boolean {
  return before.root.name !== after.root.name && !isOneEntrypoint(before, after);
}

/** It is itself whatever its sync is called. */
function isOneEntrypoint({ root: old }: InventoryObject, { root }: InventoryObject): boolean {
  return old.by === 'entrypoint' && rootKey(old) === rootKey(root);
}

/** A sync of another name that takes the place of one that deletes itself. */
function isSyncReplaced(
  root: Root,
  { before, after }: Pick<ClusterSides, 'before' | 'after'>,
  states: RootStates,
): boolean {
  return before !== undefined && after !== undefined && isSyncPruned(root, before, after, states);
}

/** Helm and flux-operator know nothing of what Flux is told to leave alone. */
function isSkipped({ resource, root }: InventoryObject, isThere: boolean): boolean {
  const makers: readonly Root['by'][] = ['entrypoint', 'flux'];
  return makers.includes(root.by) && isLeftAlone(resource, isThere);
}
