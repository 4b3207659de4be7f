import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { sharedObjects } from '../diff/pair.ts';
import type { RootStates } from './root-states.ts';

/** An object that two roots have applied. */
export interface DroppedOwner {
  /** As the root has it that gives it up and prunes. */
  readonly dropped: InventoryObject;
  /** As one has it that still applies it. */
  readonly kept: InventoryObject;
}

/**
 * Which of two owners has applied an object last is not known: each writes its own labels on it, and deletes only what
 * bears them.
 *
 * @param before the objects of a cluster before the merge
 * @param after those behind it
 * @returns what a root gives up and may delete, although another one still applies it
 * @see fluxcd/kustomize-controller internal/controller deleteObjects, DeleteOptions.Inclusions
 */
export function droppedOwners(
  before: readonly InventoryObject[],
  after: readonly InventoryObject[],
  states: Pick<RootStates, 'effectOfLoss'>,
): readonly DroppedOwner[] {
  if (before === after || sharedObjects(before).length === 0) return [];
  const left = ownersOf(after);
  return [...ownersOf(before)].flatMap(([key, held]) => {
    const rest = left.get(key) ?? [];
    const gone = held.filter(({ root }) => !rest.some((each) => each.root.name === root.name));
    const [kept] = rest.filter(({ root }) => held.some((each) => each.root.name === root.name));
    if (kept === undefined) return [];
    return gone.filter((object) => states.effectOfLoss(object) === 'pruned').map((dropped) => ({ dropped, kept }));
  });
}

function ownersOf(objects: readonly InventoryObject[]): ReadonlyMap<string, readonly InventoryObject[]> {
  const owners = new Map<string, InventoryObject[]>();
  for (const object of objects) {
    const key = objectKey(object.resource);
    const known = owners.get(key);
    if (known === undefined) owners.set(key, [object]);
    else known.push(object);
  }
  return owners;
}
