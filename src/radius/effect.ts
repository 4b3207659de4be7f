import type { InventoryObject, Root } from '../flux/inventory.ts';
import type { Effect } from './review-contract.ts';

const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const RECONCILE = 'kustomize.toolkit.fluxcd.io/reconcile';
const SERVER_SIDE_APPLY = 'kustomize.toolkit.fluxcd.io/ssa';

/**
 * What becomes of an object that no root holds any more.
 *
 * @see fluxcd/kustomize-controller docs/spec/v1/kustomizations.md, Garbage collection
 */
export function effectOfLoss({ resource, root }: InventoryObject, rootIsGone: boolean): Effect {
  if (isExempt(resource.labels()) || isExempt(resource.annotations())) return 'exempt';
  if (root.flux === undefined) return 'pruned';
  if (root.flux.suspend) return rootIsGone ? 'orphaned' : 'suspended';
  return root.flux.prune ? 'pruned' : 'orphaned';
}

function isExempt(map: ReadonlyMap<string, string>): boolean {
  return (
    map.get(PRUNE)?.toLowerCase() === 'disabled' ||
    map.get(RECONCILE)?.toLowerCase() === 'disabled' ||
    map.get(SERVER_SIDE_APPLY)?.toLowerCase() === 'ignore'
  );
}

/** A suspended root applies nothing, until it is resumed. */
export function effectOfApply(root: Root, effect: 'created' | 'updated'): Effect {
  return root.flux?.suspend === true ? 'suspended' : effect;
}
