import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { isDeletedUnlessTakenOver } from '../effects/handover.ts';
import type { RootStates } from '../effects/root-states.ts';

/**
 * @param is the same object where a root holds it that applies nothing
 * @param held roots that apply nothing
 * @returns whether the root that held an object deletes it for certain, and with it what it has made
 */
export function isLeftBehind(
  was: InventoryObject,
  is: InventoryObject,
  states: RootStates,
  held: ReadonlySet<Root>,
): boolean {
  const isStopped = (root: Root) => held.has(root);
  return isDeletedUnlessTakenOver(was, is, states, isStopped) && !states.mayBeSuspendedTooLate(is.root);
}
