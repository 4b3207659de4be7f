import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { dependenciesOf } from './depends-on.ts';

/** Why a root applies nothing more. */
export interface Stop {
  /** As the end of a sentence that names the root: ``waits for `flux-system/infra`, which is suspended``. */
  readonly reason: string;
  readonly by: 'itself' | 'another';
}

/**
 * The roots that come to a stop: one in which an object is rejected or that cannot be built; one that depends on a root
 * that has stopped or is suspended; one that waits for what it applies to be ready, where that is such a root.
 *
 * @param isSuspended whether a root is suspended; one whose source is stays ready
 * @param rejected by the root's name what is rejected in it
 * @see fluxcd/kustomize-controller docs/spec/v1/kustomizations.md, Dependencies, Wait
 */
export function stoppedRoots(
  inventory: Inventory,
  isSuspended: (root: Root) => boolean,
  rejected: ReadonlyMap<string, string>,
): ReadonlyMap<string, Stop> {
  const stops = new Map<string, Stop>();
  const why = new Map<string, string>();
  for (const root of inventory.roots) {
    const object = rejected.get(root.name);
    if (object !== undefined) stops.set(root.name, { reason: `${object} is rejected`, by: 'itself' });
    if (object !== undefined) why.set(root.name, 'stops');
    if (root.problems.length > 0) why.set(root.name, 'cannot be built');
    if (isSuspended(root)) why.set(root.name, 'is suspended');
  }
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const root of inventory.roots) {
      if (why.has(root.name) || isSuspended(root)) continue;
      const cause = [...needsOf(root, inventory)].find((name) => why.has(name));
      if (cause === undefined) continue;
      stops.set(root.name, { reason: `waits for \`${cause}\`, which ${why.get(cause)}`, by: 'another' });
      why.set(root.name, 'is waiting too');
      isGrowing = true;
    }
  }
  return stops;
}

/** The roots that must be ready before one applies anything again: `wait` makes those that it adds part of it. */
function* needsOf({ flux, name }: Root, { roots }: Inventory): Iterable<string> {
  if (flux === undefined) return;
  yield* dependenciesOf(flux);
  const names = new Set(dependenciesOf(flux));
  for (const root of roots) {
    const wait = root.parent !== undefined && names.has(root.parent) ? waits(root.parent, roots) : false;
    if (wait && root.name !== name) yield root.name;
  }
}

function waits(name: string, roots: readonly Root[]): boolean {
  const wait = roots.find((root) => root.name === name)?.flux?.spec.get('wait');
  return wait instanceof Scalar && wait.text === 'true';
}
