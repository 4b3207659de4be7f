import type { MakersInForce } from '../../flux/roots/in-force.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { Resource } from '../../kustomize/model/resource.ts';
import { onceTogether } from '../../memo/by-value.ts';
import { isLeftAlone } from '../effects/exempt.ts';
import type { RootStates } from '../effects/root-states.ts';
import { type DecidingMaker, isMaker } from './deciding-makers.ts';
import { isSame } from './deciding-objects.ts';
import { isLeftBehind } from './left-behind.ts';

/**
 * What is made by other objects than the merge says: a root that applies nothing leaves its HelmReleases and ResourceSets,
 * and what they take, as they were; so does what Flux is told to leave alone, and what stays though no root holds it.
 *
 * @param deciding what differs
 * @param held roots that apply nothing
 * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.Reconcile, which reads what is in the cluster
 */
export function makersInForce(
  deciding: readonly DecidingMaker[],
  after: Inventory,
  states: RootStates,
  held: ReadonlySet<Root>,
): MakersInForce {
  const instead = new Map<string, InventoryObject | 'absent'>();
  const left: InventoryObject[] = [];
  // What is told of those that wait themselves is what they will make.
  const isAwaited = deciding.some(
    ({ was, is }) => was === undefined && is !== undefined && isMaker(is.resource) && held.has(is.root),
  );
  for (const { key, was, is, holders } of deciding) {
    // What several roots hold is applied by the one that applies anything.
    const isHeld = holders.every(({ root }) => held.has(root));
    const isLeft = holders.every(({ resource }) => isLeftAlone(resource, was !== undefined));
    if (is === undefined) {
      if (was !== undefined && stays(was, after, states, held)) left.push(was);
    } else if (was === undefined) {
      const isYetToCome = isHeld && !isMaker(is.resource) && !isAwaited;
      if (isYetToCome || isLeft) instead.set(key, 'absent');
    } else if (isHeld || isLeft) {
      if (holders.every((holder) => isLeftBehind(was, holder, states, held))) instead.set(key, 'absent');
      else if (!isSame(was, is)) instead.set(key, { resource: asItWas(was.resource, is.resource), root: was.root });
    }
  }
  return { instead, left };
}

const once = onceTogether<Resource>();

/** The object of before, where the files have it now. */
function asItWas(was: Resource, is: Resource): Resource {
  return once([was, is], () => new Resource(was.node, is.trail));
}

function stays(was: InventoryObject, after: Inventory, states: RootStates, held: ReadonlySet<Root>): boolean {
  const owner = rootsAround(after).counterpartOf(was.root);
  if (owner !== undefined && held.has(owner)) return true;
  const effect = states.effectOfLoss(was);
  return effect !== 'pruned' && effect !== 'external';
}
