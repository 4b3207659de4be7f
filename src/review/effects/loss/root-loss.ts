import type { FluxKustomization } from '../../../flux/objects/flux-kustomization.ts';
import { type Inventory, type InventoryObject, type Root, unknownOf } from '../../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../../flux/roots/search-roots.ts';
import { Scalar } from '../../../yaml/node/node.ts';
import type { Effect } from '../../contract/object-change.ts';

/** What becomes of roots and objects. */
interface States {
  readonly afterOf: (root: Root) => Root | undefined;
  readonly appliesElsewhere: (root: Root) => Root | undefined;
  readonly isSuspended: (root: Root) => boolean;
  readonly isExternal: (flux: FluxKustomization) => boolean;
  readonly effectOfLoss: (object: InventoryObject) => Effect;
}

/**
 * With a FluxKustomization goes what it applied, by its deletion policy; a suspended one leaves all.
 *
 * @param root of before the merge, which is not there after it
 * @param parent that held its FluxKustomization
 * @returns what becomes of what it applied
 */
export function effectOfRootLoss(root: Root, parent: Root | undefined, states: States): Effect {
  const { flux } = root;
  if (flux === undefined || parent === undefined) return 'pruned';
  const elsewhere = states.appliesElsewhere(root);
  if (elsewhere !== undefined) return states.isSuspended(elsewhere) ? 'suspended' : 'orphaned';
  if (states.isExternal(flux)) return 'external';
  const own = states.effectOfLoss({ resource: flux.resource, root: parent });
  // It stays in the cluster, and fails or goes on without us: nothing deletes what it has applied.
  if (own !== 'pruned') return own === 'suspended' ? 'suspended' : 'orphaned';
  return effectOfDeletion(flux);
}

/** @see fluxcd/kustomize-controller internal/controller finalizerShouldDeleteResources */
function effectOfDeletion(flux: FluxKustomization): Effect {
  if (flux.suspend) return 'orphaned';
  const policy = deletionPolicyOf(flux);
  if (policy === 'MirrorPrune') return flux.prune ? 'pruned' : 'orphaned';
  return policy === 'Orphan' ? 'orphaned' : 'pruned';
}

function deletionPolicyOf({ spec }: FluxKustomization): string {
  const policy = spec.get('deletionPolicy');
  return policy instanceof Scalar && policy.text !== '' ? policy.text : 'MirrorPrune';
}

/**
 * The sync FluxKustomization of a cluster is one of the objects that it applies. Where the files no longer hold it, it
 * prunes itself like any other object, and deletes by its deletion policy all that it has applied.
 *
 * @param root an entrypoint of before the merge
 * @returns whether its sync deletes itself for certain, and what it has applied: it is among its own objects, and among none
 *   after the merge
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.prune, finalize
 */
export function isSyncPruned(
  root: Root,
  before: Inventory,
  after: Inventory,
  states: Pick<States, 'afterOf' | 'effectOfLoss'>,
): boolean {
  const { flux } = root;
  if (flux === undefined || effectOfDeletion(flux) !== 'pruned') return false;
  const { id } = flux.resource;
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
