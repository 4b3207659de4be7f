import { isGateOpen, mainOf } from '../../flux/controllers/controllers.ts';
import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { type RootIndex, rootsAround } from '../../flux/roots/root-index.ts';
import { type Dependency, dependenciesOf, haveSameSource } from './depends-on.ts';

/**
 * Which roots wait for which while a merge reaches a cluster. A root wakes with the spec that it has: what it is to depend
 * on by the same merge, it may not know yet.
 *
 * @see fluxcd/kustomize-controller internal/controller requestsForRevisionChangeOf, which wakes all that take one source at
 *   once; KustomizationReconciler.checkDependencies
 */
export class Orders {
  readonly #before: RootIndex | undefined;
  readonly #after: RootIndex;
  readonly #isAdditive: boolean;

  constructor(before: Inventory | undefined, after: Inventory) {
    this.#before = before && rootsAround(before);
    this.#after = rootsAround(after);
    this.#isAdditive = isGateOpen(mainOf(after.controllers, 'kustomize-controller'), 'AdditiveCELDependencyCheck');
  }

  /** @returns what a root depends on before the merge and behind it; of a new one all. */
  standing(root: Root): readonly Dependency[] {
    const all = root.flux === undefined ? [] : dependenciesOf(root.flux);
    const was = this.#before?.counterpartOf(root)?.flux;
    if (was === undefined || root.flux === was) return all;
    const names = new Set(dependenciesOf(was).map(({ name }) => name));
    return all.filter(({ name }) => names.has(name));
  }

  /**
   * @returns whether one root applies the merge only once another has applied it, directly or by those between: it depends
   *   on it, takes the same source, and no expression takes the place of the revision
   */
  waitsFor(root: Root, other: Root): boolean {
    const seen = new Set<Root>([root]);
    for (const at of seen) {
      for (const next of this.#waitedFor(at)) {
        if (next.name === other.name && next.home === other.home) return true;
        seen.add(next);
      }
    }
    return false;
  }

  /**
   * @returns whether a root waits for another by the spec that it had: it then looks at its spec again, with what the merge
   *   made of it
   */
  waitedAlready(root: Root): boolean {
    const was = this.#before?.counterpartOf(root)?.flux;
    return was !== undefined && this.#binding(root, was, dependenciesOf(was)).length > 0;
  }

  #waitedFor(root: Root): readonly Root[] {
    return root.flux === undefined ? [] : this.#binding(root, root.flux, this.standing(root));
  }

  #binding({ home }: Root, flux: FluxKustomization, dependencies: readonly Dependency[]): readonly Root[] {
    return dependencies.flatMap(({ name, hasReadyExpr }) => {
      const next = this.#after.named(home, name);
      const isOrder = next?.flux !== undefined && haveSameSource(next.flux, flux);
      return next !== undefined && isOrder && (!hasReadyExpr || this.#isAdditive) ? [next] : [];
    });
  }
}
