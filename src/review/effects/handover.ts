import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Handover } from '../contract/object-change.ts';
import type { RootStates } from './root-states.ts';

/**
 * Who may delete an object on its way from one FluxKustomization to another. The old one deletes only what still bears
 * its labels, so all is well once the new one has applied it; and one that depends on another waits until that has
 * applied the same revision.
 *
 * @returns `undefined` where the object stays in its root
 * @see fluxcd/kustomize-controller internal/controller checkDependencies, prune
 */
export function handoverOf(before: InventoryObject, after: InventoryObject, states: RootStates): Handover | undefined {
  if (before.root.name === after.root.name) return undefined;
  if (before.root.by === 'entrypoint' && rootKey(before.root) === rootKey(after.root)) return undefined;
  if (states.effectOfLoss(before) !== 'pruned') return 'safe';
  const old = states.afterOf(before.root);
  if (old === undefined || states.orders === undefined) return 'race';
  if (states.orders.waitsFor(old, after.root)) return 'safe';
  return states.orders.waitsFor(after.root, old) ? 'recreated' : 'race';
}
