import { isThere } from '../../fleet/find/cluster.ts';
import { type ClusterInventory, renderClusters } from '../../fleet/render/render-clusters.ts';
import { filesOf, type Snapshot } from '../../fleet/render/snapshot.ts';
import { Units } from '../../fleet/units/units.ts';
import { type Inventory, makerOf } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';

/** A commit and its clusters in promotion order, rendered, each hub followed by the spokes that it applies to. */
export interface Fleet extends Snapshot {
  readonly clusters: readonly ClusterInventory[];
  readonly units: Units;
}

/** @throws Needs where an object has not been fetched yet */
export function openFleet(snapshot: Snapshot): Fleet {
  const files = filesOf(snapshot);
  const all = renderClusters(files, snapshot.config);
  const clusters = all.filter(({ cluster }) => isThere(files, cluster));
  return { ...snapshot, clusters, units: new Units(clusters) };
}

/**
 * @returns a fleet as edits change it: without what charts make
 * @throws Needs where an object has not been fetched yet
 */
export function openWritten(snapshot: Snapshot): Fleet {
  const fleet = openFleet(snapshot);
  const clusters = fleet.clusters.map((each) => ({ ...each, inventory: withoutCharts(each.inventory) }));
  return { ...fleet, clusters };
}

/** What a chart makes comes and goes with its HelmRelease, and no edit brings it alone. */
export const withoutCharts = onceEach((inventory: Inventory): Inventory => {
  const { roots, objects, spokes } = inventory;
  return {
    ...inventory,
    roots: roots.filter((root) => makerOf(root) === undefined),
    objects: objects.filter(({ root }) => makerOf(root) === undefined),
    spokes: new Map([...spokes].map(([name, spoke]) => [name, withoutCharts(spoke)])),
  };
});
