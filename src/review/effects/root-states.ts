import { type FluxKustomization, nameOf, type SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { rootNameOf } from '../../flux/releases/root-name-of.ts';
import { type Inventory, type InventoryObject, type Root, specOf } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootsAround } from '../../flux/roots/root-index.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Effect } from '../contract/object-change.ts';
import { releaseNamesIn } from '../order/depends-on.ts';
import { Orders } from '../order/orders.ts';
import { type Stop, standingStops } from '../order/stopped-roots.ts';
import { refusedAfter } from '../refused/refused-after.ts';
import { isLeftAlone, isNeverPruned } from './exempt.ts';
import { isLeftByHelm, isReleaseSuspended } from './helm/helm-effects.ts';
import { effectOfReleaseLoss } from './helm/release-loss.ts';
import { DeletedWith } from './loss/deleted-with.ts';
import { effectOfRootLoss } from './loss/root-loss.ts';
import { isForcedByOperator, isSetSuspended } from './operator/set-effects.ts';
import { effectOfSetLoss } from './operator/set-loss.ts';
import { type HeldSource, SourceStates } from './source-states.ts';

/**
 * What Flux does with the roots of one cluster after the merge: a FluxKustomization is itself an object that another
 * root applies, so a suspended parent leaves its children as they were.
 *
 * @see fluxcd/kustomize-controller docs/spec/v1/kustomizations.md, Suspend, Prune, Deletion policy
 */
export class RootStates {
  readonly #before: RootIndex | undefined;
  readonly #after: RootIndex | undefined;
  readonly #external: ReadonlySet<string>;
  /** @returns whether there was a HelmRelease before the merge, by the name of its root */
  readonly hadRelease: (name: string) => boolean;
  readonly #sources: SourceStates;
  readonly #refusedAfter: () => ReadonlyMap<InventoryObject, readonly Refusal[]>;
  #knownRefused: ReadonlyMap<InventoryObject, readonly Refusal[]> | undefined;
  readonly #deletedWith: DeletedWith;
  readonly #stoppedBefore: () => ReadonlyMap<string, Stop>;
  /** `undefined` where the cluster is gone. */
  readonly orders: Orders | undefined;

  /** @param minor of Kubernetes, where it is configured */
  constructor(before: Inventory | undefined, after: Inventory | undefined, minor?: Minor) {
    this.#before = before && rootsAround(before);
    this.#after = after && rootsAround(after);
    this.#external = new Set(after?.external.map(({ flux }) => nameOf(flux)) ?? []);
    this.#refusedAfter = () => (after === undefined ? new Map() : refusedAfter(before, after, minor));
    this.hadRelease = (name) => before !== undefined && releaseNamesIn(before).has(name);
    this.#sources = new SourceStates(before, after, (root) => this.isSuspended(root));
    this.#stoppedBefore = () => (before === undefined ? new Map() : standingStops(before));
    this.#deletedWith = new DeletedWith(this.#before, this.#after, (each) => this.effectByFlux(each) === 'pruned');
    this.orders = after && new Orders(before, after);
  }

  /** @returns what a root of before the merge is behind it. */
  afterOf(root: Root): Root | undefined {
    return this.#after?.counterpartOf(root);
  }

  /** @returns the root that holds the FluxKustomization of another, after the merge. */
  parentOf(root: Root): Root | undefined {
    return this.#after?.parentOf(root);
  }

  /** @returns what a root after the merge was before it. */
  beforeOf(root: Root): Root | undefined {
    return this.#before?.counterpartOf(root);
  }

  /**
   * @returns the root that gives another its new spec, where that may come too late: both wake with the new revision, and
   *   what was there before has its old spec until then
   * @see fluxcd/kustomize-controller internal/controller requestsForRevisionChangeOf
   */
  racedBy(root: Root): Root | undefined {
    const was = this.beforeOf(root);
    const parent = this.#after?.parentOf(root);
    if (was === undefined || parent === undefined || this.orders?.waitsFor(root, parent) !== false) return undefined;
    return parent;
  }

