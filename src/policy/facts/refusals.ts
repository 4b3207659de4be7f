import { type InventoryObject, rootTitle } from '../../flux/roots/inventory.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import { isLeftAlone } from '../../review/effects/exempt.ts';
import { refusedObjects } from '../../review/refused/refused-objects.ts';
import type { Side } from '../view/side.ts';

/** One reason for which the API server refuses an object. */
interface RefusedPlace {
  readonly object: InventoryObject;
  readonly refusal: Refusal;
  /** What stops at it. */
  readonly root: string;
}

/** @returns what of a side the API server refuses by the content of the objects themselves, where Flux applies them */
export function refusalsIn({ inventory, objects }: Side, code: Refusal['code']): readonly RefusedPlace[] {
  const refused = refusedObjects(inventory);
  if (refused.size === 0) return [];
  return objects.flatMap((object) => {
    const { resource, root } = object;
    if (isLeftAlone(resource, true)) return [];
    const found = (refused.get(object)?.refusals ?? []).filter((each) => each.code === code);
    return found.map((refusal) => ({ object, refusal, root: rootTitle(root) }));
  });
}
