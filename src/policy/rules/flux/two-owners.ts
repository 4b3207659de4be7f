import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectKey, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { sharedObjects } from '../../../review/diff/pair.ts';
import { sameValue } from '../../../yaml/print/same-value.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const twoOwners: Rule = {
  id: 'two-owners',
  severity: 'warning',
  title: 'Two roots apply the same object',
  why: 'Two roots that apply the same object overwrite each other at every reconciliation, and either may prune it.',
  fix: 'Refer to it from only one of the two.',
  look: (side) => sharedObjects(side.objects).map((owners) => ({ ...foundIn(side, owners), key: ownersKey(owners) })),
  check,
};

/** Who shares an object already, and gives it other content than the other, is told whenever either changes it. */
function check({ before, after }: ClusterView): readonly Found[] {
  if (before === undefined || after === undefined || before.inventory === after.inventory) return [];
  const known = new Map(sharedObjects(before.objects).map((owners) => [ownersKey(owners), owners]));
  return sharedObjects(after.objects).flatMap((owners) => {
    const [first, second] = owners;
    const was = known.get(ownersKey(owners));
    const isTouched = was?.some((object, at) => !isSame(object, owners[at])) === true;
    return isTouched && !isSame(first, second) ? [foundIn(after, owners)] : [];
  });
}

type Owners = readonly [InventoryObject, InventoryObject];

function foundIn(side: Side, [first, object]: Owners): Found {
  const flips = isSame(first, object) ? '' : ', each with content of its own: they overwrite each other';
  const together = (names: string) => `${first.root.name} and ${object.root.name} both apply ${names}${flips}`;
  return { object, message: together(objectTitle(object.resource)), together, ...side.placeOf(object) };
}

function isSame({ resource }: InventoryObject, other: InventoryObject | undefined): boolean {
  return other !== undefined && sameValue(resource.node, other.resource.node);
}

function ownersKey([first, second]: Owners): string {
  return [first.root.name, second.root.name, objectKey(first.resource)].join('\n');
}
