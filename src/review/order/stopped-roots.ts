import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import { type Inventory, isUnsynced, makerOf, type Root, unknownOf } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootKey, rootsAround } from '../../flux/roots/root-index.ts';
import { isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { keyOfHeld } from '../../kubernetes/facts/object-ref.ts';
import { failsInCluster } from '../../kustomize/model/only-here.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import {
  type Dependency,
  dependenciesOf,
  haveSameSource,
  makersBefore,
  releaseNamesIn,
  releasesNamedBy,
} from './depends-on.ts';
import { checkedObjects, healthChecksOf } from './health-checks.ts';
import { inStepsBefore } from './set-steps.ts';

/** Why a root applies nothing more. */
export interface Stop {
  /** As the end of a sentence that names the root: ``waits for `flux-system/infra`, which is suspended``. */
  readonly reason: string;
  readonly by: 'itself' | 'another';
  /** Key of the root at which the waiting begins, over any number of others; absent where it is this one, or none. */
  readonly behind?: string | undefined;
}

/** @returns why a root applies nothing more, as the end of a sentence that names it */
export function stopText({ reason, by }: Stop): string {
  return by === 'itself' ? `stops: ${reason}` : reason;
}

/** @returns how many others wait for each root, by its key */
export function waitersOf(stops: ReadonlyMap<string, Stop>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { behind } of stops.values()) if (behind !== undefined) counts.set(behind, (counts.get(behind) ?? 0) + 1);
  return counts;
}

/** What Flux does with a root, apart from the others. */
export interface OwnStates {
  /** Whether a root is suspended; one whose source is stays ready. */
  readonly isPaused: (root: Root) => boolean;
  /** Whether its FluxKustomization is yet to be applied as it was rendered. */
  readonly isAwaited: (root: Root) => boolean;
  /** What it depends on, where that is not what its spec says. */
  readonly dependenciesOf?: (root: Root) => readonly Dependency[];
  /** Whether there was a HelmRelease before, by the name of its root: what goes is deleted behind what is applied. */
  readonly hadRelease?: (name: string) => boolean;
  /** Whether a root deletes an object for certain that it no longer holds, by the `refKey` of the object. */
  readonly deletes?: (root: Root, key: string) => boolean;
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
  /** Of those that wait for another: at which root it begins. */
  readonly #behind = new Map<Root, Root>();
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
      const stopped = this.#states.isPaused(root) ? undefined : this.#stoppedBy(root);
      if (stopped === undefined) {
        this.#checkHealth(root);
        continue;
      }
      const behind = this.#putBehind(root, stopped.by);
      this.#stop(root, { reason: stopped.reason, by: 'another', behind }, 'is waiting too');
    }
    return this.#why.size > known;
  }

  #stop(root: Root, stop: Stop, why: string): void {
    this.#why.set(root, why);
    if (this.#inventory.roots.includes(root)) this.stops.set(root.name, stop);
  }

  /** @returns the key of the root at which the waiting begins */
  #putBehind(root: Root, other: Root | undefined): string | undefined {
    const first = other && (this.#behind.get(other) ?? other);
    if (first === undefined) return undefined;
    this.#behind.set(root, first);
    return rootKey(first);
  }

  /** @returns why a root waits, and for which one, where there is one */
  #stoppedBy(root: Root): { readonly reason: string; readonly by: Root | undefined } | undefined {
    const { flux, home } = root;
    if (flux === undefined && makerOf(root) === undefined) return undefined;
    const missing = this.#missingRelease(root);
    if (missing !== undefined) return { reason: `waits for \`${missing}\`, which does not exist`, by: undefined };
    for (const { name } of makersBefore(root)) {
      const by = this.#roots.named(home, name);
      const why = this.#whyNot(by) ?? this.#whyNeverReady(by);
      if (why !== undefined) return { reason: `waits for \`${name}\`, which ${why}`, by };
    }
    for (const dependency of flux === undefined ? [] : (this.#states.dependenciesOf?.(root) ?? dependenciesOf(flux))) {
      const why = flux && this.#notReady(dependency, flux, home);
      const by = this.#roots.named(home, dependency.name);
      if (why !== undefined) return { reason: `waits for \`${dependency.name}\`, which ${why}`, by };
    }
    const parent = this.#states.isAwaited(root) ? this.#roots.parentOf(root) : undefined;
    for (const each of inStepsBefore(root, parent, this.#roots)) {
      const why = this.#whyNot(each);
      const reason = `is in a step of \`${parent?.name}\` behind \`${each.name}\`, which ${why}`;
      if (why !== undefined) return { reason, by: each };
    }
    const why = parent && this.#applies(parent) ? undefined : parent && this.#why.get(parent);
    return why === undefined ? undefined : { reason: `comes only with \`${parent?.name}\`, which ${why}`, by: parent };
  }

  /** A root that has applied all and waits for what it has applied is not ready, and no less applied. */
  #applies(root: Root): boolean {
    return !this.#why.has(root) || this.#unhealthy.has(root);
  }

  readonly #unhealthy = new Set<Root>();

  #checkHealth(root: Root): void {
    const deleted = checkedObjects(root).find(({ key }) => this.#isDeleted(root, key));
    if (deleted !== undefined) {
      this.#why.set(root, `is not ready: \`${deleted.title}\` is deleted`);
      this.#unhealthy.add(root);
      return;
    }
    for (const name of healthChecksOf(root, this.#roots)) {
      const other = this.#roots.named(root.cluster, name);
      const why = this.#missing(root.cluster, name) ?? this.#whyNot(other);
      if (why === undefined) continue;
      this.#putBehind(root, other);
      this.#why.set(root, `is not ready: \`${name}\` ${why}`);
      this.#unhealthy.add(root);
      return;
    }
  }

  /** It prunes before it checks, and what another root holds stays. */
  #isDeleted(root: Root, key: string): boolean {
    const isHeld = (resource: Resource) => keyOfHeld(resource) === key;
    return (
      this.#states.deletes?.(root, key) === true &&
      !this.#roots.all.some(({ cluster, resources }) => cluster === root.cluster && resources.some(isHeld))
    );
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

  /** @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.checkDependencies, which gets each first */
  #missingRelease({ release, home }: Root): string | undefined {
    if (release === undefined || !this.#isWhole || home !== HUB) return undefined;
    const isThere = ({ name }: Dependency) =>
      releaseNamesIn(this.#inventory).has(name) || this.#states.hadRelease?.(name) === true;
    return releasesNamedBy(release).find((each) => !isThere(each))?.name;
  }

  /** A release that is suspended stays ready, if it ever was. */
  #whyNeverReady(root: Root | undefined): string | undefined {
    if (root?.release === undefined || this.#states.hadRelease?.(root.name) !== false) return undefined;
    return this.#states.isPaused(root) ? 'is suspended' : undefined;
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
