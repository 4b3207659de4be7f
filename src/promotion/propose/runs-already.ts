import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { missingObjects } from '../edits/add-to-clusters.ts';
import type { Subject } from '../places/subject.ts';
import { bareKey } from '../plan/bare-name.ts';
import type { Fleet } from '../plan/fleet.ts';

/**
 * Decides, for promote and for where, whether a cluster runs something.
 *
 * @returns the objects by which it does: the subject's, or all of the same names that come from elsewhere; none where
 *   something is missing
 */
export function runsAlready(fleet: Fleet, subject: Subject, cluster: ClusterInventory): readonly InventoryObject[] {
  const { objects } = cluster.inventory;
  const own = objects.filter(subject.has);
  const isAnywhere = fleet.clusters.some(({ inventory }) => inventory.objects.some(subject.has));
  if (own.length > 0 || !isAnywhere || missingObjects(fleet, subject, cluster).length > 0) return own;
  const keys = new Set(
    fleet.clusters.flatMap(({ inventory }) =>
      inventory.objects.filter(subject.has).map(({ resource }) => bareKey(resource)),
    ),
  );
  return objects.filter(({ resource }) => keys.has(bareKey(resource)));
}