  /** @returns whether the merge suspends a root that may apply it before. */
  mayBeSuspendedTooLate(root: Root): boolean {
    const { kept } = root;
    const flux = kept?.why === 'race' ? kept.merged : kept === undefined ? root.flux : undefined;
    const was = this.beforeOf(root)?.flux;
    return flux?.suspend === true && was?.suspend === false && this.racedBy(root) !== undefined;
  }

  /** @returns the FluxKustomization as the cluster will have it: not as merged, where its own root applies nothing. */
  fluxOf(root: Root): FluxKustomization | undefined {
    const parent = this.#after?.parentOf(root);
    if (root.kept !== undefined || parent === undefined || !this.isSuspended(parent)) return root.flux;
    return this.#before?.counterpartOf(root)?.flux ?? root.flux;
  }

  /** @returns whether nothing of a root is applied: it is suspended, or what would bring it in is, or its source. */
  isSuspended(root: Root): boolean {
    return this.isPaused(root) || this.heldBy(root) !== undefined;
  }

  /** @returns whether a root is suspended, or what would bring it in is: such a one is not ready for what waits for it. */
  isPaused(root: Root): boolean {
    const parent = this.#after?.parentOf(root);
    if (parent !== undefined && this.isAwaited(root) && this.isSuspended(parent)) return true;
    if (root.release !== undefined) return isReleaseSuspended(root.release.holder.resource);
    if (root.set !== undefined) return isSetSuspended(root.set.holder.resource);
    return this.fluxOf(root)?.suspend === true;
  }

