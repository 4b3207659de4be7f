import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { unknownFieldIn } from '../../flux/objects/unknown-field.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootsAround } from '../../flux/roots/root-index.ts';
import type { Effect } from '../contract/object-change.ts';
import { dependenciesOf, haveSameSource } from '../order/depends-on.ts';
import type { RootStates } from './root-states.ts';

/**
 * What is not known of effects, as settings of FluxKustomizations decide them that hold variables only the cluster has:
 * the effect is told that follows if they are not suspended and prune, with what may come of it instead.
 */
export class UnknownSpecs {
  readonly #before: RootIndex | undefined;
  readonly #after: RootIndex | undefined;
  readonly #states: RootStates;

  constructor(before: Inventory | undefined, after: Inventory | undefined, states: RootStates) {
    this.#before = before && rootsAround(before);
    this.#after = after && rootsAround(after);
    this.#states = states;
  }

  /** @returns why an effect on an object may not come: the end of a sentence that begins with its name */
  undecided(object: InventoryObject, effect: Effect, isLost: boolean): string | undefined {
    if (effect === 'suspended' || effect === 'exempt' || effect === 'orphaned') return undefined;
    const after = this.#states.afterOf(object.root);
    if (isLost && after === undefined) return this.#ofRootLoss(object.root);
    const waits = this.#mayWait(after ?? object.root, new Set());
    if (waits !== undefined) return `may wait: ${waits}`;
    return isLost && after !== undefined ? this.#ofPruning(object.root, after) : undefined;
  }

  /**
   * @returns why an object that is new in a cluster, or that it loses, may be there on the other side too: its
   *   FluxKustomization may have applied to this cluster then
   */
  elsewhere({ root }: InventoryObject, isLost: boolean): string | undefined {
    const other = (isLost ? this.#after : this.#before)?.named(root.home, root.name);
    if (other === undefined || other.cluster === root.cluster) return undefined;
    const where = fieldText(other.flux, 'kubeConfig');
    if (where === undefined) return undefined;
    const [may, applies] = isLost ? ['may go on as it is', 'applies'] : ['may be there already', 'applied'];
    return `${may}: to which cluster \`${root.name}\` ${applies} is not known, as ${where}`;
  }

  /** One that is suspended applies nothing, of itself and of what it would bring in; who waits for its revision waits. */
  #mayWait(root: Root, seen: Set<Root>): string | undefined {
    if (seen.has(root)) return undefined;
    seen.add(root);
    const flux = this.#states.fluxOf(root);
    const own = fieldText(flux, 'suspend');
    if (own !== undefined) return `whether \`${root.name}\` is suspended is not known, as ${own}`;
    const parent = this.#states.isAwaited(root) ? this.#states.parentOf(root) : undefined;
    const above = parent && this.#mayWait(parent, seen);
    if (above !== undefined) return `\`${root.name}\` comes with \`${parent?.name}\`, and ${above}`;
    for (const { name, hasReadyExpr } of flux === undefined ? [] : dependenciesOf(flux)) {
      const next = this.#after?.named(root.home, name);
      const isOrder = flux !== undefined && next?.flux !== undefined && haveSameSource(next.flux, flux);
      const why = next !== undefined && isOrder && !hasReadyExpr ? this.#mayWait(next, seen) : undefined;
      if (why !== undefined) return `\`${root.name}\` waits for \`${name}\`, and ${why}`;
    }
    return undefined;
  }

  /** An entrypoint prunes by the spec that it woke with. */
  #ofPruning(before: Root, after: Root): string | undefined {
    const flux = after.by === 'entrypoint' ? (before.flux ?? after.flux) : this.#states.fluxOf(after);
    const prune = fieldText(flux, 'prune');
    return prune === undefined ? undefined : `may stay: whether \`${after.name}\` prunes is not known, as ${prune}`;
  }

  #ofRootLoss(root: Root): string | undefined {
    const { flux, name } = root;
    const parent = this.#before?.parentOf(root);
    if (flux === undefined || parent === undefined) return undefined;
    const [policy, suspend, prune] = ['deletionPolicy', 'suspend', 'prune'].map((field) => fieldText(flux, field));
    if (suspend !== undefined) return `may stay: whether \`${name}\` is suspended is not known, as ${suspend}`;
    if (policy !== undefined) return `may stay: what becomes of it without \`${name}\` is not known, as ${policy}`;
    if (prune !== undefined) return `may stay: whether \`${name}\` prunes is not known, as ${prune}`;
    return this.undecided({ resource: flux.resource, root: parent }, 'pruned', true);
  }
}

/** @returns a field of a spec that is not known, with its text as it is written; `undefined` where it is known */
function fieldText(flux: FluxKustomization | undefined, field: string): string | undefined {
  const unknown = flux && unknownFieldIn(flux.spec, field);
  return unknown && `\`spec.${unknown.name}\` is \`${unknown.template}\``;
}
