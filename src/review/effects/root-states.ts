import { type FluxKustomization, nameOf } from '../../flux/objects/flux-kustomization.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Scalar } from '../../yaml/node/node.ts';
import type { Effect } from '../contract/object-change.ts';
import { isLeftAlone, isNeverPruned } from './exempt.ts';
import { type HeldSource, SourceStates } from './source-states.ts';

/**
 * What Flux does with the roots of one cluster after the merge: a FluxKustomization is itself an object that another
 * root applies, so a suspended parent leaves its children as they were.
 *
 * @see fluxcd/kustomize-controller docs/spec/v1/kustomizations.md, Suspend, Prune, Deletion policy
 */
export class RootStates {
  readonly #before: ReadonlyMap<string, Root>;
  readonly #after: ReadonlyMap<string, Root>;
  readonly #external: ReadonlySet<string>;
  readonly #isGone: boolean;
  readonly #sources: SourceStates;

  constructor(before: Inventory | undefined, after: Inventory | undefined) {
    this.#before = byName(before);
    this.#after = byName(after);
    this.#external = new Set(after?.external.map(({ flux }) => nameOf(flux)) ?? []);
    this.#isGone = after === undefined;
    this.#sources = new SourceStates(before, after, (root) => this.isSuspended(root));
  }

  /** @returns the FluxKustomization as the cluster will have it: not as merged, where its own root applies nothing. */
  fluxOf(root: Root): FluxKustomization | undefined {
    const parent = root.parent === undefined ? undefined : this.#after.get(root.parent);
    if (parent === undefined || !this.isSuspended(parent)) return root.flux;
    return this.#before.get(root.name)?.flux ?? root.flux;
  }

  /** @returns whether nothing of a root is applied: it is suspended, or what would bring it in is, or its source. */
  isSuspended(root: Root): boolean {
    return this.isPaused(root) || this.heldBy(root) !== undefined;
  }

  /** @returns whether a root is suspended, or what would bring it in is: such a one is not ready for what waits for it. */
  isPaused(root: Root): boolean {
    const parent = root.parent === undefined ? undefined : this.#after.get(root.parent);
    const isNew = !this.#before.has(root.name);
    if (isNew && parent !== undefined && this.isSuspended(parent)) return true;
    return this.fluxOf(root)?.suspend === true;
  }

  /** @returns the suspended source that a root takes its files from. */
  heldBy(root: Root): HeldSource | undefined {
    return this.#sources.holding(root, this.fluxOf(root));
  }

  /** @returns what the merge resumes of a root that then follows Git again: its FluxKustomization, or its source. */
  resumedIn(root: Root): Resource | undefined {
    const was = this.#before.get(root.name);
    if (was === undefined || this.isSuspended(root)) return undefined;
    return was.flux?.suspend === true ? was.flux.resource : this.#sources.heldBefore(was, was.flux);
  }

  /** @returns what becomes of an object that no root holds any more. */
  effectOfLoss({ resource, root }: InventoryObject): Effect {
    // Flux does not find the path of a cluster that is gone from the repository: it fails, and prunes nothing.
    if (this.#isGone) return 'orphaned';
    if (isNeverPruned(resource)) return 'exempt';
    const after = this.#successor(root);
    if (after === undefined) return this.#effectOfRootLoss(root);
    if (this.isSuspended(after)) return 'suspended';
    const flux = this.fluxOf(after);
    return flux === undefined || flux.prune ? 'pruned' : 'orphaned';
  }

  /** @returns what becomes of an object that a root applies, as far as its own content does not matter. */
  effectOfApply({ resource, root }: InventoryObject, isThere: boolean): 'suspended' | 'exempt' | undefined {
    if (this.isSuspended(root)) return 'suspended';
    return isLeftAlone(resource, isThere) ? 'exempt' : undefined;
  }

  /** A cluster's entrypoint stays its entrypoint, whatever its sync object is called. */
  #successor(root: Root): Root | undefined {
    if (root.parent !== undefined) return this.#after.get(root.name);
    return [...this.#after.values()].find((each) => each.parent === undefined);
  }

  /** With a FluxKustomization goes what it applied, by its deletion policy; a suspended one leaves all. */
  #effectOfRootLoss(root: Root): Effect {
    const { flux } = root;
    const parent = root.parent === undefined ? undefined : this.#before.get(root.parent);
    if (flux === undefined || parent === undefined) return 'pruned';
    if (this.#external.has(nameOf(flux))) return 'external';
    const own = this.effectOfLoss({ resource: flux.resource, root: parent });
    // It stays in the cluster, and fails or goes on without us: nothing deletes what it has applied.
    if (own !== 'pruned') return own === 'suspended' ? 'suspended' : 'orphaned';
    if (flux.suspend) return 'orphaned';
    const policy = deletionPolicyOf(flux);
    if (policy === 'MirrorPrune') return flux.prune ? 'pruned' : 'orphaned';
    return policy === 'Orphan' ? 'orphaned' : 'pruned';
  }
}

function deletionPolicyOf({ spec }: FluxKustomization): string {
  const policy = spec.get('deletionPolicy');
  return policy instanceof Scalar && policy.text !== '' ? policy.text : 'MirrorPrune';
}

function byName(inventory: Inventory | undefined): ReadonlyMap<string, Root> {
  return new Map(inventory?.roots.map((root) => [root.name, root]));
}
