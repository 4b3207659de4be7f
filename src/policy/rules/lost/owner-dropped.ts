import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectKey, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { sharedObjects } from '../../../review/diff/pair.ts';
import { RootStates } from '../../../review/effects/root-states.ts';
import { ownerName } from '../../facts/owners.ts';
import { keptBy } from '../../view/lost-objects.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

export const ownerDropped: Rule = {
  id: 'owner-dropped',
  severity: 'warning',
  title: 'A root gives up an object that another root still applies',
  why: 'If the root that gives up an object was the last to apply it, it deletes the object, even though another root still contains it. That root creates it again at its next reconciliation, but everything in it is lost.',
  fix: 'First merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it where it is given up.',
  check,
};

/**
 * Which of two owners has applied an object last is not known: each writes its own labels on it, and deletes only what
 * bears them.
 *
 * @see fluxcd/kustomize-controller internal/controller deleteObjects, DeleteOptions.Inclusions
 */
function check({ before, after }: ClusterView): readonly Found[] {
  if (before === undefined || after === undefined || before.inventory === after.inventory) return [];
  if (sharedObjects(before.objects).length === 0) return [];
  const owners = ownersOf(before.objects);
  const left = ownersOf(after.objects);
  const states = new RootStates(before.inventory, after.inventory);
  return [...owners].flatMap(([key, held]) => {
    const rest = left.get(key) ?? [];
    const gone = held.filter(({ root }) => !rest.some((each) => each.root.name === root.name));
    const [keeper] = rest.filter(({ root }) => held.some((each) => each.root.name === root.name));
    if (keeper === undefined) return [];
    return gone
      .filter((object) => states.effectOfLoss(object) === 'pruned')
      .map((object) => {
        const holds = object.root.by === 'release' ? 'makes' : 'holds';
        const together = (names: string) =>
          `${ownerName(object.root)} no longer ${holds} ${names}, and may delete what ${ownerName(keeper.root)} still applies`;
        return {
          object: keeper,
          message: together(objectTitle(keeper.resource)),
          together,
          ...keptBy(object),
          ...after.placeOf(keeper),
        };
      });
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
