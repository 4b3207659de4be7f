import type { InventoryObject, MadeBySet, Root } from '../../../flux/roots/inventory.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import type { Effect } from '../../contract/object-change.ts';
import { isKeptByOperator, isSetSuspended } from './set-effects.ts';

/** What becomes of roots and objects. */
interface States {
  readonly isSuspended: (root: Root) => boolean;
  readonly effectOfLoss: (object: InventoryObject) => Effect;
}

/**
 * As Helm does, by the annotation of flux-operator.
 *
 * @param after the root of the set after the merge
 * @returns what becomes of an object of a set that makes it no more
 */
export function effectOfSetLoss(
  resource: Resource,
  after: Root | undefined,
  { holder }: MadeBySet,
  states: States,
): Effect {
  if (after !== undefined && states.isSuspended(after)) return 'suspended';
  if (isKeptByOperator(resource)) return 'exempt';
  if (after !== undefined) return 'pruned';
  const own = states.effectOfLoss(holder);
  if (own !== 'pruned') return own === 'suspended' ? 'suspended' : 'orphaned';
  return isSetSuspended(holder.resource) ? 'orphaned' : 'pruned';
}
