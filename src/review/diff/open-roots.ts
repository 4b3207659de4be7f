import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';

/** The roots of a cluster that may differ on the two sides of a change. */
interface OpenRoots {
  readonly before: readonly Root[];
  readonly after: readonly Root[];
}

/**
 * Leaves out the roots of which nothing becomes: they hold the very same list on both sides, in the same place, and no
 * other root holds any of its objects. Releases mostly are, so that a comparison costs what the others hold.
 *
 * @param find an object of before the change by what it is after; `undefined` where several roots hold one object then
 */
export function openRoots(
  before: Inventory,
  after: Inventory,
  find: ((object: InventoryObject) => InventoryObject | undefined) | undefined,
): OpenRoots {
  if (find === undefined) return { before: before.roots, after: after.roots };
  const byList = new Map(before.roots.map((root) => [root.resources, root]));
  const settled = new Map<Root, Root>();
  for (const root of after.roots) {
    const was = byList.get(root.resources);
    if (was === undefined || !isInPlace(was, root)) continue;
    settled.set(was, root);
    // Another one with the same list is not settled.
    byList.delete(root.resources);
  }
  const still = new Set(settled.values());
  const open = after.roots.filter((root) => !still.has(root));
  for (const root of open) {
    for (const object of objectsOf(root)) {
      const was = find(object)?.root;
      const is = was && settled.get(was);
      if (was === undefined || is === undefined) continue;
      settled.delete(was);
      still.delete(is);
      open.push(is);
    }
  }
  return {
    before: before.roots.filter((root) => !settled.has(root)),
    after: after.roots.filter((root) => !still.has(root)),
  };
}

function isInPlace(was: Root, is: Root): boolean {
  return rootKey(was) === rootKey(is) && was.name === is.name && was.directory === is.directory;
}
