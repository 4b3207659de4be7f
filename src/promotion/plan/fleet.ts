import { isThere } from '../../fleet/find/cluster.ts';
import { type ClusterInventory, renderClusters } from '../../fleet/render/render-clusters.ts';
import { filesOf, type Snapshot } from '../../fleet/render/snapshot.ts';
import { Units } from '../../fleet/units/units.ts';

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
