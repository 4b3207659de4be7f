import { type Inventory, type InventoryObject, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import type { RootStates } from './root-states.ts';

/**
 * The sync FluxKustomization of a cluster is one of the objects that it applies. Where the files no longer hold it, it
 * prunes itself like any other object, and deletes with itself all that it has applied.
 *
 * @param root an entrypoint of before the merge
 * @returns whether its sync deletes itself for certain: it is among its own objects, and among none after the merge
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.prune, finalize
 */
export function isSyncPruned(root: Root, before: Inventory, after: Inventory, states: RootStates): boolean {
  const id = root.flux?.resource.id;
  const isSync = ({ resource }: Pick<InventoryObject, 'resource'>) => resource.id === id;
  const resource = root.resources.find((each) => each.id === id);
  const now = states.afterOf(root);
  if (resource === undefined || after.objects.some(isSync) || (now !== undefined && unknownOf(now).length > 0))
    return false;
  return (
    states.effectOfLoss({ resource, root }) === 'pruned' && instancesIn([...before.roots, ...after.roots]).length === 0
  );
}

/** flux-operator makes a sync of its own in the place of the one that was bootstrapped. */
const instancesIn = searchRootsFor(({ kind }) => kind === 'FluxInstance');
