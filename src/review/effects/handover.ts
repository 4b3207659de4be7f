import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import type { Handover } from '../contract/object-change.ts';
import { waitsFor } from './depends-on.ts';
import type { RootStates } from './root-states.ts';

/**
 * Who may delete an object on its way from one FluxKustomization to another. The old one deletes only what still bears
 * its labels, so all is well once the new one has applied it; and one that depends on another waits until that has
 * applied the same revision.
 *
 * @param roots those after the merge
 * @returns `undefined` where the object stays in its root
 * @see fluxcd/kustomize-controller internal/controller checkDependencies, prune
 */
export function handoverOf(
  before: InventoryObject,
  after: InventoryObject,
  roots: ReadonlyMap<string, Root>,
  states: RootStates,
): Handover | undefined {
  if (before.root.name === after.root.name) return undefined;
  if (before.root.parent === undefined && after.root.parent === undefined) return undefined;
  if (states.effectOfLoss(before) !== 'pruned') return 'safe';
  const old = roots.get(before.root.name);
  if (old === undefined) return 'race';
  if (waitsFor(old, after.root, roots)) return 'safe';
  return waitsFor(after.root, old, roots) ? 'recreated' : 'race';
}
