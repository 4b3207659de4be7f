import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { refusedBySchema } from './refused-by-schema.ts';
import { refusedObjects } from './refused-objects.ts';

/** @returns what of a cluster the API server refuses after a merge by the content of the objects alone, and why */
export function refusedAfter(
  before: Inventory | undefined,
  after: Inventory,
  minor: Minor | undefined,
): ReadonlyMap<InventoryObject, readonly Refusal[]> {
  const refused = new Map(refusedBySchema(before, after, minor));
  for (const [object, { refusals }] of refusedObjects(after)) {
    refused.set(object, [...(refused.get(object) ?? []), ...refusals]);
  }
  return refused;
}
