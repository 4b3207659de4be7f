import { onceEach } from '../../memo/by-value.ts';
import type { Inventory, Root } from './inventory.ts';

/** The roots of a cluster and of all that is rendered with it: of its spokes, or of the hub that it is a spoke of. */
export class RootIndex {
  readonly all: readonly Root[];
  readonly #byKey: ReadonlyMap<string, Root>;
  readonly #byName: ReadonlyMap<string, Root>;
  /** By the cluster that a root applies to; of two that bear one name there, the first. */
  readonly #inCluster: ReadonlyMap<string, Root>;

  constructor({ above, roots, spokes }: Inventory) {
    this.all = [...new Set([...above, ...roots, ...[...spokes.values()].flatMap((spoke) => spoke.roots)])];
    this.#byKey = new Map(this.all.map((root) => [rootKey(root), root]));
    this.#byName = new Map(this.all.map((root) => [`${root.home} ${root.name}`, root]));
    this.#inCluster = new Map(this.all.toReversed().map((root) => [`${root.cluster} ${root.name}`, root]));
  }

  /** @returns the root that holds the FluxKustomization of another; `undefined` for an entrypoint. */
  parentOf({ home, parent }: Root): Root | undefined {
    return parent === undefined ? undefined : this.#inCluster.get(`${home} ${parent}`);
  }

  /** @returns the root that is, on this side, what another one is on the other side. */
  counterpartOf(root: Root): Root | undefined {
    return this.#byKey.get(rootKey(root));
  }

  /** @param home the cluster in which its FluxKustomization stands */
  named(home: string, name: string): Root | undefined {
    return this.#byName.get(`${home} ${name}`);
  }
}

/** @returns the roots of an inventory and around it. */
export const rootsAround = onceEach((inventory: Inventory) => new RootIndex(inventory));

/**
 * A FluxKustomization of the hub and one of a spoke may bear one name; an entrypoint is itself whatever it is called,
 * which depends on whether its sync object could be read.
 */
export function rootKey({ by, cluster, name, at }: Root): string {
  if (by !== 'entrypoint') return `${cluster} ${name}`;
  return at === undefined ? cluster : `${cluster} ./${at}`;
}
