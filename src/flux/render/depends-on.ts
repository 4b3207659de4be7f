import { lineOf, type Node } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
import type { Root } from '../roots/inventory.ts';

/** A FluxKustomization that another one waits for. */
interface Dependency {
  /** `namespace/name`. */
  readonly name: string;
  /** Whether an expression says when it is ready, in place of its own state: what that comes to is not known here. */
  readonly hasReadyExpr: boolean;
  /** Where it is named. */
  readonly node: Node;
}

/** @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.checkDependencies */
function dependenciesOf({ spec, namespace }: FluxKustomization): readonly Dependency[] {
  return itemsAt(spec, 'dependsOn').map((node) => ({
    name: `${textAt(node, 'namespace') || namespace}/${textAt(node, 'name')}`,
    hasReadyExpr: textAt(node, 'readyExpr') !== '',
    node,
  }));
}

/**
 * FluxKustomizations that wait for one another are never applied: each such root gets a problem, the rest stands.
 *
 * @param roots of one entrypoint
 */
export function withDependencyCycles(roots: readonly Root[]): readonly Root[] {
  const byName = new Map(roots.map((root) => [`${root.home} ${root.name}`, root]));
  const next = ({ flux, home }: Root): readonly Root[] =>
    (flux === undefined ? [] : dependenciesOf(flux)).flatMap(({ name, hasReadyExpr }) => {
      const root = hasReadyExpr ? undefined : byName.get(`${home} ${name}`);
      return root === undefined ? [] : [root];
    });
  return roots.map((root) => {
    const cycle = wayBack(root, next);
    const { flux } = root;
    if (cycle === undefined || flux === undefined) return root;
    const second = cycle[1]?.name ?? root.name;
    const node = dependenciesOf(flux).find(({ name }) => name === second)?.node ?? flux.spec;
    const problem = {
      code: 'cycle' as const,
      message: `FluxKustomization ${nameOf(flux)} depends on itself and is never applied: ${cycle.map(({ name }) => name).join(' → ')}`,
      path: flux.resource.trail.origin.path,
      line: lineOf(node),
      fix: 'Remove one of these dependsOn.',
    };
    return { ...root, problems: [...root.problems, problem] };
  });
}

/** @returns the shortest way from a root to itself, both ends included. */
function wayBack(start: Root, next: (root: Root) => readonly Root[]): readonly Root[] | undefined {
  const before = new Map<Root, Root>();
  const queue: Root[] = [start];
  for (const at of queue) {
    for (const each of next(at)) {
      if (each === start) return [...pathTo(at, before), start];
      if (before.has(each)) continue;
      before.set(each, at);
      queue.push(each);
    }
  }
  return undefined;
}

function pathTo(end: Root, before: ReadonlyMap<Root, Root>): readonly Root[] {
  const path = [end];
  for (let at = before.get(end); at !== undefined; at = before.get(at)) path.unshift(at);
  return path;
}
