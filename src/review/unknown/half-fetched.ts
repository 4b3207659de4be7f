import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { refKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { isMounted } from '../../tree/sources/mount.ts';

/**
 * Leaves out what was fetched on one side alone: whether the other side has it too is not known, as what its root refers to
 * there could not be had. Nothing of it is claimed to be lost or gained.
 *
 * @param objects of a side
 * @param others the objects of the other one
 * @param other what is rendered of it
 */
export function withoutHalfFetched(
  objects: readonly InventoryObject[],
  others: readonly InventoryObject[],
  other: Inventory | undefined,
): readonly InventoryObject[] {
  const lacking = new Set(
    (other?.roots ?? []).filter(({ gaps }) => gaps.some(({ code }) => code === 'remote-base')).map(rootKey),
  );
  if (lacking.size === 0) return objects;
  const there = new Set(others.map(({ resource }) => keyOf(resource)));
  return objects.filter(
    ({ resource, root }) =>
      !isMounted(resource.trail.origin.path) || !lacking.has(rootKey(root)) || there.has(keyOf(resource)),
  );
}

/** What is generated is the same by whatever hash. */
function keyOf({ gvk: { group, kind }, namespace, name, trail }: Resource): string {
  const own = trail.generated?.needsHash === true ? (trail.previousIds.at(-1)?.name ?? name) : name;
  return refKey({ group, kind, namespace, name: own });
}
