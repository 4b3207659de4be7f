import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { InventoryObject, Root } from './inventory.ts';

/** @returns what a root holds: the very same objects each time */
export const objectsOf = onceEach((root: Root): readonly InventoryObject[] =>
  root.resources.map((resource) => ({ resource, root })),
);

/**
 * Makes a search for objects that tell by themselves whether they are meant: what a root holds is looked through once, and
 * not again while another root of another review holds the very same list.
 *
 * @param isMeant depends on nothing but the object
 * @returns finds them in roots, in their order
 */
export function searchRootsFor(
  isMeant: (resource: Resource) => boolean,
): (roots: readonly Root[]) => readonly InventoryObject[] {
  const placesIn = onceEach((list: readonly Resource[]): readonly number[] => {
    const places = list.flatMap((resource, at) => (isMeant(resource) ? [at] : []));
    return places.length === 0 ? NOWHERE : places;
  });
  return (roots) =>
    roots.flatMap((root) => {
      const places = placesIn(root.resources);
      return places.length === 0 ? NOTHING : places.flatMap((at) => objectsOf(root)[at] ?? []);
    });
}

const NOWHERE: readonly number[] = [];
const NOTHING: readonly InventoryObject[] = [];
