import type { Installed, InventoryObject, Root } from '../../../flux/roots/inventory.ts';
import type { Effect } from '../../contract/object-change.ts';
import { isKeptByHelm, isReleaseSuspended } from './helm-effects.ts';

/** What becomes of roots and objects. */
interface States {
  readonly afterOf: (root: Root) => Root | undefined;
  readonly isSuspended: (root: Root) => boolean;
  readonly effectOfLoss: (object: InventoryObject) => Effect;
}

/** @returns what becomes of an object of a release that makes it no more: Helm deletes it, and with the release all of it */
export function effectOfReleaseLoss(object: InventoryObject, { holder }: Installed, states: States): Effect {
  const after = states.afterOf(object.root);
  if (after !== undefined && states.isSuspended(after)) return 'suspended';
  if (isKeptByHelm(object)) return 'exempt';
  if (after !== undefined || isUninstalled(object.root, states)) return 'pruned';
  return states.effectOfLoss(holder) === 'suspended' ? 'suspended' : 'orphaned';
}

/** @returns whether Helm uninstalls the release that a root of before the merge is */
export function isUninstalled(root: Root, states: States): boolean {
  const { release } = root;
  if (release === undefined || states.afterOf(root) !== undefined) return false;
  return states.effectOfLoss(release.holder) === 'pruned' && !isReleaseSuspended(release.holder.resource);
}
