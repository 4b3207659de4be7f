import { unknownFieldIn } from '../../flux/objects/unknown-field.ts';
import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import { keyOfHeld } from '../../kubernetes/facts/object-ref.ts';
import type { Effect } from '../contract/object-change.ts';
import { dependenciesOf } from '../order/depends-on.ts';
import type { OwnStates, Stop } from '../order/stopped-roots.ts';
import { isForced } from './exempt.ts';
import type { RootStates } from './root-states.ts';

/** @returns the states of roots once all specs of the merge have arrived. */
export function finalStates(states: RootStates): OwnStates {
  return {
    isPaused: (root) => states.isPaused(root) || states.mayBeSuspendedTooLate(root),
    isAwaited: (root) => states.isAwaited(root),
    hadRelease: (name) => states.hadRelease(name),
    deletes: (root, key) => deletes(states, root, key),
  };
}

/** @returns their states for certain: without what the merge protects them by, which may come too late. */
export function certainStates(states: RootStates): OwnStates {
  return {
    isPaused: (root) => states.isPaused(root) && !states.mayBeSuspendedTooLate(root),
    isAwaited: (root) => states.isAwaited(root),
    hadRelease: (name) => states.hadRelease(name),
    deletes: (root, key) => deletes(states, root, key),
    dependenciesOf: (root) => {
      const isRace = states.racedBy(root) !== undefined && states.orders?.waitedAlready(root) === false;
      const standing = isRace ? states.orders?.standing(root) : undefined;
      return standing ?? (root.flux === undefined ? [] : dependenciesOf(root.flux));
    },
  };
}

/** Whether it prunes by the spec that it has and by the one that it gets. */
function deletes(states: RootStates, root: Root, key: string): boolean {
  const was = states.beforeOf(root);
  if (was?.flux?.prune !== true || states.fluxOf(root)?.prune !== true) return false;
  const lost = objectsOf(was).find(({ resource }) => keyOfHeld(resource) === key);
  return lost !== undefined && states.effectOfLoss(lost) === 'pruned';
}

/** What a merge protects by the same merge is a race: a root and the one that gives it its new spec wake together. */
export class Races {
  readonly #states: RootStates;
  readonly #final: ReadonlyMap<string, Stop>;
  readonly #certain: ReadonlyMap<string, Stop>;

  /**
   * @param final what stops once all specs have arrived, by {@link finalStates}
   * @param certain what stops in any case, by {@link certainStates}
   */
  constructor(states: RootStates, final: ReadonlyMap<string, Stop>, certain: ReadonlyMap<string, Stop>) {
    this.#states = states;
    this.#final = final;
    this.#certain = certain;
  }

  /** @returns why what happens to an object may not happen: the end of a sentence that begins with its name. */
  of({ resource, root }: InventoryObject, effect: Effect, isLost: boolean): string | undefined {
    if (effect === 'suspended' || effect === 'exempt') return undefined;
    const after = this.#states.afterOf(root);
    if (after === undefined) return undefined;
    if (isLost) return (effect === 'pruned' ? this.#ofPruning(root, after) : undefined) ?? this.#ofApplying(after);
    return (effect === 'replaced' && !isForced(resource) ? this.#ofForce(after) : undefined) ?? this.#ofApplying(after);
  }

  #ofPruning(before: Root, after: Root): string | undefined {
    const parent = this.#states.racedBy(after);
    const [was, is] = [before.flux?.prune, (after.kept?.merged ?? after.flux)?.prune];
    if (parent === undefined || was === is || this.#isPruningUnknown(after)) return undefined;
    return was === true
      ? `may stay: \`${parent.name}\` may set \`prune: false\` on \`${after.name}\` before that applies this merge`
      : `may stay, managed by nothing: \`${after.name}\` may apply this merge before \`${parent.name}\` sets \`prune: true\` on it`;
  }

  #ofForce(root: Root): string | undefined {
    const parent = this.#states.mayForceUntil(root);
    return (
      parent &&
      `may be rejected instead: \`${parent.name}\` may take \`spec.force\` from \`${root.name}\` before that applies this merge`
    );
  }

  /** Then the spec that arrives does not tell either. */
  #isPruningUnknown({ kept, flux }: Root): boolean {
    const spec = (kept?.merged ?? flux)?.spec;
    return spec !== undefined && unknownFieldIn(spec, 'prune') !== undefined;
  }

  #ofApplying(root: Root): string | undefined {
    const stop = this.#final.get(root.name);
    if (stop !== undefined && !this.#certain.has(root.name)) {
      return `may wait: \`${root.name}\` ${stop.reason}, if the new specs arrive first`;
    }
    const suspended = this.#suspendedAbove(root);
    if (suspended === undefined) return undefined;
    const by = this.#states.racedBy(suspended)?.name;
    const through = suspended === root ? '' : `, which gives \`${root.name}\` its spec,`;
    return `may wait: \`${by}\` may suspend \`${suspended.name}\`${through} before that applies this merge`;
  }

  /** What would give a root its new spec counts too. */
  #suspendedAbove(root: Root): Root | undefined {
    if (this.#states.mayBeSuspendedTooLate(root)) return root;
    const parent = this.#states.isAwaited(root) ? this.#states.parentOf(root) : undefined;
    return parent && this.#suspendedAbove(parent);
  }
}
