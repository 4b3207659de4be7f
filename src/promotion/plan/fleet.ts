import { isThere } from '../../fleet/find/cluster.ts';
import { type ClusterInventory, renderClusters } from '../../fleet/render/render-clusters.ts';
import { filesOf, type Snapshot } from '../../fleet/render/snapshot.ts';
import { Units } from '../../fleet/units/units.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';

/** A commit and its clusters in promotion order, rendered but for what charts make, each hub followed by the spokes that it applies to. */
export interface Fleet extends Snapshot {
  readonly clusters: readonly ClusterInventory[];
  readonly units: Units;
}

/** @throws Needs where an object has not been fetched yet */
export function openFleet(snapshot: Snapshot): Fleet {
  const files = filesOf(snapshot);
  const all = renderClusters(files, snapshot.config);
  const clusters = all
    .filter(({ cluster }) => isThere(files, cluster))
    .map(({ cluster, inventory }) => ({ cluster, inventory: asWritten(inventory) }));
  return { ...snapshot, clusters, units: new Units(clusters) };
}

/** What a chart makes comes and goes with its HelmRelease, and no edit brings it alone. */
const asWritten = onceEach((inventory: Inventory): Inventory => {
  const roots = inventory.roots.filter(({ by }) => by !== 'release');
  if (roots.length === inventory.roots.length) return inventory;
  return { ...inventory, roots, objects: inventory.objects.filter(({ root }) => root.by !== 'release') };
});