  /** @returns whether the cluster does not have a root yet as it was rendered: what makes it is yet to be applied. */
  isAwaited(root: Root): boolean {
    if (root.kept !== undefined || root.by === 'entrypoint') return false;
    const [was, is] = [this.#before?.counterpartOf(root), root].map((each) => each && specOf(each));
    return was === undefined || is === undefined || !sameValue(was, is);
  }

  /**
   * @returns what applied nothing before the merge already, so that the spec that a root goes on with may be older than
   *   what the base branch says
   */
  uncertainSince(root: Root): string | undefined {
    if (root.kept === undefined) return undefined;
    const was = this.#before?.counterpartOf(root);
    const parent = was && this.#before?.parentOf(was);
    if (parent?.flux === undefined) return undefined;
    const isSuspended = parent.flux.suspend || this.#sources.heldBefore(parent, parent.flux) !== undefined;
    return isSuspended || this.#stoppedBefore().has(parent.name) ? parent.name : undefined;
  }

  /** @returns the root that goes on though nothing holds what makes it any more. */
  leftBehind({ resource, root }: InventoryObject): Root | undefined {
    const name = rootNameOf(resource);
    const left = name === undefined ? undefined : this.#after?.named(root.cluster, name);
    return left?.kept?.why === 'left' ? left : undefined;
  }

  /** @returns the suspended source that a root takes its files from. */
  heldBy(root: Root): HeldSource | undefined {
    const flux = this.fluxOf(root);
    return flux && this.#sources.holding(root.home, flux.sourceRef);
  }

  /** @returns whether a source, in the cluster in which it stands, is suspended: what is made of its files stays as it was. */
  isSourceHeld(home: string, source: SourceRef): boolean {
    return this.#sources.holding(home, source) !== undefined;
  }

  /** @returns what the merge resumes of a root that then follows Git again: its FluxKustomization, or its source. */
  resumedIn(root: Root): Resource | undefined {
    const was = this.#before?.counterpartOf(root);
    if (was === undefined || this.isSuspended(root)) return undefined;
    return was.flux?.suspend === true ? was.flux.resource : this.#sources.heldBefore(was, was.flux);
  }

  /** @returns what becomes of an object that no root holds any more. */
  effectOfLoss(object: InventoryObject): Effect {
    const effect = this.effectByFlux(object);
    return effect !== 'external' && this.deletedWith(object) !== undefined ? 'pruned' : effect;
  }

  /** @returns the Namespace or definition with which an object is deleted, whatever Flux itself does with it. */
  deletedWith(object: InventoryObject): InventoryObject | undefined {
    return this.#deletedWith.of(object);
  }

  /** @returns what becomes of such an object by Flux alone. */
  effectByFlux({ resource, root }: InventoryObject): Effect {
    // Flux does not find the path of a cluster that is gone from the repository: it fails, and prunes nothing.
    if (this.#after === undefined) return 'orphaned';
    const after = this.#after.counterpartOf(root);
    if (root.release !== undefined) return effectOfReleaseLoss({ resource, root }, root.release, this);
    if (root.set !== undefined) return effectOfSetLoss(resource, after, root.set, this);
    if (isNeverPruned(resource)) return 'exempt';
    // As is one of its paths that is gone, or that is built by a FluxKustomization from now on.
    if (after === undefined && root.by === 'entrypoint') return 'orphaned';
    if (after === undefined) return effectOfRootLoss(root, this.#before?.parentOf(root), this);
    if (this.isSuspended(after)) return 'suspended';
    return this.#mayPrune(after, root) ? 'pruned' : 'orphaned';
  }

  /** An entrypoint prunes by the spec that it woke with; another one may. */
  #mayPrune(after: Root, before: Root): boolean {
    const [was, is] = [before.flux, this.fluxOf(after)];
    if (after.by === 'entrypoint' && was !== undefined) return was.prune;
    if (is === undefined || is.prune) return true;
    return was?.prune === true && this.racedBy(after) !== undefined;
  }

  /**
   * @returns whether a root recreates what cannot be changed in place: once it has its new spec, or by the old one before
   *   that comes. An entrypoint never gets a new spec where something in it is rejected by the old one. Helm never does:
   *   `spec.upgrade.force` replaces in place, which the API server refuses as well
   * @see helm pkg/kube/client.go replaceResource
   */
  mayForce(root: Root): boolean {
    const was = this.beforeOf(root)?.flux;
    if (root.by === 'release') return false;
    if (root.set !== undefined) return isForcedByOperator(root.set.holder.resource);
    if (root.by === 'entrypoint' && was !== undefined) return was.force;
    return this.fluxOf(root)?.force === true || this.mayForceUntil(root) !== undefined;
  }

  /** @returns the root that takes `spec.force` from another, which may apply the merge by force before. */
  mayForceUntil(root: Root): Root | undefined {
    if ((root.kept?.merged ?? this.fluxOf(root))?.force === true || this.beforeOf(root)?.flux?.force !== true)
      return undefined;
    return this.racedBy(root);
  }

  /** @returns what becomes of an object that a root applies, as far as its own content does not matter. */
  effectOfApply(object: InventoryObject, isThere: boolean): 'suspended' | 'exempt' | 'rejected' | undefined {
    if (this.isSuspended(object.root)) return 'suspended';
    if (object.root.by === 'release') {
      if (isLeftByHelm(object, isThere, this.beforeOf(object.root) === undefined)) return 'exempt';
    } else if (object.root.by !== 'set' && isLeftAlone(object.resource, isThere)) return 'exempt';
    return this.#refused.has(object) ? 'rejected' : undefined;
  }

  /** Few ask. */
  get #refused(): ReadonlyMap<InventoryObject, readonly Refusal[]> {
    this.#knownRefused ??= this.#refusedAfter();
    return this.#knownRefused;
  }

  /** Objects that Flux applies and that the API server refuses by their own content. */
  get refused(): readonly InventoryObject[] {
    return [...this.#refused.keys()].filter((object) => this.effectOfApply(object, true) === 'rejected');
  }

  /** @returns why the API server refuses an object after the merge, by its own content */
  refusalsOf(object: InventoryObject): readonly Refusal[] {
    return this.#refused.get(object) ?? [];
  }

  /**
   * @param root of before the merge
   * @returns what it is after the merge, where its `kubeConfig` sends it to another cluster: what it applied is looked for
   *   there, and neither deleted nor managed where it is
   * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.reconcile, where one client applies and prunes
   */
  appliesElsewhere(root: Root): Root | undefined {
    const after = this.#after?.named(root.home, root.name);
    return after !== undefined && after.cluster !== root.cluster ? after : undefined;
  }

  /** @returns whether a FluxKustomization that is gone from here is applied by something outside the repository. */
  isExternal(flux: FluxKustomization): boolean {
    return this.#external.has(nameOf(flux));
  }
}
