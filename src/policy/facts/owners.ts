import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';

/** @returns what applies the objects of a root, as a sentence names it: the FluxKustomization, or the HelmRelease */
export function ownerName({ name, release }: Root): string {
  return release === undefined ? name : objectTitle(release.holder.resource);
}

/** @returns the HelmRelease whose chart makes an object; the object itself where it is written as it is */
export function writtenAs(object: InventoryObject): InventoryObject {
  const holder = object.root.release?.holder;
  return holder === undefined ? object : writtenAs(holder);
}
