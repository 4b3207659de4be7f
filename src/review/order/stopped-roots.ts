import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import { type Inventory, isUnsynced, makerOf, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootKey, rootsAround } from '../../flux/roots/root-index.ts';
import { isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { failsInCluster } from '../../kustomize/model/only-here.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Dependency, dependenciesOf, haveSameSource, makersBefore } from './depends-on.ts';
import { healthChecksOf } from './health-checks.ts';
import { inStepsBefore } from './set-steps.ts';

/** Why a root applies nothing more. */
export interface Stop {
  /** As the end of a sentence that names the root: ``waits for `flux-system/infra`, which is suspended``. */
  readonly reason: string;
  readonly by: 'itself' | 'another';
}

/** @returns why a root applies nothing more, as the end of a sentence that names it */
export function stopText({ reason, by }: Stop): string {
  return by === 'itself' ? `stops: ${reason}` : reason;
}

/** What Flux does with a root, apart from the others. */
export interface OwnStates {
  /** Whether a root is suspended; one whose source is stays ready. */
  readonly isPaused: (root: Root) => boolean;
  /** Whether its FluxKustomization is yet to be applied as it was rendered. */
  readonly isAwaited: (root: Root) => boolean;
  /** What it depends on, where that is not what its spec says. */
  readonly dependenciesOf?: (root: Root) => readonly Dependency[];
}

/**
 * The roots that come to a stop: one in which an object is rejected, that cannot be built or that its controller refuses; one that depends on a root
 * that does not exist, is not ready or is suspended; one whose FluxKustomization such a root would apply. A root is not
 * ready either while what it waits for is not, over any depth: by `wait` and by `healthChecks`.
 *
 * @param rejected by the root's key what is rejected in it, in whatever cluster of the inventory's hub and spokes
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.checkDependencies, checkHealth
 */
export function stoppedRoots(
  inventory: Inventory,
  states: OwnStates,
  rejected: ReadonlyMap<string, string>,
): ReadonlyMap<string, Stop> {
  return new Readiness(inventory, states, rejected).stops;
}

/** @returns the roots that stood before a merge because of others, as far as they tell by themselves. */
export const standingStops = onceEach((before: Inventory): ReadonlyMap<string, Stop> => {
  return stoppedRoots(before, { isPaused: ({ flux }) => flux?.suspend === true, isAwaited: () => false }, new Map());
});

class Readiness {
  readonly stops = new Map<string, Stop>();
  /** Why a root applies nothing, or has applied all and is not ready, as the end of a sentence about it. */
  readonly #why = new Map<Root, string>();
  readonly #roots: RootIndex;
  readonly #inventory: Inventory;
  readonly #states: OwnStates;
  /** Only of what is rendered whole it is known what is not there. */
  readonly #isWhole: boolean;

  constructor(inventory: Inventory, states: OwnStates, rejected: ReadonlyMap<string, string>) {
    this.#inventory = inventory;
    this.#states = states;
    this.#roots = rootsAround(inventory);
    this.#isWhole = isWhole(inventory, this.#roots);
    for (const root of this.#roots.all) {
      const object = rejected.get(rootKey(root));
      if (object !== undefined) this.#stop(root, { reason: `${object} is rejected`, by: 'itself' }, 'stops');
      if (root.refused !== undefined) {
        this.#stop(root, { reason: root.refused.reason, by: 'itself' }, 'its controller does not apply');
      }
      if (failsInCluster(root.problems)) this.#why.set(root, 'cannot be built');
    }
    while (this.#grow());
  }

  /** @returns whether one more was found. */
  #grow(): boolean {
    const known = this.#why.size;
    for (const root of this.#roots.all) {
      if (this.#why.has(root)) continue;
      const reason = this.#states.isPaused(root) ? undefined : this.#stoppedBy(root);
      if (reason !== undefined) this.#stop(root, { reason, by: 'another' }, 'is waiting too');
      else this.#checkHealth(root);
    }
    return this.#why.size > known;
  }

  #stop(root: Root, stop: Stop, why: string): void {
    this.#why.set(root, why);
    if (this.#inventory.roots.includes(root)) this.stops.set(root.name, stop);
  }

  #stoppedBy(root: Root): string | undefined {
    const { flux, home } = root;
    if (flux === undefined && makerOf(root) === undefined) return undefined;
    for (const { name } of makersBefore(root)) {
      const why = this.#whyNot(this.#roots.named(home, name));
      if (why !== undefined) return `waits for \`${name}\`, which ${why}`;
    }
    for (const dependency of flux === undefined ? [] : (this.#states.dependenciesOf?.(root) ?? dependenciesOf(flux))) {
      const why = flux && this.#notReady(dependency, flux, home);
      if (why !== undefined) return `waits for \`${dependency.name}\`, which ${why}`;
    }
    const parent = this.#states.isAwaited(root) ? this.#roots.parentOf(root) : undefined;
    for (const each of inStepsBefore(root, parent, this.#roots)) {
      const why = this.#whyNot(each);
      if (why !== undefined) return `is in a step of \`${parent?.name}\` behind \`${each.name}\`, which ${why}`;
    }
    const why = parent && this.#applies(parent) ? undefined : parent && this.#why.get(parent);
    return why === undefined ? undefined : `comes only with \`${parent?.name}\`, which ${why}`;
  }

  /** A root that has applied all and waits for what it has applied is not ready, and no less applied. */
  #applies(root: Root): boolean {
    return !this.#why.has(root) || this.#unhealthy.has(root);
  }

  readonly #unhealthy = new Set<Root>();

  #checkHealth(root: Root): void {
    for (const name of healthChecksOf(root, this.#roots)) {
      const why = this.#missing(root.cluster, name) ?? this.#whyNot(this.#roots.named(root.cluster, name));
      if (why === undefined) continue;
      this.#why.set(root, `is not ready: \`${name}\` ${why}`);
      this.#unhealthy.add(root);
      return;
    }
  }

  /** One that is suspended stays ready, and at its revision: only who takes the same source misses the new one. */
  #notReady({ name, hasReadyExpr }: Dependency, flux: FluxKustomization, home: string): string | undefined {
    const missing = this.#missing(home, name);
    if (missing !== undefined) return missing;
    const root = this.#roots.named(home, name);
    if (root === undefined) return undefined;
    const why = this.#whyNot(root);
    if (why !== undefined) return why;
    const isBehind = !hasReadyExpr && root.flux !== undefined && haveSameSource(root.flux, flux);
    return isBehind && this.#states.isPaused(root) ? 'is suspended' : undefined;
  }

  #whyNot(root: Root | undefined): string | undefined {
    return root && this.#why.get(root);
  }

  #missing(home: string, name: string): string | undefined {
    if (!this.#isWhole || home !== HUB || this.#roots.named(home, name) !== undefined) return undefined;
    // What the cluster syncs by is made by its bootstrap, whether or not the repository holds it.
    const isSync = name === 'flux-system/flux-system' && this.#roots.all.some(isUnsynced);
    return isSync ? undefined : 'does not exist';
  }
}

function isWhole(inventory: Inventory, { all }: RootIndex): boolean {
  if (inventory.external.length > 0 || all.some((root) => unknownOf(root).length > 0)) return false;
  return !inventory.generators.some(({ resource }) => isResourceSet(resource));
}
